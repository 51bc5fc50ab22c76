import "./button.css";
import { createEffect, createSignal, on, Show, type Component, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import { t } from "../i18n/text.ts";
import type { MenuProps } from "./menuItems.ts";
import { showToast } from "./toasts.ts";

const [loaded, setLoaded] = createSignal<Component<MenuProps>>();
let loading: Promise<void> | undefined;

/** The menu's parts, fetched when somebody comes near the first button that needs them. */
const load = (): Promise<void> => {
  loading ??= import("./MenuParts.tsx").then(
    ({ MenuParts }) => void setLoaded(() => MenuParts),
    (reason: unknown) => {
      loading = undefined;
      throw reason;
    },
  );
  return loading;
};

/** A button that opens a menu: arrows and letters move in it, Escape gives the focus back. */
export const Menu = (props: MenuProps): JSX.Element => {
  const fetchAhead = () => void load().catch(() => undefined);
  createEffect(
    on(
      () => props.page !== null && !loaded(),
      (isWaiting) => {
        if (!isWaiting) return;
        load().catch(() => {
          props.onPage(null);
          showToast({ tone: "problem", text: t().problems.byKey.offline });
        });
      },
    ),
  );
  // Swapped only when it opens: the button keeps the focus of whoever is merely on it.
  const [isUsed, setUsed] = createSignal(false);
  createEffect(() => props.page !== null && loaded() && setUsed(true));
  return (
    <Show
      when={isUsed() && loaded()}
      fallback={
        <button
          type="button"
          class={props.class}
          aria-label={props.label}
          title={props.label}
          aria-haspopup="menu"
          aria-expanded={props.page !== null}
          onPointerEnter={fetchAhead}
          onFocus={fetchAhead}
          onClick={() => props.onPage(props.first)}
        >
          {props.children}
        </button>
      }
    >
      {(parts) => <Dynamic component={parts()} {...props} />}
    </Show>
  );
};
