import type { JSX } from "solid-js";

/** One thread through three bubbles: the customer's, the AI's, a person's. */
export const ThreadDrawing = (): JSX.Element => (
  <svg class="thread-drawing" viewBox="0 0 420 260" fill="none" aria-hidden="true">
    <path
      d="M14 30C90 10 120 70 96 96s-60 40 10 54 190-30 214 12-50 60-10 80 70-10 92-24"
      stroke="#22d3ee"
      stroke-width="2.500"
      stroke-linecap="round"
    />
    <rect x="28" y="44" width="190" height="42" rx="12" fill="#1b3558" />
    <rect x="44" y="58" width="120" height="5" rx="2.500" fill="#b4c4d8" />
    <rect x="44" y="69" width="80" height="5" rx="2.500" fill="#b4c4d8" />
    <rect x="176" y="118" width="206" height="52" rx="12" fill="#0f766e" />
    <rect x="192" y="132" width="150" height="5" rx="2.500" fill="#c8f2ea" />
    <rect x="192" y="143" width="168" height="5" rx="2.500" fill="#c8f2ea" />
    <rect x="192" y="154" width="92" height="5" rx="2.500" fill="#c8f2ea" />
    <rect x="226" y="200" width="156" height="42" rx="12" fill="#6d28d9" />
    <rect x="242" y="214" width="116" height="5" rx="2.500" fill="#e3d5fe" />
    <rect x="242" y="225" width="64" height="5" rx="2.500" fill="#e3d5fe" />
    <circle cx="14" cy="30" r="5" fill="#2dd4bf" />
  </svg>
);
