import { BitWriter, concat, latin1, u16 } from "./bytes.ts";
import type { Bytes } from "./bytes.ts";
import { markerText } from "./marker.ts";
import type { Marker } from "./marker.ts";
import { plate } from "./picture.ts";

/**
 * A valid baseline JPEG, one colour per 8 × 8 block, with the marker as a comment segment.
 * Source: ITU-T T.81 (https://www.w3.org/Graphics/JPEG/itu-t81.pdf), annexes B and F.
 */
export function jpeg(options: { blocksWide?: number; blocksHigh?: number; hue?: number; marker?: Marker } = {}): Bytes {
  const { blocksWide = 40, blocksHigh = 30, hue = 10, marker } = options;
  return concat(
    [0xff, 0xd8],
    segment(0xe0, concat("JFIF", [0, 1, 1, 0, 0, 1, 0, 1, 0, 0])),
    ...(marker === undefined ? [] : [segment(0xfe, latin1(markerText(marker)))]),
    segment(
      0xdb,
      concat(
        [0],
        Array.from({ length: 64 }, () => 1),
      ),
    ),
    segment(0xc0, concat([8], u16(blocksHigh * 8), u16(blocksWide * 8), [3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0])),
    segment(
      0xc4,
      concat(
        [0x00],
        DC_LENGTHS,
        Array.from({ length: 12 }, (_, category) => category),
      ),
    ),
    segment(
      0xc4,
      concat(
        [0x10, 1],
        Array.from({ length: 15 }, () => 0),
        [0x00],
      ),
    ),
    segment(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]),
    scan(blocksWide, blocksHigh, hue),
    [0xff, 0xd9],
  );
}

/** Twelve codes of four bits each: the category is its own code. */
const DC_LENGTHS = [0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

function segment(type: number, data: Uint8Array | number[]): Bytes {
  return concat([0xff, type], u16(data.length + 2), data);
}

function scan(wide: number, high: number, hue: number): Bytes {
  const bits = new BitWriter();
  const last = [0, 0, 0];
  for (let y = 0; y < high; y++)
    for (let x = 0; x < wide; x++)
      for (const [component, value] of yCbCr(plate((x + 0.5) / wide, (y + 0.5) / high, hue)).entries()) {
        const difference = value * 8 - last[component]!;
        last[component] = value * 8;
        const category = difference === 0 ? 0 : 32 - Math.clz32(Math.abs(difference));
        bits.put(category, 4);
        bits.put(difference < 0 ? difference + (1 << category) - 1 : difference, category);
        bits.put(0, 1);
      }
  const stuffed = [...bits.align(1).bytes()].flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
  return Uint8Array.from(stuffed);
}

/** Level-shifted by 128, as the transform wants it. */
function yCbCr([r, g, b]: [number, number, number]): number[] {
  return [0.299 * r + 0.587 * g + 0.114 * b - 128, -0.1687 * r - 0.3313 * g + 0.5 * b, 0.5 * r - 0.4187 * g - 0.0813 * b].map(
    (value) => Math.max(-128, Math.min(127, Math.round(value))),
  );
}
