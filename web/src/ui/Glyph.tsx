import type { JSX } from "solid-js";

/** Lucide's drawings (ISC, https://lucide.dev/license), as one path each. */
const paths = {
  play: "M5 5a2 2 0 0 1 3.008-1.728l11.997 6.998a2 2 0 0 1 .003 3.458l-12 7A2 2 0 0 1 5 19z",
  pause: "M14 3h5v18h-5zM5 3h5v18H5z",
  left: "m15 18-6-6 6-6",
  right: "m9 18 6-6-6-6",
  download: "M12 15V3m9 12v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4m4-5 5 5 5-5",
  broken:
    "m2 2 20 20M10.41 10.41a2 2 0 1 1-2.83-2.83M13.500 13.500 6 21M18 12l3 3M3.590 3.590A1.990 1.990 0 0 0 3 5v14a2 2 0 0 0 2 2h14c.550 0 1.052-.220 1.410-.590M21 15V5a2 2 0 0 0-2-2H9",
  close: "M18 6 6 18M6 6l12 12",
  closer: "M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0Zm2 10-4.350-4.350M11 8v6m-3-3h6",
  farther: "M19 11a8 8 0 1 1-16 0 8 8 0 0 1 16 0Zm2 10-4.350-4.350M8 11h6",
} as const;

export type GlyphName = keyof typeof paths;

/**
 * The drawings of what console and public page share. Not `lucide-solid`: its icons take any attribute, and the part of Solid that
 * allows it would weigh on the page's first load.
 */
export const Glyph = (props: { name: GlyphName; size: number; isFull?: boolean }): JSX.Element => (
  <svg
    width={props.size}
    height={props.size}
    viewBox="0 0 24 24"
    fill={props.isFull ? "currentColor" : "none"}
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d={paths[props.name]} />
  </svg>
);
