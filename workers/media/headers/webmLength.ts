const declaredWithin = 4_096;
const cluster = 0x1f43b675;
const timestamp = 0xe7;
const simpleBlock = 0xa3;
/** Elements without a block in them that stand in clusters: position, previous size, block group, void. */
const skipped = new Set([0xa7, 0xab, 0xa0, 0xec]);

/**
 * How long a WebM is, in milliseconds: as its header says, else, since browsers that record don't know beforehand, by the time of
 * its last block. Source: https://www.matroska.org/technical/elements.html, with the usual scale of a millisecond
 */
export const webmLength = (bytes: Uint8Array, view: DataView): number | null => declared(bytes, view) ?? lastBlock(bytes, view);

const declared = (bytes: Uint8Array, view: DataView): number | null => {
  for (let at = 4; at + 11 <= Math.min(bytes.length, declaredWithin); at++) {
    if (bytes[at] !== 0x44 || bytes[at + 1] !== 0x89) continue;
    if (bytes[at + 2] === 0x84) return view.getFloat32(at + 3);
    if (bytes[at + 2] === 0x88) return view.getFloat64(at + 3);
  }
  return null;
};

const lastBlock = (bytes: Uint8Array, view: DataView): number | null => {
  for (let at = bytes.length - 8; at > 0; at--) {
    if (view.getUint32(at) !== cluster) continue;
    const time = clusterEnd(bytes, view, at + 4 + numberLength(bytes[at + 4]));
    if (time !== null) return time;
  }
  return null;
};

/** The time of the last block of the cluster whose first element stands at `from`; null when it is none. */
const clusterEnd = (bytes: Uint8Array, view: DataView, from: number): number | null => {
  let begun: number | null = null;
  let last = 0;
  for (let at = from; at + 2 < bytes.length;) {
    const id = bytes[at];
    const length = numberLength(bytes[at + 1]);
    const size = readNumber(bytes, at + 1, length);
    const body = at + 1 + length;
    if (id === timestamp && size <= 8) begun = readBytes(bytes, body, size);
    else if (begun === null || (id !== simpleBlock && !skipped.has(id ?? 0))) break;
    else if (id === simpleBlock && body + 3 <= bytes.length)
      last = Math.max(last, view.getInt16(body + numberLength(bytes[body])));
    at = body + size;
  }
  return begun === null ? null : begun + last;
};

/** Zeros in front of the first one say how many bytes follow (RFC 8794, section 4). */
const numberLength = (first = 0): number => Math.min(8, Math.clz32(first) - 23);

const readNumber = (bytes: Uint8Array, at: number, length: number): number => readBytes(bytes, at, length) - 2 ** (7 * length);

const readBytes = (bytes: Uint8Array, at: number, length: number): number =>
  bytes.subarray(at, at + length).reduce((value, byte) => value * 256 + byte, 0);
