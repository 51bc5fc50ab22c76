import "./avatar.css";
import type { JSX } from "solid-js";
import { initialsOf } from "./initials.ts";

/** Who it is, at a glance; the name itself always stands beside it. */
export const Avatar = (props: { name: string; size?: "tiny" | "small" | "large" }): JSX.Element => (
  <span class={`avatar ${props.size ?? ""}`} aria-hidden="true">
    {/^\+?\d/.test(props.name) ? "#" : initialsOf(props.name)}
  </span>
);
