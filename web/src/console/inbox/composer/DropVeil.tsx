import Paperclip from "lucide-solid/icons/paperclip";
import { createSignal, onCleanup, Show, type JSX } from "solid-js";
import { t } from "../../../i18n/text.ts";
import { carriesFiles } from "./files.ts";

/** Lets files be dropped anywhere on the thread, and shows that while they hang over it. */
export const DropVeil = (props: { target: HTMLElement; onDrop(files: FileList): void }): JSX.Element => {
  const [isOver, setOver] = createSignal(false);
  const listening = new AbortController();
  const listen = (type: "dragenter" | "dragover" | "dragleave" | "drop", react: (event: DragEvent) => void) =>
    props.target.addEventListener(type, (event) => carriesFiles(event.dataTransfer) && react(event), {
      signal: listening.signal,
    });
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  listen("dragenter", hover);
  listen("dragover", hover);
  listen("dragleave", (event) => {
    if (!(event.relatedTarget instanceof Node && props.target.contains(event.relatedTarget))) setOver(false);
  });
  listen("drop", (event) => {
    event.preventDefault();
    setOver(false);
    if (event.dataTransfer) props.onDrop(event.dataTransfer.files);
  });
  onCleanup(() => listening.abort());
  return (
    <Show when={isOver()}>
      <p class="drop-veil">
        <Paperclip size={28} />
        {t().sending.dropHere}
      </p>
    </Show>
  );
};
