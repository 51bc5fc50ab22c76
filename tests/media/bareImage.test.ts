import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bareImage } from "../../workers/media/bareImage.ts";
import { examine } from "../../workers/media/examine.ts";
import { exifBlock, withExif } from "../world/samples/exif.ts";
import { sample } from "../world/samples/catalogue.ts";

const [jpeg, png, webp] = [sample("pasta.jpg").bytes, sample("scontrino.png").bytes, sample("adesivo.webp").bytes];
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const place = "Via Inventata 1";

describe("a picture that goes through Filo", () => {
  it.each([
    ["image/jpeg", jpeg],
    ["image/png", png],
    ["image/webp", webp],
  ] as const)("as %s loses where it was taken, and nothing else", (type, plain) => {
    const taken = withExif(plain, type, exifBlock({ place, turn: 1 }));
    expect(text(taken)).toContain(place);
    expect(examine(taken, "upload")).toMatchObject({ ok: true, mediaType: type });
    const bare = bareImage(taken, type);
    expect(text(bare)).not.toContain(place);
    expect(text(bare)).not.toMatch(/Exif|eXIf|EXIF|xmp/);
    expect(examine(bare, "upload")).toEqual(examine(plain, "upload"));
    if (type !== "image/webp") expect(Buffer.compare(bare, plain)).toBe(0);
  });

  it("stays turned as it was", () => {
    for (const isLittle of [true, false]) {
      const bare = bareImage(withExif(jpeg, "image/jpeg", exifBlock({ place, turn: 6, isLittle })), "image/jpeg");
      const at = text(bare).indexOf("Exif\0\0MM\0*");
      expect(at).toBe(6);
      const view = new DataView(bare.buffer, bare.byteOffset + at + 6);
      expect([view.getUint16(8), view.getUint16(10), view.getUint16(18)]).toEqual([1, 0x0112, 6]);
      expect(text(bare)).not.toContain(place);
      expect(examine(bare, "upload")).toMatchObject({ width: 320, height: 240 });
      expect(Buffer.compare(bareImage(bare, "image/jpeg"), bare)).toBe(0);
    }
  });

  it("loses what is hung on behind its end", () => {
    const bare = bareImage(Buffer.concat([jpeg, Buffer.from("<script>alert(1)</script>")]), "image/jpeg");
    expect(Buffer.compare(bare, jpeg)).toBe(0);
    expect(Buffer.compare(bareImage(Buffer.concat([png, Buffer.from("PK\x03\x04")]), "image/png"), png)).toBe(0);
  });

  it("is never made anything else of, however broken it is", () => {
    const broken = fc.constantFrom([jpeg, "image/jpeg"] as const, [png, "image/png"] as const, [webp, "image/webp"] as const);
    const cut = fc.tuple(broken, fc.double({ min: 0, max: 1, noNaN: true }), fc.array(fc.tuple(fc.nat(400), fc.nat(255))));
    fc.assert(
      fc.property(cut, ([[bytes, type], part, changes]) => {
        const bad = Uint8Array.from(bytes.subarray(0, Math.floor(bytes.length * part)));
        for (const [at, value] of changes) if (at < bad.length) bad[at] = value;
        expect(bareImage(bad, type).length).toBeLessThanOrEqual(bad.length + 36);
      }),
      { numRuns: 2_000 },
    );
  });
});
