import { crc32 } from "node:zlib";
import { concat, latin1 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";

/**
 * What a camera writes of a picture: how it is turned, and where it was taken, as an address in the description and as coordinates.
 * Source: Exif 2.32 (CIPA DC-008), sections 4.6.2 and 4.6.6
 */
export function exifBlock({ place, turn, isLittle = false }: { place: string; turn: number; isLittle?: boolean }): Bytes {
  const words = latin1(`${place}\0`);
  const directory = 8 + 2 + 3 * 12 + 4;
  const gps = directory + words.length + (words.length % 2);
  const block = new Uint8Array(gps + 2 + 2 * 12 + 4 + 24);
  const view = new DataView(block.buffer);
  block.set(latin1(isLittle ? "II" : "MM"));
  view.setUint16(2, 42, isLittle);
  view.setUint32(4, 8, isLittle);
  const entry = (at: number, [tag, type, count]: [number, number, number]): void => {
    view.setUint16(at, tag, isLittle);
    view.setUint16(at + 2, type, isLittle);
    view.setUint32(at + 4, count, isLittle);
  };
  view.setUint16(8, 3, isLittle);
  entry(10, [0x010e, 2, words.length]);
  view.setUint32(18, directory, isLittle);
  entry(22, [0x0112, 3, 1]);
  view.setUint16(30, turn, isLittle);
  entry(34, [0x8825, 4, 1]);
  view.setUint32(42, gps, isLittle);
  block.set(words, directory);
  view.setUint16(gps, 2, isLittle);
  entry(gps + 2, [1, 2, 2]);
  block[gps + 10] = 0x4e;
  entry(gps + 14, [2, 5, 3]);
  view.setUint32(gps + 22, gps + 30, isLittle);
  for (const [at, part] of [45, 1, 28, 1, 0, 1].entries()) view.setUint32(gps + 30 + at * 4, part, isLittle);
  return block;
}

const u32 = (value: number, isLittle = false): Bytes => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, isLittle);
  return bytes;
};

/** The picture with such a block, and an XMP packet that names the place too where there is room for one. */
export function withExif(picture: Uint8Array, type: "image/jpeg" | "image/png" | "image/webp", block: Bytes): Bytes {
  const xmp = concat("http://ns.adobe.com/xap/1.0/\0", "<x:xmpmeta/>", block);
  if (type === "image/jpeg") {
    const segment = (data: Uint8Array) => concat([0xff, 0xe1, (data.length + 2) >> 8, (data.length + 2) & 255], data);
    const blocks = concat(segment(concat("Exif\0\0", block)), segment(xmp));
    return concat(picture.subarray(0, 2), blocks, picture.subarray(2));
  }
  if (type === "image/png") {
    const chunk = (name: string, data: Uint8Array) => concat(u32(data.length), name, data, u32(crc32(concat(name, data))));
    const chunks = concat(chunk("eXIf", block), chunk("iTXt", concat("XML:com.adobe.xmp\0\0\0\0\0", xmp)));
    return concat(picture.subarray(0, 33), chunks, picture.subarray(33));
  }
  const chunk = (name: string, data: Uint8Array) => concat(name, u32(data.length, true), data, new Uint8Array(data.length % 2));
  const extended = chunk("VP8X", concat([0x0c, 0, 0, 0], [0xff, 1, 0], [0xff, 1, 0]));
  const body = concat(extended, picture.subarray(12), chunk("EXIF", block), chunk("XMP ", xmp));
  return concat("RIFF", u32(body.length + 4, true), "WEBP", body);
}
