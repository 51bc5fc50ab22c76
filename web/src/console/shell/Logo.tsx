import type { JSX } from "solid-js";

/** A thread with a beginning. */
export const Logo = (props: { size?: number }): JSX.Element => (
  <svg width={props.size ?? 32} height={props.size ?? 32} viewBox="0 0 32 32" fill="none" aria-hidden="true">
    <path d="M6 22c5-16 10 6 14-5 2-5.500 4-6 6-6" stroke="#22d3ee" stroke-width="3" stroke-linecap="round" />
    <circle cx="6" cy="22" r="3" fill="#2dd4bf" />
  </svg>
);
