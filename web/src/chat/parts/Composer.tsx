import { Show, createSignal, type JSX } from "solid-js";
import { usePage } from "../page.ts";
import { Icon } from "./Icon.tsx";

/** As the server has it (`maxMessageLength` in the contract, which would bring zod along). */
const longest = 4_096;

/** Where the visitor writes. What was typed outlives a reload. Enter sends where there is a keyboard, Shift+Enter breaks. */
export const Composer = (): JSX.Element => {
  const { chat, kept, words } = usePage();
  const [text, setText] = createSignal(kept.readDraft());
  const [hint, setHint] = createSignal("");
  const over = () => text().trim().length - longest;
  let box: HTMLTextAreaElement | undefined;
  const write = (next: string) => {
    setText(next);
    setHint("");
    kept.writeDraft(next);
  };
  const send = () => {
    if (over() > 0) return;
    if (text().trim() === "") {
      setHint(words.emptyMessage);
      return box?.focus();
    }
    chat.send(text().trim());
    write("");
    box?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !hasKeyboard) return;
    event.preventDefault();
    send();
  };
  const isAnswering = () => chat.state().aiEnabled && chat.state().streams.length > 0;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
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
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <Show when={isAnswering()}>
        <button type="button" class="round stop" aria-label={words.stop} title={words.stop} onClick={() => chat.stop()}>
          <Icon name="stop" />
        </button>
      </Show>
      <button
        type="submit"
        class="round send"
        aria-label={words.send}
        title={words.send}
        aria-disabled={text().trim() === "" || over() > 0}
      >
        <Icon name="send" />
      </button>
      <p id="write-hint" class="hint" role="status">
        {over() > 0 ? words.tooLong(over()) : hint()}
      </p>
    </form>
  );
};
