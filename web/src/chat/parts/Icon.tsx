import type { JSX } from "solid-js";

const shapes = {
  send: "M4 12 20 4l-5 16-3.500-6.500L4 12Zm7.500 1.500L20 4",
  stop: "M7 7h10v10H7z",
  down: "M12 5v14m-6-6 6 6 6-6",
  close: "M6 6l12 12M18 6 6 18",
  chat: "M4 20l1.500-4.500A8 8 0 1 1 8.500 18.500L4 20Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8a7 7 0 0 1 14 0",
  clock: "M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  attach: "m20 11-8.500 8.500a5 5 0 0 1-7-7L13 4a3.300 3.300 0 0 1 4.700 4.700L9.500 17a1.700 1.700 0 0 1-2.400-2.400L14.500 7",
  mic: "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3Zm-7-4v1a7 7 0 0 0 14 0v-1M12 19v3",
  bin: "M4 7h16M9 7V4h6v3m3 0-1 13H7L6 7",
  again: "M20 4v5h-5M20 9a8 8 0 1 0 .5 5",
  alert: "M12 8v5m0 3v.010M12 3 2 20h20L12 3Z",
} as const;

/** A line drawing beside a word, or inside a button that names itself. */
export const Icon = (props: { name: keyof typeof shapes }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={shapes[props.name]} />
  </svg>
);
