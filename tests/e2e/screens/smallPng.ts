import { deflateSync, inflateSync } from "node:zlib";

/** A picture as rows of red, green, blue; transparency is not kept. */
interface Picture {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The same picture with at most 256 colours, a third of the size: screens are flat colours and the edges of letters.
 *
 * Source: https://www.w3.org/TR/png-3/
 */
export function smallPng(png: Buffer): Buffer {
  const picture = decode(png);
  const { palette, indices } = quantize(picture);
  const { width, height } = picture;
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row++) rows.set(indices.subarray(row * width, (row + 1) * width), row * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const body = deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("PLTE", palette),
    chunk("IDAT", body),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Eight bits a channel, with or without alpha, not interlaced: what Chromium writes. */
function decode(png: Buffer): Picture {
  let width = 0;
  let height = 0;
  let channels = 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      [width, height, channels] = [data.readUInt32BE(0), data.readUInt32BE(4), data[9] === 6 ? 4 : 3];
    } else if (type === "IDAT") parts.push(data);
    at += length + 12;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(parts)), width, height, channels) };
}

function unfilter(raw: Buffer, width: number, height: number, channels: number): Uint8Array {
  const stride = width * channels;
  const lines = new Uint8Array(stride * height);
  const pixels = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)] ?? 0;
    const [from, to] = [row * (stride + 1) + 1, row * stride];
    for (let at = 0; at < stride; at++) {
      const left = at >= channels ? lines[to + at - channels]! : 0;
      const up = row > 0 ? lines[to + at - stride]! : 0;
      const corner = at >= channels && row > 0 ? lines[to + at - stride - channels]! : 0;
      lines[to + at] = raw[from + at]! + predicted(filter, left, up, corner);
    }
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++) pixels[(row * width + x) * 3 + channel] = lines[to + x * channels + channel]!;
  }
  return pixels;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const estimate = left + up - corner;
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** The most frequent colours stay exact; every other pixel takes the nearest of them. */
function quantize({ pixels }: Picture): { palette: Buffer; indices: Uint8Array } {
  const colourAt = (at: number) => (pixels[at * 3]! << 16) | (pixels[at * 3 + 1]! << 8) | pixels[at * 3 + 2]!;
  const counts = new Map<number, number>();
  const total = pixels.length / 3;
  for (let at = 0; at < total; at++) counts.set(colourAt(at), (counts.get(colourAt(at)) ?? 0) + 1);
  const kept = choose([...counts].toSorted((a, b) => b[1] - a[1]).map(([colour]) => colour));
  const nearest = new Map(kept.map((colour, index) => [colour, index]));
  const indices = new Uint8Array(total);
  for (let at = 0; at < total; at++) {
    const colour = colourAt(at);
    const index = nearest.get(colour) ?? indexOfNearest(kept, colour);
    nearest.set(colour, index);
    indices[at] = index;
  }
  return { palette: Buffer.from(kept.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])), indices };
}

/** Half by frequency, the rest the most frequent of those that no kept colour is close to, so that small accents survive. */
function choose(byFrequency: number[]): number[] {
  const kept = byFrequency.slice(0, 128);
  for (const closest of [900, 250, 60, 0])
    for (const colour of byFrequency) {
      if (kept.length >= 256) return kept;
      if (!kept.includes(colour) && distance(colour, kept[indexOfNearest(kept, colour)]!) > closest) kept.push(colour);
    }
  return kept;
}

function distance(a: number, b: number): number {
  const [red, green, blue] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)];
  return red * red + green * green + blue * blue;
}

function indexOfNearest(colours: number[], wanted: number): number {
  let best = 0;
  for (let index = 1; index < colours.length; index++)
    if (distance(colours[index]!, wanted) < distance(colours[best]!, wanted)) best = index;
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(named, 4);
  framed.writeUInt32BE(crc(named), named.length + 4);
  return framed;
}

function crc(bytes: Buffer): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}
