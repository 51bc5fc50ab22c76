import { Show, createSignal, type JSX } from "solid-js";
import { asProblem } from "../../api/problem.ts";
import { usePage } from "../page.ts";
import { failureIn } from "../words/words.ts";
import type { Press, RecorderHandle } from "../voice/handle.ts";
import { Attach } from "./Attach.tsx";
import { pastedFiles } from "./filesIn.ts";
import { Icon } from "./Icon.tsx";
import { later } from "./later.ts";
import { VoiceButton, canRecord } from "./VoiceButton.tsx";

const Tray = later(async () => (await import("../files/Tray.tsx")).Tray);
const Recorder = later(async () => (await import("../voice/Recorder.tsx")).Recorder);

/** As the server has it (`maxMessageLength` in the contract, which would bring zod along). */
const longest = 4_096;

/**
 * Where the visitor writes, attaches and speaks. What was typed outlives a reload. Enter sends where there is a keyboard, Shift+Enter
 * breaks. With nothing to send yet, the send button is the one that records.
 */
export const Composer = (): JSX.Element => {
  const { chat, kept, words } = usePage();
  const [text, setText] = createSignal(kept.readDraft());
  const [hint, setHint] = createSignal("");
  const [isRecording, setRecording] = createSignal(false);
  const [press, setPress] = createSignal<Press>({ isDown: false, slid: 0 });
  const [recorder, setRecorder] = createSignal<RecorderHandle>();
  const over = () => text().trim().length - longest;
  const attached = () => chat.files.desk()?.tray().length ?? 0;
  const isEmpty = () => text().trim() === "" && attached() === 0;
  let box: HTMLTextAreaElement | undefined;
  const write = (next: string) => {
    setText(next);
    setHint("");
    kept.writeDraft(next);
  };
  const hasKeyboard = () => matchMedia("(hover: hover) and (pointer: fine)").matches;
  const attach = (files: File[]) => {
    if (files.length === 0) return;
    setHint("");
    chat.files.open().then(
      (desk) => {
        desk.attach(files);
        if (hasKeyboard()) box?.focus();
      },
      (reason) => setHint(failureIn(words, asProblem(reason).key)),
    );
  };
  /** Whoever is about to write may lose the network before attaching something: what handles files is fetched by then. */
  const warm = () => {
    for (const part of [chat.files.open(), import("../files/OutgoingFiles.tsx")]) part.catch(() => undefined);
  };
  const send = () => {
    if (over() > 0) return;
    if (isEmpty()) {
      setHint(words.emptyMessage);
      return box?.focus();
    }
    chat.send(text().trim(), chat.files.desk()?.takeAll());
    write("");
    box?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !hasKeyboard()) return;
    event.preventDefault();
    send();
  };
  const isAnswering = () => chat.state().aiEnabled && chat.state().streams.length > 0;
  return (
    <form
      class="composer"
      classList={{ recording: isRecording() }}
      onFocusIn={warm}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Show when={chat.files.desk()}>{(desk) => <Tray desk={desk()} />}</Show>
      <Show when={isRecording()}>
        <Recorder
          press={press()}
          ref={setRecorder}
          onDone={(said) => {
            setRecording(false);
            setRecorder(undefined);
            setHint(said ?? "");
          }}
        />
      </Show>
      <Attach onFiles={attach} />
      <textarea
        ref={(element) => {
          box = element;
        }}
        id="write"
        rows="1"
        aria-label={words.write}
        aria-describedby="write-hint"
        placeholder={words.write}
        value={text()}
        onInput={(event) => {
          write(event.currentTarget.value);
          chat.typing();
        }}
        onKeyDown={onKey}
        onPaste={(event) => {
          const files = pastedFiles(event.clipboardData);
          if (files.length > 0) event.preventDefault();
          attach(files);
        }}
      />
      <Show when={isAnswering()}>
        <button type="button" class="round stop" aria-label={words.stop} title={words.stop} onClick={() => chat.stop()}>
          <Icon name="stop" />
        </button>
      </Show>
      <Show
        when={(!isEmpty() && !isRecording()) || !canRecord()}
        fallback={
          <VoiceButton
            recorder={recorder()}
            isRecording={isRecording()}
            onPress={setPress}
            onStart={() => {
              setHint("");
              setRecording(true);
            }}
          />
        }
      >
        <button
          type="submit"
          class="round send"
          aria-label={words.send}
          title={words.send}
          aria-disabled={isEmpty() || over() > 0}
        >
          <Icon name="send" />
        </button>
      </Show>
      <p id="write-hint" class="hint" role="status">
        {over() > 0 ? words.tooLong(over()) : hint()}
      </p>
    </form>
  );
};
