import { onMount, type JSX } from "solid-js";
import { usePage } from "../page.ts";
import { Icon } from "./Icon.tsx";

/** A modal of the browser's own: it traps focus, closes with Escape, and gives focus back. */
export const Dialog = (props: { title: string; onClose: () => void; children: JSX.Element }): JSX.Element => {
  const { words } = usePage();
  let box: HTMLDialogElement | undefined;
  onMount(() => box?.showModal());
  return (
    <dialog
      ref={(element) => {
        box = element;
      }}
      aria-labelledby="dialog-title"
      onClose={() => props.onClose()}
      onClick={(event) => {
        if (event.target === box) box?.close();
      }}
    >
      <div class="dialog">
        <header>
          <h2 id="dialog-title">{props.title}</h2>
          <button type="button" class="quiet" aria-label={words.close} onClick={() => box?.close()}>
            <Icon name="close" />
          </button>
        </header>
        {props.children}
      </div>
    </dialog>
  );
};
