import { Show, createSignal, onCleanup, onMount, type JSX } from "solid-js";
import { usePage } from "../page.ts";
import { followDrops } from "./filesIn.ts";
import { Icon } from "./Icon.tsx";

/** What a picker offers first; on a phone that is its camera, too. What can be sent is for `fileRules.ts` and the server to say. */
const offered = "image/*,audio/*,video/*,.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.csv,.vcf";

/** The ways to take files along that need a place on the page: the button, and dropping them anywhere. */
export const Attach = (props: { onFiles: (files: File[]) => void }): JSX.Element => {
  const { words } = usePage();
  const [isOver, setOver] = createSignal(false);
  let picker: HTMLInputElement | undefined;
  onMount(() => onCleanup(followDrops(setOver, (files) => props.onFiles(files))));
  return (
    <>
      <input
        ref={(element) => {
          picker = element;
        }}
        type="file"
        multiple
        hidden
        accept={offered}
        onChange={({ currentTarget }) => {
          props.onFiles([...(currentTarget.files ?? [])]);
          // So that the same file can be picked again after it was taken out.
          currentTarget.value = "";
        }}
      />
      <button
        type="button"
        class="round plain-round"
        aria-label={words.attach}
        title={words.attach}
        onClick={() => picker?.click()}
      >
        <Icon name="attach" />
      </button>
      <Show when={isOver()}>
        <p class="drop-here">{words.dropHere}</p>
      </Show>
    </>
  );
};
