import { expect, it } from "vitest";
import { bareFile } from "../../workers/media/bareFile.ts";
import { examine } from "../../workers/media/examine.ts";
import { concat, latin1, u32 } from "../world/samples/bytes.ts";
import { sample } from "../world/samples/catalogue.ts";
import { isoBox } from "../world/samples/heic.ts";

const place = "+45.4642+009.1900/";
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const plain = sample("allenamento.mp4").bytes;

/** A film as iPhones and Androids write it: the place stands in the index, in a track, and in a box of its own. */
const taken = (film: Uint8Array): Uint8Array => {
  const told = [
    isoBox("udta", isoBox("\u00a9xyz", place)),
    isoBox("meta", u32(0), isoBox("keys", "com.apple.quicktime.location.ISO6709"), isoBox("ilst", place)),
  ];
  const words = concat(...told);
  const at = text(film).indexOf("moov") - 4;
  const size = new DataView(film.buffer, film.byteOffset).getUint32(at);
  const moov = concat(u32(size + words.length), film.subarray(at + 4, at + size), words);
  return concat(film.subarray(0, at), moov, film.subarray(at + size), isoBox("uuid", "0123456789abcdef", place));
};

it("a film loses where it was taken, and nothing else", () => {
  const bytes = taken(plain);
  expect(text(bytes).split(place)).toHaveLength(4);
  const bare = bareFile(bytes, "video/mp4");
  expect(text(bare)).not.toMatch(/45\.46|location|udta|uuid|ilst/);
  expect(bare.length).toBe(bytes.length);
  expect(examine(bare, "upload")).toEqual(examine(plain, "upload"));
  const moov = text(plain).indexOf("moov");
  const mdat = text(plain).indexOf("mdat");
  expect(text(bare)).toContain(text(plain.subarray(moov + 4, mdat - 4)));
  expect(text(bare)).toContain(text(plain.subarray(mdat - 4)));
  expect(Buffer.compare(bareFile(bare, "video/mp4"), bare)).toBe(0);
  expect(Buffer.compare(bareFile(plain, "video/mp4"), plain)).toBe(0);
});

it("a recording loses its title, a track its words, and a document nothing", () => {
  const track = isoBox("trak", isoBox("tkhd", "t"), isoBox("udta", isoBox("name", "Via Inventata 1")));
  const bare = bareFile(concat(isoBox("ftyp", "M4A ", u32(0)), isoBox("moov", track)), "audio/mp4");
  expect(text(bare)).toMatch(/tkhdt.*free\0+$/s);
  expect(text(bare)).not.toContain("Via");
  const words = latin1("Via Inventata 1");
  expect(bareFile(words, "text/plain")).toBe(words);
});
