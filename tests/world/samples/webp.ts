import { concat, latin1, u24le, u32le } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { markerText } from "./marker.ts";
import type { Marker } from "./marker.ts";

/**
 * A valid lossless WebP of one colour, as big as a WhatsApp sticker, with the marker in an XMP chunk.
 * Source: https://developers.google.com/speed/webp/docs/riff_container and …/webp_lossless_bitstream_specification
 */
export function webp(options: { side?: number; color?: [number, number, number, number]; marker?: Marker } = {}): Bytes {
  const { side = 512, color = [255, 196, 0, 255], marker } = options;
  const extended = chunk("VP8X", concat([marker === undefined ? 0x10 : 0x14, 0, 0, 0], u24le(side - 1), u24le(side - 1)));
  const image = chunk("VP8L", solid(side, color));
  const comment = marker === undefined ? new Uint8Array() : chunk("XMP ", latin1(markerText(marker)));
  const body = concat("WEBP", extended, image, comment);
  return concat("RIFF", u32le(body.length), body);
}

function chunk(type: string, data: Uint8Array): Bytes {
  return concat(type, u32le(data.length), data, data.length % 2 === 1 ? [0] : []);
}

/** Each of the five prefix codes has a single symbol, so that no pixel needs a bit of its own. */
function solid(side: number, [red, green, blue, alpha]: [number, number, number, number]): Bytes {
  const bits: number[] = [];
  const put = (value: number, count: number) => {
    for (let bit = 0; bit < count; bit++) bits.push((value >> bit) & 1);
  };
  put(side - 1, 14);
  put(side - 1, 14);
  put(1, 1);
  put(0, 3);
  put(0, 3);
  for (const symbol of [green, red, blue, alpha]) {
    put(0b101, 3);
    put(symbol, 8);
  }
  put(0b001, 3);
  put(0, 1);
  while (bits.length % 8 !== 0) bits.push(0);
  const bytes = [0x2f];
  for (let at = 0; at < bits.length; at += 8)
    bytes.push(bits.slice(at, at + 8).reduce((byte, bit, place) => byte | (bit << place), 0));
  return Uint8Array.from(bytes);
}
