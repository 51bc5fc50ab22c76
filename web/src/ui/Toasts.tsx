import "./toasts.css";
import X from "lucide-solid/icons/x";
import { createEffect, createSignal, For, onMount, Show, type JSX } from "solid-js";
import { t } from "../i18n/text.ts";
import { dismissToast, toasts, type Toast } from "./toasts.ts";

const ToastView = (props: { toast: Toast }): JSX.Element => (
  <div class="toast" classList={{ problem: props.toast.tone === "problem" }}>
    <p>{props.toast.text}</p>
    <Show when={props.toast.undo}>
      {(undo) => (
        <button
          type="button"
          class="toast-undo"
          onClick={() => {
            dismissToast(props.toast.id);
            undo()();
          }}
        >
          {t().common.undo}
        </button>
      )}
    </Show>
    <button type="button" class="toast-close" aria-label={t().common.close} onClick={() => dismissToast(props.toast.id)}>
      <X size={16} />
    </button>
  </div>
);

/** A modal dialog lets nothing be pressed that is not in it: the toasts go into it, and out again when it closes. */
const goWhereOneCanPress = (region: HTMLElement, home: HTMLElement): void => {
  const dialog = [...document.querySelectorAll<HTMLDialogElement>("dialog:modal")].at(-1);
  const place = dialog ?? home;
  if (region.parentElement === place) return;
  place.append(region);
  const goOn = () => {
    goWhereOneCanPress(region, home);
    if (toasts().length > 0) region.showPopover();
  };
  dialog?.addEventListener("close", goOn, { once: true });
};

/**
 * Where toasts appear; a polite live region, there from the start so that the first one is spoken too. It is shown as a popover,
 * again with each toast, so that it also stands above a modal dialog.
 */
export const Toasts = (): JSX.Element => {
  const [region, setRegion] = createSignal<HTMLElement>();
  let home: HTMLElement | null = null;
  onMount(() => (home = region()?.parentElement ?? null));
  createEffect(() => {
    const element = region();
    if (!element || toasts().length === 0) return;
    if (element.matches(":popover-open")) element.hidePopover();
    if (home) goWhereOneCanPress(element, home);
    element.showPopover();
  });
  return (
    <div class="toasts" role="status" aria-live="polite" popover="manual" ref={setRegion}>
      <For each={toasts()}>{(toast) => <ToastView toast={toast} />}</For>
    </div>
  );
};
