import { createSignal, type JSX } from "solid-js";
import type { Press, RecorderHandle } from "../voice/handle.ts";
import { usePage } from "../page.ts";
import { Icon } from "./Icon.tsx";

export const canRecord = (): boolean => typeof MediaRecorder === "function" && navigator.mediaDevices !== undefined;

/**
 * Starts a voice note, and is the button that sends it: the same one, so that a finger that holds it stays on it. Held, letting go
 * sends; tapped, the next tap does.
 */
export const VoiceButton = (props: {
  recorder: RecorderHandle | undefined;
  isRecording: boolean;
  onStart: () => void;
  onPress: (press: Press) => void;
}): JSX.Element => {
  const { words } = usePage();
  const [from, setFrom] = createSignal<number | null>(null);
  /** The click that ends the press which started it is no second tap. */
  let isSameTap = false;
  const label = () => (props.isRecording ? words.sendRecording : words.record);
  const lift = () => {
    if (from() !== null) props.onPress({ isDown: false, slid: 0 });
    setFrom(null);
  };
  return (
    <button
      type="button"
      class="round voice"
      classList={{ send: props.isRecording, "plain-round": !props.isRecording, held: from() !== null }}
      aria-label={label()}
      title={label()}
      onPointerDown={(event) => {
        isSameTap = false;
        if (event.button !== 0 || props.isRecording) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        isSameTap = true;
        setFrom(event.clientX);
        props.onPress({ isDown: true, slid: 0 });
        props.onStart();
      }}
      onPointerMove={(event) => {
        const start = from();
        if (start !== null) props.onPress({ isDown: true, slid: Math.max(0, start - event.clientX) });
      }}
      onPointerUp={lift}
      onPointerCancel={lift}
      onContextMenu={(event) => event.preventDefault()}
      onClick={() => {
        if (isSameTap) isSameTap = false;
        else if (props.isRecording) props.recorder?.finish();
        else props.onStart();
      }}
    >
      <Icon name={props.isRecording ? "send" : "mic"} />
    </button>
  );
};
