import { concat, latin1 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { markerText } from "./marker.ts";
import type { Marker } from "./marker.ts";

const FRAME_BYTES = 417;
const SAMPLES_PER_FRAME = 1152;
const SAMPLE_RATE = 44_100;

/** A silent MP3 (MPEG 1 layer III, 128 kbit/s, 44.1 kHz, mono) with the marker as its ID3 title. Source: https://id3.org/id3v2.3.0 */
export function mp3(options: { seconds?: number; marker?: Marker } = {}): Bytes {
  const { seconds = 2, marker } = options;
  const title = concat([0], latin1(markerText(marker ?? {})));
  const frame = concat("TIT2", plain(title.length), [0, 0], title);
  const tag = concat("ID3", [3, 0, 0], synchsafe(frame.length), frame);
  const audio = Uint8Array.from({ length: FRAME_BYTES }, (_, at) => [0xff, 0xfb, 0x90, 0xc4][at] ?? 0);
  const count = Math.ceil((seconds * SAMPLE_RATE) / SAMPLES_PER_FRAME);
  return concat(tag, ...Array.from({ length: count }, () => audio));
}

/** Seven bits a byte, so that no size looks like the beginning of audio. */
function synchsafe(size: number): number[] {
  return [21, 14, 7, 0].map((shift) => (size >>> shift) & 127);
}

/** Sizes of frames are plain numbers in version 2.3. */
function plain(size: number): number[] {
  return [24, 16, 8, 0].map((shift) => (size >>> shift) & 255);
}
