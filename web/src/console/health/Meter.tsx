import "./meter.css";
import type { JSX } from "solid-js";

interface MeterProps {
  label: string;
  value: number;
  most: number;
  /** The same in words, for those who can't see the bar. */
  words: string;
}

const nearFrom = 0.8;

/** How much of something is used up; from four fifths on it warns by its colour, beside its words. */
export const Meter = (props: MeterProps): JSX.Element => {
  const part = () => (props.most > 0 ? Math.min(1, props.value / props.most) : 0);
  return (
    <span
      class="meter"
      classList={{ near: part() >= nearFrom, full: part() >= 1 }}
      role="meter"
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={props.most}
      aria-valuenow={Math.min(props.value, props.most)}
      aria-valuetext={props.words}
    >
      <span style={{ width: `${part() * 100}%` }} />
    </span>
  );
};
