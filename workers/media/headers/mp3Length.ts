const rates: Record<number, readonly number[]> = {
  3: [44_100, 48_000, 32_000],
  2: [22_050, 24_000, 16_000],
  0: [11_025, 12_000, 8_000],
};
/** Kilobits a second by layer III's index, in version 1 and in versions 2 and 2.5. */
const kilobits = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const kilobitsOfLater = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const searched = 65_536;

/**
 * How long an MP3 is, in milliseconds: by the count of frames that encoders of varying rate write into the first one, else by its
 * size and the first frame's rate. Null when no frame is found. Sources: ISO/IEC 11172-3, section 2.4.2.3; https://id3.org/id3v2.3.0
 */
export const mp3Length = (bytes: Uint8Array): number | null => {
  const start = afterTag(bytes);
  for (let at = start; at + 4 < Math.min(bytes.length, start + searched); at++) {
    const frame = readFrame(bytes, at);
    if (!frame) continue;
    const counted = countedFrames(bytes.subarray(at, at + 200));
    const seconds = counted ? (counted * frame.samples) / frame.rate : ((bytes.length - at) * 8) / (frame.kilobits * 1_000);
    return seconds * 1_000;
  }
  return null;
};

const afterTag = (bytes: Uint8Array): number => {
  if (bytes[0] !== 0x49 || bytes[1] !== 0x44 || bytes[2] !== 0x33) return 0;
  return 10 + bytes.subarray(6, 10).reduce((size, byte) => size * 128 + (byte & 0x7f), 0);
};

const readFrame = (bytes: Uint8Array, at: number): { rate: number; samples: number; kilobits: number } | null => {
  const [first = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
  if (first !== 0xff || (second & 0xe6) !== 0xe2) return null;
  const version = (second >> 3) & 3;
  const rate = rates[version]?.[(third >> 2) & 3];
  const speed = (version === 3 ? kilobits : kilobitsOfLater)[third >> 4];
  return rate && speed ? { rate, samples: version === 3 ? 1_152 : 576, kilobits: speed } : null;
};

const countedFrames = (frame: Uint8Array): number | null => {
  const text = String.fromCharCode(...frame);
  const at = text.search(/Xing|Info/);
  if (at < 0 || at + 12 > frame.length || ((frame[at + 7] ?? 0) & 1) === 0) return null;
  return new DataView(frame.buffer, frame.byteOffset).getUint32(at + 8) || null;
};
