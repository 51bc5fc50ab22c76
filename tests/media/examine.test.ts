import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTypes } from "../../workers/platform/fileType.ts";
import { examine } from "../../workers/media/examine.ts";
import { sample, type SampleName } from "../world/samples/catalogue.ts";
import { latin1 } from "../world/samples/bytes.ts";
import * as hostile from "../world/samples/hostile.ts";
import { oggOpus } from "../world/samples/ogg.ts";
import { png, pngBomb } from "../world/samples/png.ts";
import { zip } from "../world/samples/zip.ts";

const office = "application/vnd.openxmlformats-officedocument.";

describe("a file's own bytes", () => {
  it.each<[SampleName, object]>([
    ["pasta.jpg", { mediaType: "image/jpeg", kind: "image", width: 320, height: 240, durationMs: null }],
    ["scontrino.png", { mediaType: "image/png", kind: "image", width: 96, height: 72 }],
    ["adesivo.webp", { mediaType: "image/webp", kind: "sticker", width: 512, height: 512 }],
    ["nota-vocale.ogg", { mediaType: "audio/ogg", kind: "audio", durationMs: 4_000, width: null }],
    ["voice-note.ogg", { mediaType: "audio/ogg", kind: "audio", durationMs: 3_000 }],
    ["allenamento.mp4", { mediaType: "video/mp4", kind: "video", durationMs: 2_000, width: 80, height: 80 }],
    ["fattura.pdf", { mediaType: "application/pdf", kind: "document", durationMs: null }],
    ["diario.docx", { mediaType: `${office}wordprocessingml.document`, kind: "document" }],
    ["spese.xlsx", { mediaType: `${office}spreadsheetml.sheet`, kind: "document" }],
    ["spese.csv", { mediaType: "text/csv", kind: "document" }],
    ["contatto.vcf", { mediaType: "text/vcard", kind: "contact" }],
  ])("tell what %s is, how large and how long", (name, facts) => {
    expect(examine(sample(name).bytes, "whatsapp")).toMatchObject({ ok: true, ...facts });
  });

  it("tell an MP3's length within a frame", () => {
    const examined = examine(sample("messaggio.mp3").bytes, "whatsapp");
    expect(examined).toMatchObject({ ok: true, mediaType: "audio/mpeg", kind: "audio" });
    expect(Math.abs(((examined.ok && examined.durationMs) || 0) - 2_000)).toBeLessThan(60);
  });

  it("tell the length of any voice note", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), (packets) => {
        const note = oggOpus({ seconds: packets / 50 });
        expect(examine(note, "whatsapp")).toMatchObject({ durationMs: packets * 20 });
      }),
      { numRuns: 60 },
    );
  });

  it("tell the length of what a browser has recorded, by its last block", () => {
    const header = [0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, ...Buffer.from("webm"), 0x18, 0x53, 0x80, 0x67, 0xff];
    const block = (at: number) => [0xa3, 0x86, 0x81, at >> 8, at & 255, 0x80, 1, 2];
    const cluster = (at: number, ...blocks: number[]) => [
      0x1f,
      0x43,
      0xb6,
      0x75,
      0xff,
      0xe7,
      0x82,
      at >> 8,
      at & 255,
      ...blocks.flatMap(block),
    ];
    const recording = (...more: number[]) =>
      Uint8Array.from([...header, ...Buffer.from("A_OPUS"), ...cluster(0, 0, 60), ...more]);
    expect(examine(recording(...cluster(5_000, 0, 60, 300)), "upload")).toMatchObject({
      mediaType: "audio/webm",
      durationMs: 5_300,
    });
    expect(examine(recording(), "upload")).toMatchObject({ durationMs: 60 });
    expect(examine(recording(0x44, 0x89, 0x84, 0x45, 0x9c, 0x40, 0, 0, 0, 0, 0), "upload")).toMatchObject({ durationMs: 5_000 });
    expect(examine(recording(0x1f, 0x43, 0xb6, 0x75, 0xff, 0, 0, 0), "upload")).toMatchObject({ durationMs: 60 });
  });

  it("make a picture of a WebP from a browser, and a sticker of WhatsApp's", () => {
    expect(examine(sample("adesivo.webp").bytes, "upload")).toMatchObject({ kind: "image" });
  });
});

describe("a hostile file", () => {
  it.each([
    ["a page that calls itself a picture", hostile.html(), "unsupported_type"],
    ["a drawing with a script", hostile.svgWithScript(), "unsupported_type"],
    ["a page with a PDF behind it", hostile.pdfHtmlPolyglot(), "unsupported_type"],
    ["a picture that is a script too", hostile.gifJsPolyglot(), "unsupported_type"],
    ["zips in zips", hostile.nestedZip(), "unsupported_type"],
    ["a document with macros", zipWith("word/vbaProject.bin"), "unsupported_type"],
    ["a document that unpacks to 100 MB", hostile.zipBombDocx(100), "harmful"],
    ["a document that would write outside of its folder", hostile.zipSlipDocx(), "harmful"],
    ["a picture that unpacks to 144 megapixels", pngBomb(), "harmful"],
    ["an animation of a few bytes that says it is of four gigapixels", latin1("GIF89a\xff\xff\xff\xff\0\0\0;"), "harmful"],
    ["half of a document", hostile.truncated(sample("diario.docx").bytes), "unsupported_type"],
    ["nothing", new Uint8Array(), "unsupported_type"],
    ["a program", new TextEncoder().encode("MZ\u0000\u0001\u0002"), "unsupported_type"],
    ["a script of the shell", new TextEncoder().encode("#!/bin/sh\nrm -rf /\n"), "unsupported_type"],
  ])("is refused before it is stored: %s", (_, bytes, failure) => {
    const began = performance.now();
    expect(examine(bytes, "whatsapp")).toEqual({ ok: false, failure });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it("costs no more than its size, whatever it is made of", () => {
    const megabytes = 4;
    const fillings = [0x00, 0xff, 0x3c, 0x50, 0x80].map((byte) => new Uint8Array(megabytes * 1024 * 1024).fill(byte));
    const heads = [
      "%PDF-",
      "PK\u0003\u0004",
      "OggS",
      "ID3",
      "#!AMR\n",
      "\u0000\u0000\u0000\u0008ftypisom",
      "RIFF    WEBPVP8X",
      "\u00ff\u00f1\u0050\u0080",
    ];
    for (const filling of fillings)
      for (const head of heads) {
        const bytes = filling.slice();
        bytes.set(Uint8Array.from(head, (character) => character.charCodeAt(0)));
        const began = performance.now();
        examine(bytes, "whatsapp");
        expect([head, performance.now() - began < 2_000]).toEqual([head, true]);
      }
  });
});

describe("any file at all", () => {
  const known = new Set<string>(fileTypes);
  const heads = [
    ...([
      "pasta.jpg",
      "scontrino.png",
      "adesivo.webp",
      "nota-vocale.ogg",
      "messaggio.mp3",
      "allenamento.mp4",
      "diario.docx",
      "contatto.vcf",
    ] as const),
  ].map((name) => sample(name).bytes.slice(0, 2_000));

  it("is of a known type or refused, and its measures are plausible", () => {
    const mixed = fc
      .record({
        head: fc.constantFrom(new Uint8Array(), ...heads),
        cut: fc.nat(2_000),
        tail: fc.uint8Array({ maxLength: 300 }),
        at: fc.nat(1_999),
        byte: fc.nat(255),
      })
      .map(({ head, cut, tail, at, byte }) => {
        const bytes = new Uint8Array([...head.slice(0, cut), ...tail]);
        if (at < bytes.length) bytes[at] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(mixed, (bytes) => {
        const examined = examine(bytes, "upload");
        if (!examined.ok) return;
        expect(known).toContain(examined.mediaType);
        for (const measure of [examined.durationMs, examined.width, examined.height])
          expect(measure === null || (Number.isInteger(measure) && measure >= 0)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it("is never taken for something a browser runs", () => {
    for (const type of fileTypes) expect(type).not.toMatch(/svg|html|xml$|javascript/);
    expect(examine(png({ width: 3, height: 2 }), "upload")).toMatchObject({ width: 3, height: 2 });
  });
});

function zipWith(name: string): Uint8Array {
  const data = new TextEncoder().encode("x");
  return zip(["[Content_Types].xml", "word/document.xml", name].map((entry) => ({ name: entry, data })));
}
