import { crc32, deflateSync } from "node:zlib";
import { concat, latin1, u32 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { markerText } from "./marker.ts";
import type { Marker } from "./marker.ts";
import { plate } from "./picture.ts";

/** A valid PNG of a small drawn picture, with the marker as a tEXt chunk. Source: https://www.w3.org/TR/png-3/ */
export function png(options: { width?: number; height?: number; hue?: number; marker?: Marker } = {}): Bytes {
  const { width = 96, height = 72, hue = 30, marker } = options;
  const rows = Array.from({ length: height }, (_, y) => [
    0,
    ...Array.from({ length: width }, (_, x) => plate(x / width, y / height, hue)).flat(),
  ]);
  return concat(
    SIGNATURE,
    chunk("IHDR", concat(u32(width), u32(height), [8, 2, 0, 0, 0])),
    ...(marker === undefined ? [] : [chunk("tEXt", concat("Comment", [0], markerText(marker)))]),
    chunk("IDAT", deflateSync(Uint8Array.from(rows.flat()))),
    chunk("IEND", new Uint8Array()),
  );
}

/** A few kilobytes that claim to be, and unpack to, `side` × `side` pixels of one colour: a decompression bomb for pictures. */
export function pngBomb(side = 12_000): Bytes {
  return concat(
    SIGNATURE,
    chunk("IHDR", concat(u32(side), u32(side), [1, 0, 0, 0, 0])),
    chunk("IDAT", deflateSync(new Uint8Array((Math.ceil(side / 8) + 1) * side), { level: 9 })),
    chunk("IEND", new Uint8Array()),
  );
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type: string, data: Uint8Array): Bytes {
  const body = concat(latin1(type), data);
  return concat(u32(data.length), body, u32(crc32(body)));
}
