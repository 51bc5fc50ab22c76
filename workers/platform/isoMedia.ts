import { asciiAt, isoBoxes, mostBoxes } from "./isoBoxes.ts";

/** What the boxes of an MP4, 3GP or QuickTime file say of it. */
export interface IsoMedia {
  /** Four characters, e.g. `isom`, `M4A `. */
  brand: string;
  /** Null when the index is missing, as in a file that was cut off. */
  tracks: { hasVideo: boolean; hasAudio: boolean } | null;
  durationMs: number | null;
  width: number | null;
  height: number | null;
}

const containers = new Set(["moov", "trak", "mdia"]);

/** Reads the index of a file that begins with `ftyp`; null for any other. Source: ISO/IEC 14496-12, sections 4.2 and 8 */
export const readIsoMedia = (bytes: Uint8Array): IsoMedia | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (asciiAt(view, 4, 4) !== "ftyp") return null;
  const found: IsoMedia = { brand: asciiAt(view, 8, 4), tracks: null, durationMs: null, width: null, height: null };
  let seen = 0;
  const walk = (from: number, to: number): void => {
    for (const { name, body, end } of isoBoxes(view, from, to)) {
      if (seen++ >= mostBoxes) return;
      if (name === "moov") found.tracks ??= { hasVideo: false, hasAudio: false };
      if (containers.has(name)) walk(body, end);
      else readBox(view, name, body, end, found);
    }
  };
  walk(0, bytes.length);
  return found;
};

const readBox = (view: DataView, name: string, from: number, to: number, found: IsoMedia): void => {
  const isLong = to > from && view.getUint8(from) === 1;
  if (name === "mvhd" && to - from >= (isLong ? 32 : 20)) {
    const scale = view.getUint32(from + (isLong ? 20 : 12));
    const units = isLong ? Number(view.getBigUint64(from + 24)) : view.getUint32(from + 16);
    // A file made while it is recorded doesn't know its length; all ones say so too.
    if (scale > 0 && units > 0 && units < 0xffffffff) found.durationMs = Math.round((units / scale) * 1_000);
  }
  if (name === "tkhd" && to - from >= 84) {
    const width = view.getUint16(to - 8);
    const height = view.getUint16(to - 4);
    if (width > 0 && height > 0) Object.assign(found, { width, height });
  }
  if (name === "hdlr" && to - from >= 12 && found.tracks) {
    const handler = asciiAt(view, from + 8, 4);
    if (handler === "vide") found.tracks.hasVideo = true;
    if (handler === "soun") found.tracks.hasAudio = true;
  }
};
