import "./ticks.css";
import Ban from "lucide-solid/icons/ban";
import Check from "lucide-solid/icons/check";
import CheckCheck from "lucide-solid/icons/check-check";
import CircleAlert from "lucide-solid/icons/circle-alert";
import CircleQuestionMark from "lucide-solid/icons/circle-question-mark";
import Clock from "lucide-solid/icons/clock";
import { Show, type Component, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { TickMark } from "./ticks.ts";

const icons: Record<Exclude<TickMark, "none">, Component<{ size: number }>> = {
  clock: Clock,
  one: Check,
  two: CheckCheck,
  read: CheckCheck,
  failed: CircleAlert,
  uncertain: CircleQuestionMark,
  canceled: Ban,
};

/** A delivery state as a mark, with its word for the pointer and for a screen reader. */
export const Ticks = (props: { mark: TickMark; word: string; isTitled?: boolean }): JSX.Element => (
  <Show when={props.mark !== "none" && props.mark}>
    {(mark) => (
      <span class={`ticks ${mark()}`} title={props.isTitled === false ? undefined : props.word}>
        <Dynamic component={icons[mark()]} size={15} />
        <span class="only-spoken">{props.word}</span>
      </span>
    )}
  </Show>
);
