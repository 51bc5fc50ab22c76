import "./avatar.css";
import type { JSX } from "solid-js";

/** The first letters of a name's first and last word; whole characters, so that an emoji or an accent stays whole. */
export const initialsOf = (name: string): string => {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = [...(words[0] ?? "")][0] ?? "";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toLocaleUpperCase();
};

/** Who it is, at a glance; the name itself always stands beside it. */
export const Avatar = (props: { name: string; size?: "small" | "large" }): JSX.Element => (
  <span class={`avatar ${props.size ?? ""}`} aria-hidden="true">
    {/^\+?\d/.test(props.name) ? "#" : initialsOf(props.name)}
  </span>
);
