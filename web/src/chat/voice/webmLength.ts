/** Big-endian bytes of EBML ids (RFC 8794, section 5; RFC 9559, section 5.1.2). */
const infoId = [0x15, 0x49, 0xa9, 0x66];
const durationId = [0x44, 0x89];
/** Id, a length of 8, and a double. */
const durationSize = 11;
const searched = 4_096;

const indexOf = (bytes: Uint8Array, wanted: readonly number[], from: number, to: number): number => {
  for (let at = from; at + wanted.length <= to; at++) if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  return -1;
};

/** A length of EBML (RFC 8794, section 4): leading zeros say how many bytes it takes. */
const readLength = (bytes: Uint8Array, at: number): { value: number; size: number } | null => {
  const size = Math.clz32(bytes[at] ?? 0) - 23;
  if (size > 8) return null;
  let value = (bytes[at] ?? 0) & (0xff >> size);
  for (let more = 1; more < size; more++) value = value * 256 + (bytes[at + more] ?? 0);
  return { value, size };
};

/** Always in four bytes, which may be more than it takes. */
const lengthBytes = (value: number): number[] => [
  0x10 | (value >>> 24),
  (value >>> 16) & 0xff,
  (value >>> 8) & 0xff,
  value & 0xff,
];

/**
 * A WebM recording with its length written into it. Browsers that record leave it out, since they begin to write before they know;
 * without it players can neither seek nor say how long it is. Anything unexpected is left as it is.
 */
export const withLength = (bytes: Uint8Array<ArrayBuffer>, milliseconds: number): Uint8Array<ArrayBuffer> => {
  const end = Math.min(bytes.length, searched);
  const at = indexOf(bytes, infoId, 0, end);
  const length = at < 0 ? null : readLength(bytes, at + infoId.length);
  if (length === null) return bytes;
  const [from, to] = [at + infoId.length + length.size, at + infoId.length + length.size + length.value];
  if (to > end || indexOf(bytes, durationId, from, to) >= 0) return bytes;
  const duration = new DataView(new ArrayBuffer(8));
  duration.setFloat64(0, milliseconds);
  const parts = [
    bytes.subarray(0, at + infoId.length),
    lengthBytes(length.value + durationSize),
    bytes.subarray(from, to),
    durationId,
    [0x88],
    new Uint8Array(duration.buffer),
    bytes.subarray(to),
  ];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let written = 0;
  for (const part of parts) {
    whole.set(part, written);
    written += part.length;
  }
  return whole;
};
