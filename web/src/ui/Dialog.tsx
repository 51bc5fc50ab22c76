import "./dialog.css";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, createUniqueId, on, onCleanup, Show, type JSX } from "solid-js";
import { t } from "../i18n/text.ts";
import { Button } from "./Button.tsx";

interface DialogProps {
  isOpen: boolean;
  onClose(): void;
  title: string;
  children: JSX.Element;
  actions?: JSX.Element;
  isWide?: boolean;
}

/** The platform's modal dialog: it traps focus, closes with Escape and gives the focus back by itself. */
export const Dialog = (props: DialogProps): JSX.Element => {
  const titleId = createUniqueId();
  const [element, setElement] = createSignal<HTMLDialogElement>();
  createEffect(
    on(
      () => props.isOpen,
      (isOpen) => {
        if (isOpen && !element()?.open) element()?.showModal();
        if (!isOpen && element()?.open) element()?.close();
      },
    ),
  );
  // One that is taken off the page while it is open would keep the focus from going back.
  let isGone = false;
  onCleanup(() => {
    isGone = true;
    element()?.close();
  });
  return (
    <dialog
      ref={setElement}
      class="dialog"
      classList={{ wide: Boolean(props.isWide) }}
      aria-labelledby={titleId}
      onClose={() => !isGone && props.isOpen && props.onClose()}
      onClick={(event) => event.target === event.currentTarget && props.onClose()}
    >
      <Show when={props.isOpen}>
        <div class="dialog-body">
          <header class="dialog-head">
            <h2 id={titleId}>{props.title}</h2>
            <Button tone="quiet" label={t().common.close} onClick={() => props.onClose()}>
              <X size={18} />
            </Button>
          </header>
          <div class="dialog-content">{props.children}</div>
          <Show when={props.actions}>
            <footer class="dialog-actions">{props.actions}</footer>
          </Show>
        </div>
      </Show>
    </dialog>
  );
};
