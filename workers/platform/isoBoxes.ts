/** A box of the ISO base media format: places in the file, `end` not included. */
export interface IsoBox {
  /** Four characters, e.g. `moov`. */
  name: string;
  start: number;
  /** Where its content begins. */
  body: number;
  end: number;
}

/** More boxes beside each other than a well-meant file has. */
export const mostBoxes = 2_000;

/**
 * The boxes between two places of a file, one after another; one that claims more than there is ends where the rest does. It stops at what
 * is no box, and after so many that the file is made to have them read. Source: ISO/IEC 14496-12, section 4.2
 */
export function* isoBoxes(view: DataView, from: number, to: number): Generator<IsoBox> {
  for (let at = from, seen = 0; at + 8 <= to && seen <= mostBoxes; seen++) {
    const size = view.getUint32(at);
    const isLong = size === 1 && at + 16 <= to;
    const claimed = size === 0 ? to - at : isLong ? Number(view.getBigUint64(at + 8)) : size;
    if (claimed < (isLong ? 16 : 8)) return;
    const end = Math.min(at + claimed, to);
    yield { name: asciiAt(view, at + 4, 4), start: at, body: at + (isLong ? 16 : 8), end };
    at = end;
  }
}

/** Up to so many characters, as far as the file goes. */
export const asciiAt = (view: DataView, from: number, length: number): string => {
  const most = Math.max(0, Math.min(length, view.byteLength - from));
  return most === 0 ? "" : String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + from, most));
};
