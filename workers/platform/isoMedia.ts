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

/** More boxes than a well-meant file has on the way to its index. */
const maxBoxes = 2_000;
const containers = new Set(["moov", "trak", "mdia"]);

/** Reads the index of a file that begins with `ftyp`; null for any other. Source: ISO/IEC 14496-12, sections 4.2 and 8 */
export const readIsoMedia = (bytes: Uint8Array): IsoMedia | null => {
  if (ascii(bytes, 4, 4) !== "ftyp") return null;
  const found: IsoMedia = { brand: ascii(bytes, 8, 4), tracks: null, durationMs: null, width: null, height: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let seen = 0;
  const walk = (from: number, to: number): void => {
    for (let at = from; at + 8 <= to && seen++ < maxBoxes;) {
      const size = boxSize(view, at, to);
      if (size < 8) return;
      const name = ascii(bytes, at + 4, 4);
      if (name === "moov") found.tracks ??= { hasVideo: false, hasAudio: false };
      if (containers.has(name)) walk(at + 8, at + size);
      else readBox(view, name, at + 8, at + size, found);
      at += size;
    }
  };
  walk(0, bytes.length);
  return found;
};

const boxSize = (view: DataView, at: number, to: number): number => {
  const size = view.getUint32(at);
  if (size === 0) return to - at;
  if (size !== 1) return Math.min(size, to - at);
  return at + 16 > to ? 0 : Math.min(Number(view.getBigUint64(at + 8)), to - at);
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
    const handler = ascii(new Uint8Array(view.buffer, view.byteOffset + from, 12), 8, 4);
    if (handler === "vide") found.tracks.hasVideo = true;
    if (handler === "soun") found.tracks.hasAudio = true;
  }
};

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));
