import { concat, crcForward, latin1, u16le, u32le } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { markerText } from "./marker.ts";
import type { Marker } from "./marker.ts";

const PACKET_MS = 20;
const SAMPLES_PER_PACKET = 960;
const PRE_SKIP = 312;
const PACKETS_PER_PAGE = 25;

/**
 * A voice note as WhatsApp records it: Ogg with Opus, mono, whole multiples of 20 ms; every other stretch is noise so that a
 * waveform has something to show. The marker is a user comment.
 * Sources: RFC 7845 (container), RFC 6716 section 3.1 (the packet's first byte: CELT, fullband, 20 ms, mono, one frame).
 */
export function oggOpus(options: { seconds?: number; marker?: Marker } = {}): Bytes {
  const { seconds = 3, marker } = options;
  const count = Math.max(1, Math.round((seconds * 1000) / PACKET_MS));
  const head = concat("OpusHead", [1, 1], u16le(PRE_SKIP), u32le(48_000), [0, 0, 0]);
  const comment = latin1(`DESCRIPTION=${markerText(marker ?? {})}`);
  const tags = concat("OpusTags", u32le(4), "Filo", u32le(1), u32le(comment.length), comment);
  const pages = [page(0, 0, 2, [head]), page(1, 0, 0, [tags])];
  for (let first = 0; first < count; first += PACKETS_PER_PAGE) {
    const last = Math.min(first + PACKETS_PER_PAGE, count);
    const packets = Array.from({ length: last - first }, (_, at) => packet(first + at));
    const samples = last * SAMPLES_PER_PACKET + (last === count ? PRE_SKIP : 0);
    pages.push(page(pages.length, samples, last === count ? 4 : 0, packets));
  }
  return concat(...pages);
}

function packet(index: number): Bytes {
  const loud = Math.floor(index / 7) % 3 !== 2;
  if (!loud) return Uint8Array.from([0xf8, 0xff, 0xfe]);
  return Uint8Array.from({ length: 24 + (index % 5) * 6 }, (_, at) =>
    at === 0 ? 0xf8 : (index * 73 + at * 151 + at * at * 7) & 255,
  );
}

function page(sequence: number, granule: number, flags: number, packets: Bytes[]): Bytes {
  const lacing = packets.flatMap(({ length }) => [...Array.from({ length: Math.floor(length / 255) }, () => 255), length % 255]);
  const made = concat(
    "OggS",
    [0, flags],
    u32le(granule),
    u32le(0),
    u32le(0x46_69_6c_6f),
    u32le(sequence),
    u32le(0),
    [lacing.length],
    lacing,
    ...packets,
  );
  made.set(u32le(crcForward(made, 0x04c11db7)), 22);
  return made;
}
