import { film } from "./avc.ts";
import type { Film } from "./avc.ts";
import { concat, latin1, u16, u32 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { markerText } from "./marker.ts";
import type { Marker } from "./marker.ts";

const BLOCK_PIXELS = 16;
const FRAMES_PER_SECOND = 5;
const TIMESCALE = 1000;

/** A playable MP4 of a turning colour, without sound, with the marker in free space behind it. Source: ISO/IEC 14496-12 and 14496-15 */
export function mp4(options: { seconds?: number; blocks?: number; marker?: Marker } = {}): Bytes {
  const { seconds = 2, blocks = 5, marker } = options;
  const made = film(blocks, Math.max(1, Math.round(seconds * FRAMES_PER_SECOND)));
  const samples = made.frames.map((frame) => concat(u32(frame.length), frame));
  const type = box("ftyp", "isom", u32(512), "isomiso2avc1mp41");
  const measured = movie(made, samples, blocks, 0);
  const words = marker === undefined ? [] : [box("free", markerText(marker))];
  return concat(type, movie(made, samples, blocks, type.length + measured.length + 8), box("mdat", ...samples), ...words);
}

type Part = Uint8Array | string | number[];

function box(name: string, ...parts: Part[]): Bytes {
  const body = concat(...parts);
  return concat(u32(body.length + 8), latin1(name), body);
}

const full = (name: string, flags: number, ...parts: Part[]) => box(name, u32(flags), ...parts);
const MATRIX = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].flatMap(u32);
const zeros = (count: number) => Array.from({ length: count }, () => 0);

function movie(made: Film, samples: Bytes[], blocks: number, dataAt: number): Bytes {
  const duration = (samples.length * TIMESCALE) / FRAMES_PER_SECOND;
  const side = blocks * BLOCK_PIXELS;
  const header = full(
    "mvhd",
    0,
    zeros(8),
    u32(TIMESCALE),
    u32(duration),
    u32(0x10000),
    u16(0x100),
    zeros(10),
    MATRIX,
    zeros(24),
    u32(2),
  );
  const track = full("tkhd", 3, zeros(8), u32(1), zeros(4), u32(duration), zeros(16), MATRIX, u32(side << 16), u32(side << 16));
  const media = box(
    "mdia",
    full("mdhd", 0, zeros(8), u32(TIMESCALE), u32(duration), u16(0x55c4), zeros(2)),
    full("hdlr", 0, zeros(4), "vide", zeros(12), "Filo", [0]),
    box(
      "minf",
      full("vmhd", 1, zeros(8)),
      box("dinf", full("dref", 0, u32(1), full("url ", 1))),
      table(made, samples, side, dataAt),
    ),
  );
  return box("moov", header, box("trak", track, media));
}

function table(made: Film, samples: Bytes[], side: number, dataAt: number): Bytes {
  const configuration = box(
    "avcC",
    [1, ...made.sequence.subarray(1, 4), 0xff, 0xe1],
    u16(made.sequence.length),
    made.sequence,
    [1],
    u16(made.picture.length),
    made.picture,
  );
  const entry = box(
    "avc1",
    zeros(6),
    u16(1),
    zeros(16),
    u16(side),
    u16(side),
    u32(0x480000),
    u32(0x480000),
    zeros(4),
    u16(1),
    zeros(32),
    u16(24),
    u16(0xffff),
    configuration,
  );
  return box(
    "stbl",
    full("stsd", 0, u32(1), entry),
    full("stts", 0, u32(1), u32(samples.length), u32(TIMESCALE / FRAMES_PER_SECOND)),
    full("stsc", 0, u32(1), u32(1), u32(samples.length), u32(1)),
    full(
      "stsz",
      0,
      u32(0),
      u32(samples.length),
      samples.flatMap((sample) => u32(sample.length)),
    ),
    full("stco", 0, u32(1), u32(dataAt)),
  );
}
