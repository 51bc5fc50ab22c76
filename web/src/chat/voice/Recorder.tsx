import "./voice.css";
import { createEffect, createSignal, on, onCleanup, onMount, type JSX } from "solid-js";
import { lengthOf } from "../../ui/lengthOf.ts";
import { barsPath } from "../../ui/waveform.ts";
import { usePage } from "../page.ts";
import { Icon } from "../parts/Icon.tsx";
import { mediaWordsOf } from "../words/mediaWords.ts";
import type { Press, RecorderHandle } from "./handle.ts";
import { startRecording, type Recording, type RecordingProblem } from "./record.ts";

interface RecorderProps {
  press: Press;
  ref: (handle: RecorderHandle) => void;
  /** It is over, sent or not; with what there is to say about it. */
  onDone: (said: string | null) => void;
}

const beatMs = 100;
const barCount = 48;
const shortestMs = 700;
/** A finger that stays down longer than this holds; a shorter press was a tap. */
const holdMs = 500;
const cancelPx = 90;
const longestMs = 10 * 60_000;

/** Over the composer while a voice note is recorded: that it is, for how long, how loud, and the way out. */
export const Recorder = (props: RecorderProps): JSX.Element => {
  const { chat, language } = usePage();
  const words = mediaWordsOf(language);
  const [ms, setMs] = createSignal<number | null>(null);
  const [levels, setLevels] = createSignal<readonly number[]>(Array.from({ length: barCount }, () => 0));
  let running: Recording | null = null;
  let isOver = false;
  const done = (said: string | null) => {
    isOver = true;
    props.onDone(said);
  };
  const cancel = (said: string | null = null) => {
    if (isOver) return;
    running?.cancel();
    done(said);
  };
  const finish = async () => {
    if (isOver || running === null) return;
    if (running.elapsed() < shortestMs) return cancel(words.tooShort);
    isOver = true;
    const { blob, ending, durationMs } = await running.finish();
    const name = `${words.voiceNote.toLowerCase().replaceAll(" ", "-")}.${ending}`;
    chat.send("", [(await chat.files.open()).record(blob, name, durationMs)]);
    done(null);
  };
  const saidOf: Record<RecordingProblem, string> = {
    blocked: words.microphoneBlocked,
    no_microphone: words.noMicrophone,
    failed: words.recordingFailed,
  };
  onMount(async () => {
    props.ref({ finish: () => void finish() });
    // The code that sends it is wanted before the network may be gone.
    void chat.files.open().catch(() => undefined);
    const started = await startRecording();
    if (!started.ok) return cancel(saidOf[started.problem]);
    if (isOver) return started.recording.cancel();
    running = started.recording;
    setMs(0);
  });
  const beat = setInterval(() => {
    if (running === null || isOver) return;
    setMs(running.elapsed());
    setLevels([...levels().slice(1), running.level()]);
    if (running.elapsed() > longestMs) void finish();
  }, beatMs);
  onCleanup(() => {
    clearInterval(beat);
    if (!isOver) running?.cancel();
    isOver = true;
  });
  createEffect(
    on(
      () => props.press.isDown,
      (isDown, wasDown) => {
        if (wasDown && !isDown && running !== null && running.elapsed() >= holdMs) void finish();
      },
    ),
  );
  createEffect(() => {
    if (props.press.isDown && props.press.slid > cancelPx) cancel();
  });
  const onKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") cancel();
  };
  document.addEventListener("keydown", onKey);
  onCleanup(() => document.removeEventListener("keydown", onKey));
  const isHeld = () => props.press.isDown && (ms() ?? 0) > holdMs;
  return (
    <div class="recorder" role="group" aria-label={words.recording}>
      <button
        type="button"
        class="round plain-round"
        aria-label={words.discardRecording}
        title={words.discardRecording}
        onClick={() => cancel()}
      >
        <Icon name="bin" />
      </button>
      <span class="recording-dot" aria-hidden="true" />
      <span class="numbers" role="timer" aria-label={words.recordedSoFar(lengthOf(ms() ?? 0))}>
        {ms() === null ? "" : lengthOf(ms() ?? 0)}
      </span>
      <span class="only-spoken" role="status">
        {ms() === null ? words.askingMicrophone : words.recording}
      </span>
      <span class="recorder-room" aria-hidden="true">
        {ms() === null ? (
          words.askingMicrophone
        ) : isHeld() ? (
          words.holdHint
        ) : (
          <svg viewBox={`0 0 ${barCount * 4} 32`} preserveAspectRatio="none">
            <path d={barsPath(levels(), 4, 32)} />
          </svg>
        )}
      </span>
    </div>
  );
};
