import "./emptyState.css";
import { Show, type JSX } from "solid-js";

/** Nothing here: one sentence, and the next step. */
export const EmptyState = (props: {
  title: string;
  help?: string | undefined;
  icon?: JSX.Element;
  children?: JSX.Element;
}): JSX.Element => (
  <div class="empty">
    <Show when={props.icon}>
      <span class="empty-icon">{props.icon}</span>
    </Show>
    <p class="empty-title">{props.title}</p>
    <Show when={props.help}>
      <p class="soft">{props.help}</p>
    </Show>
    <Show when={props.children}>
      <div class="empty-next">{props.children}</div>
    </Show>
  </div>
);
