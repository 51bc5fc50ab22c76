import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bareHeic } from "../../workers/media/bareHeic.ts";
import { bareImage } from "../../workers/media/bareImage.ts";
import { examine } from "../../workers/media/examine.ts";
import { exifBlock } from "../world/samples/exif.ts";
import { concat, latin1, u16, u32 } from "../world/samples/bytes.ts";
import { heic, isoBox, usualShape, type HeicItem, type HeicShape } from "../world/samples/heic.ts";

const place = "Via Inventata 1";
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const noise = (length: number, seed: number) => Uint8Array.from({ length }, (_, at) => 1 + ((at * 31 + seed * 17) % 251));
const tile = (seed: number, length = 400): HeicItem => ({ type: "hvc1", pieces: [noise(length, seed)], at: "mdat" });
const exif: HeicItem = { type: "Exif", pieces: [concat(u32(6), "Exif\0\0", exifBlock({ place, turn: 6 }))], at: "mdat" };
const xmp: HeicItem = {
  type: "mime",
  contentType: "application/rdf+xml",
  pieces: [latin1(`<x:xmpmeta>${place}</x:xmpmeta>`)],
  at: "mdat",
};
const grid: HeicItem = { type: "grid", pieces: [noise(8, 9)], at: "idat" };
const saysMore = ({ type, contentType }: HeicItem) => type === "Exif" || (type === "mime" && contentType !== "image/jpeg");

/** The file with these of its pieces taken for nothing. */
const without = (bytes: Uint8Array, spans: { start: number; end: number }[]): string => {
  const rest = Uint8Array.from(bytes);
  for (const { start, end } of spans) rest.fill(0, start, end);
  return text(rest);
};

const shapes: fc.Arbitrary<HeicShape> = fc.record({
  version: fc.constantFrom(0, 1, 2),
  offset: fc.constantFrom(2, 4, 8),
  length: fc.constantFrom(2, 4, 8),
  base: fc.constantFrom(0, 4, 8),
  index: fc.constantFrom(0, 4, 8),
});
const kinds = fc.constantFrom(
  { type: "hvc1" },
  { type: "grid" },
  { type: "Exif" },
  { type: "mime", contentType: "application/rdf+xml" },
  { type: "mime", contentType: "image/jpeg" },
);
const item: fc.Arbitrary<HeicItem> = fc
  .tuple(kinds, fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([kind, pieces, isInside]) => ({ ...kind, pieces, at: isInside ? "idat" : "mdat" }));

describe("a HEIC that goes through Filo", () => {
  it("as a phone writes it, loses where it was taken, and nothing else", () => {
    const { bytes, places } = heic([tile(1), grid, exif, tile(2), xmp]);
    const bare = bareImage(bytes, "image/heic");
    expect(text(bytes)).toContain(place);
    expect(text(bare)).not.toContain(place);
    expect(text(bare.subarray(places[2]![0]!.start)).slice(0, 18)).toBe("\0\0\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0");
    expect(text(bare.subarray(places[4]![0]!.start, places[4]![0]!.end)).trim()).toBe("");
    const told = [...places[2]!, ...places[4]!];
    expect(without(bare, told)).toBe(without(bytes, told));
    expect(examine(bare, "upload")).toEqual(examine(bytes, "upload"));
    expect(examine(bare, "upload")).toMatchObject({ ok: true, mediaType: "image/heic", width: 640, height: 480 });
  });

  it("loses every byte of Exif and XMP and keeps every other, however its places are written", () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), shapes, (items, shape) => {
        const { bytes, places } = heic(items, { shape });
        const bare = bareHeic(bytes);
        const told = items.flatMap((one, at) => (saysMore(one) ? places[at]! : []));
        expect(without(bare, told)).toBe(without(bytes, told));
        for (const [at, { type }] of items.entries()) {
          const content = places[at]!.map(({ start, end }) => text(bare.subarray(start, end))).join("");
          if (type === "Exif") expect(content).toMatch(/^(?:\0{4}MM\0\*\0{3}\x08)?\0*$/);
          if (saysMore(items[at]!) && type === "mime") expect(content).toMatch(/^ +$/);
        }
        expect(Buffer.compare(bareHeic(bare), bare)).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("loses films, previews and words that hang on behind its picture, and a film's own", () => {
    const film = isoBox("mpvd", isoBox("moov", isoBox("udta", place)));
    const moov = isoBox(
      "moov",
      isoBox("mvhd", "m"),
      isoBox("trak", isoBox("udta", place), isoBox("tkhd", "t")),
      isoBox("udta", place),
    );
    const behind = [film, isoBox("uuid", "0123456789abcdef", place), moov, latin1(`SEFT ${place}`)];
    const { bytes } = heic([tile(1)], { behind });
    const bare = bareHeic(bytes);
    const plain = heic([tile(1)]).bytes;
    expect(text(bare)).not.toContain(place);
    expect(text(bare)).toMatch(/mvhdm.*trak.*tkhdt/s);
    expect(bare.length).toBe(bytes.length);
    expect(Buffer.compare(bare.subarray(0, plain.length), plain)).toBe(0);
    expect(examine(bare, "upload")).toEqual(examine(bytes, "upload"));
  });

  it("keeps its pictures also where the file says that a picture is Exif, or that a picture is all there is", () => {
    const pixels = noise(400, 3);
    const both = heic([
      { ...tile(1), pieces: [pixels] },
      { ...exif, pieces: [pixels] },
    ]);
    expect(Buffer.compare(bareHeic(both.bytes), both.bytes)).toBe(0);
    const { bytes, places } = heic([{ ...tile(1), pieces: [new Uint8Array(0)] }, exif, tile(2)]);
    const bare = bareHeic(bytes);
    expect(text(bare)).not.toContain(place);
    expect(without(bare, places[1]!)).toBe(without(bytes, places[1]!));
  });
});

describe("a HEIC that is made to do harm", () => {
  it("is never made longer, shorter or another file of, however broken it is", () => {
    const { bytes } = heic([tile(1, 60), grid, exif, xmp], { behind: [isoBox("uuid", "0123456789abcdef", place)] });
    const changes = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 12 });
    fc.assert(
      fc.property(fc.nat(bytes.length), changes, (length, changed) => {
        const bad = Uint8Array.from(bytes.subarray(0, length));
        for (const [at, value] of changed) if (at < length) bad[at] = value;
        const bare = bareHeic(bad);
        expect(bare.length).toBe(length);
        if (changed.every(([at]) => at >= 24)) expect(text(bare.subarray(0, 24))).toBe(text(bad.subarray(0, 24)));
      }),
      { numRuns: 3_000 },
    );
  });

  const indexOf = (...parts: (Uint8Array | string | number[])[]) =>
    concat(isoBox("ftyp", "heic", u32(0), "mif1"), isoBox("meta", u32(0), ...parts), isoBox("mdat", new Uint8Array(1 << 20)));
  const infe = isoBox("infe", [2, 0, 0, 0], u16(1), u16(0), "Exif", [0]);
  const iinf = isoBox("iinf", u32(0), u16(1), infe);

  it("with pieces without number, or one over another, is looked at in no more time than its size allows", () => {
    // Each says that it is in 65,535 pieces which take no room; each claims the whole file; boxes in boxes, and beside each other.
    const empty = Array.from({ length: 60_000 }, () => [...u16(1), ...u16(0), ...u16(0), ...u16(65_535)]).flat();
    const endless = indexOf(iinf, isoBox("iloc", [1, 0, 0, 0], [0, 0], u16(60_000), empty));
    const over = Array.from({ length: 19_000 }, () => [
      ...u16(1),
      ...u16(0),
      ...u16(0),
      ...u16(1),
      ...u32(0),
      ...u32(0xffffffff),
    ]).flat();
    const stacked = indexOf(iinf, isoBox("iloc", [1, 0, 0, 0], [0x44, 0], u16(19_000), over));
    let deep: Uint8Array = new Uint8Array(0);
    for (let depth = 0; depth < 3_000; depth++) deep = isoBox("trak", deep);
    const nested = concat(indexOf(iinf), isoBox("moov", deep));
    const many = concat(indexOf(iinf), ...Array.from({ length: 100_000 }, () => isoBox("meta")));
    for (const bad of [endless, stacked, nested, many]) expect(bareHeic(bad).length).toBe(bad.length);
    expect(Buffer.compare(bareHeic(endless), endless)).toBe(0);
    expect(Buffer.compare(bareHeic(many), many)).toBe(0);
    expect(text(bareHeic(stacked)).slice(0, 60)).toBe(text(stacked).slice(0, 60));
  });

  it("is read by the widest numbers without losing its way", () => {
    const far = concat(u16(1), u16(0), u16(0), u16(1), u32(0xffffffff), u32(0xffffffff), u32(0xffffffff), u32(0xffffffff));
    const bad = indexOf(iinf, isoBox("iloc", [1, 0, 0, 0], [0x88, 0], u16(1), far));
    expect(Buffer.compare(bareHeic(bad), bad)).toBe(0);
    expect(heic([exif], { shape: { ...usualShape, offset: 8, length: 8 } }).places).toHaveLength(1);
  });
});
