import { isoBoxes, type IsoBox } from "../platform/isoBoxes.ts";

/** Where a film's words stand: who made it with what, where and when, under which title (ISO/IEC 14496-12, sections 8.10.1 and 8.11.1). */
const words = new Set(["udta", "meta", "uuid"]);

/**
 * A film or a recording without what a phone writes beside it: places (`©xyz`, `com.apple.quicktime.location.ISO6709`), devices, titles. Its
 * frames are found by their places in the file, so none may move: what has to go becomes free space. How it is turned stands in its tracks.
 */
export const bareFilm = (bytes: Uint8Array): Uint8Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bare = bytes.slice();
  for (const box of isoBoxes(view, 0, bytes.length))
    if (words.has(box.name)) forgetBox(bare, box);
    else if (box.name === "moov") forgetWords(bare, view, box);
  return bare;
};

/** The same for what a film's index holds, and each of its tracks. */
export const forgetWords = (bare: Uint8Array, view: DataView, moov: IsoBox): void => {
  const inner = [...isoBoxes(view, moov.body, moov.end)];
  const ofTracks = inner.filter(({ name }) => name === "trak").flatMap(({ body, end }) => [...isoBoxes(view, body, end)]);
  for (const box of [...inner, ...ofTracks]) if (words.has(box.name)) forgetBox(bare, box);
};

/** Nothing is left but its length. */
export const forgetBox = (bare: Uint8Array, { start, body, end }: IsoBox): void => {
  bare.set(free, start + 4);
  bare.fill(0, body, end);
};

const free = new TextEncoder().encode("free");
