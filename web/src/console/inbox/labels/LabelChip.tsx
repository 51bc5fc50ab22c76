import "./label.css";
import type { JSX } from "solid-js";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";

/** A label: its colour, always beside its word. */
export const LabelChip = (props: { label: Pick<Label, "name" | "color"> }): JSX.Element => (
  <span class={`label hue-${props.label.color}`} title={props.label.name}>
    <span class={`label-dot hue-${props.label.color}`} aria-hidden="true" />
    <span class="truncate" dir="auto">
      {props.label.name}
    </span>
  </span>
);

export const LabelDot = (props: { color: Label["color"] }): JSX.Element => (
  <span class={`label-dot hue-${props.color}`} aria-hidden="true" />
);
