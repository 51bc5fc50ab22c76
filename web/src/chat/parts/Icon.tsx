import type { JSX } from "solid-js";

const shapes = {
  send: "M4 12 20 4l-5 16-3.500-6.500L4 12Zm7.500 1.500L20 4",
  stop: "M7 7h10v10H7z",
  down: "M12 5v14m-6-6 6 6 6-6",
  close: "M6 6l12 12M18 6 6 18",
  chat: "M4 20l1.500-4.500A8 8 0 1 1 8.500 18.500L4 20Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8a7 7 0 0 1 14 0",
  clock: "M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  alert: "M12 8v5m0 3v.010M12 3 2 20h20L12 3Z",
} as const;

/** A line drawing beside a word, or inside a button that names itself. */
export const Icon = (props: { name: keyof typeof shapes }): JSX.Element => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={shapes[props.name]} />
  </svg>
);
