import { BitWriter, concat } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { plate } from "./picture.ts";

/** The parameter sets and pictures of a little H.264 film, each a NAL unit without its start code. */
export interface Film {
  sequence: Bytes;
  picture: Bytes;
  frames: Bytes[];
}

/**
 * Constrained baseline H.264 whose macroblocks are all raw samples (I_PCM): nothing to compress, any decoder plays it.
 * Source: ITU-T H.264, sections 7.3.2.1, 7.3.2.2, 7.3.3 and 7.3.5.
 */
export function film(blocks: number, frames: number): Film {
  return {
    sequence: unit(0x67, sequenceSet(blocks)),
    picture: unit(0x68, pictureSet()),
    frames: Array.from({ length: frames }, (_, at) => unit(0x65, slice(blocks, at, frames))),
  };
}

/** Unsigned Exp-Golomb. */
function golomb(bits: BitWriter, value: number): void {
  const length = 31 - Math.clz32(value + 1);
  bits.put(0, length).put(value + 1, length + 1);
}

function sequenceSet(blocks: number): BitWriter {
  const bits = new BitWriter().put(66, 8).put(0b11000000, 8).put(30, 8);
  for (const value of [0, 0, 2, 1]) golomb(bits, value);
  bits.put(0, 1);
  for (const value of [blocks - 1, blocks - 1]) golomb(bits, value);
  return bits.put(0b1100, 4);
}

function pictureSet(): BitWriter {
  const bits = new BitWriter();
  for (const value of [0, 0]) golomb(bits, value);
  bits.put(0, 2);
  for (const value of [0, 0, 0]) golomb(bits, value);
  bits.put(0, 3);
  for (const value of [0, 0, 0]) golomb(bits, value);
  return bits.put(0, 3);
}

function slice(blocks: number, at: number, frames: number): BitWriter {
  const bits = new BitWriter();
  for (const value of [0, 7, 0]) golomb(bits, value);
  bits.put(0, 4);
  golomb(bits, at % 2);
  bits.put(0, 2);
  golomb(bits, 0);
  for (let block = 0; block < blocks * blocks; block++) {
    golomb(bits, 25);
    bits.align(0);
    const [x, y] = [block % blocks, Math.floor(block / blocks)];
    const [red, green, blue] = plate((x + 0.5) / blocks, (y + 0.5) / blocks, (360 * at) / frames);
    const luma = clamp(0.257 * red + 0.504 * green + 0.098 * blue + 16);
    const chroma = [
      clamp(-0.148 * red - 0.291 * green + 0.439 * blue + 128),
      clamp(0.439 * red - 0.368 * green - 0.071 * blue + 128),
    ];
    for (const [value, count] of [
      [luma, 256],
      [chroma[0]!, 64],
      [chroma[1]!, 64],
    ] as const)
      for (let sample = 0; sample < count; sample++) bits.put(value, 8);
  }
  return bits;
}

const clamp = (value: number) => Math.max(16, Math.min(235, Math.round(value)));

/** Ends the payload and keeps the start code's pattern out of it. */
function unit(header: number, bits: BitWriter): Bytes {
  const payload = bits.put(1, 1).align(0).bytes();
  const escaped: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      escaped.push(3);
      zeros = 0;
    }
    escaped.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return concat([header], escaped);
}
