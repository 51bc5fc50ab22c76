import { mp3Length } from "./mp3Length.ts";
import { webmLength } from "./webmLength.ts";

/** How long a recording is, in milliseconds, from its container's own words; null when they don't say. */
export const soundLength = (bytes: Uint8Array, mediaType: string): number | null => {
  const read = readers[mediaType];
  const length = read?.(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)) ?? null;
  return length !== null && length >= 0 && Number.isFinite(length) ? Math.round(length) : null;
};

type Reader = (bytes: Uint8Array, view: DataView) => number | null;

const lastPageWithin = 131_072;

/**
 * The position of the last page, in samples. Opus always counts 48,000 a second and says how many come before the beginning.
 * Sources: RFC 3533, section 6; RFC 7845, sections 4 and 5.1; the Vorbis I specification, section 4.2.2
 */
const ogg: Reader = (bytes, view) => {
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  const opus = head.indexOf("OpusHead");
  const vorbis = head.indexOf("\x01vorbis");
  const rate = opus >= 0 ? 48_000 : vorbis >= 0 && vorbis + 16 <= bytes.length ? view.getUint32(vorbis + 12, true) : 0;
  const skipped = opus >= 0 && opus + 12 <= bytes.length ? view.getUint16(opus + 10, true) : 0;
  if (rate === 0) return null;
  for (let at = bytes.length - 27; at >= Math.max(0, bytes.length - lastPageWithin); at--) {
    if (view.getUint32(at) !== 0x4f676753) continue;
    const samples = Number(view.getBigInt64(at + 6, true));
    if (samples > 0) return (Math.max(0, samples - skipped) / rate) * 1_000;
  }
  return null;
};

/** Bytes of a frame of 20 ms by its type; RFC 4867, section 5.3. */
const narrowFrames = [13, 14, 16, 18, 20, 21, 27, 32, 6];
const wideFrames = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6];

const amr: Reader = (bytes) => {
  const isWide = bytes[5] === 0x2d;
  const frames = isWide ? wideFrames : narrowFrames;
  let count = 0;
  for (let at = isWide ? 9 : 6; at < bytes.length; count++) at += frames[((bytes[at] ?? 0) >> 3) & 0x0f] ?? 1;
  return count * 20;
};

const aacRates = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

/** Frames of 1,024 samples, each with its length (ISO/IEC 13818-7, section 6.2). */
const aac: Reader = (bytes) => {
  const rate = aacRates[((bytes[2] ?? 0) >> 2) & 0x0f];
  let frames = 0;
  for (let at = 0; at + 7 <= bytes.length && bytes[at] === 0xff; frames++) {
    const length = (((bytes[at + 3] ?? 0) & 3) << 11) | ((bytes[at + 4] ?? 0) << 3) | ((bytes[at + 5] ?? 0) >> 5);
    at += Math.max(length, 7);
  }
  return rate === undefined || frames === 0 ? null : ((frames * 1_024) / rate) * 1_000;
};

const readers: Record<string, Reader | undefined> = {
  "audio/ogg": ogg,
  "audio/amr": amr,
  "audio/aac": aac,
  "audio/webm": webmLength,
  "video/webm": webmLength,
  "audio/mpeg": mp3Length,
};
