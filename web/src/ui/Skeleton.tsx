import "./skeleton.css";
import { For, type JSX } from "solid-js";
import { t } from "../i18n/text.ts";

/** The shape of rows to come; shown only when nothing at all is there yet. */
export const SkeletonRows = (props: { count: number; kind?: "row" | "line" | "bubble" }): JSX.Element => (
  <div class={`skeleton skeleton-${props.kind ?? "row"}s`} role="status">
    <span class="only-spoken">{t().common.loading}</span>
    <For each={Array.from({ length: props.count })}>{() => <span class="skeleton-piece" aria-hidden="true" />}</For>
  </div>
);
