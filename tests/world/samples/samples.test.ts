import { crc32, inflateRawSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { extractText, getDocumentProxy } from "unpdf";
import { SAMPLE_NAMES, sample } from "./catalogue.ts";
import * as hostile from "./hostile.ts";
import { readMarker } from "./marker.ts";
import { oggOpus } from "./ogg.ts";
import { pdfLines, pdfPages } from "./pdf.ts";
import { png, pngBomb } from "./png.ts";

const head = (bytes: Uint8Array, count = 12) => Buffer.from(bytes.subarray(0, count)).toString("latin1");

test("every sample begins as its type does, is small, and is the same every time", () => {
  const magic: Record<string, RegExp> = {
    jpg: /^\xff\xd8\xff/,
    png: /^\x89PNG\r\n/,
    webp: /^RIFF....WEBP/s,
    ogg: /^OggS/,
    mp3: /^ID3/,
    mp4: /^....ftyp/s,
    pdf: /^%PDF-/,
    docx: /^PK\x03\x04/,
    xlsx: /^PK\x03\x04/,
    vcf: /^BEGIN:VCARD/,
    csv: /^Voce;/,
  };
  for (const name of SAMPLE_NAMES) {
    const { bytes } = sample(name);
    expect([name, head(bytes)]).toEqual([name, expect.stringMatching(magic[name.split(".")[1]!]!)]);
    expect(bytes.length).toBeLessThan(150_000);
    expect(Buffer.compare(bytes, sample(name).bytes)).toBe(0);
  }
});

test("what a file shows can be read back out of its bytes, accents included", () => {
  expect(readMarker(sample("pasta.jpg").bytes)).toMatchObject({ kind: "food", calories: 520 });
  expect(readMarker(sample("squat.jpg").bytes)?.notes).toContain("schiena è dritta");
  expect(readMarker(sample("scontrino.png").bytes)?.text).toContain("Caffè");
  expect(readMarker(sample("nota-vocale.ogg").bytes)?.transcript).toContain("corso base");
  for (const name of ["adesivo.webp", "messaggio.mp3", "allenamento.mp4", "fattura.pdf"] as const)
    expect([name, readMarker(sample(name).bytes)]).toEqual([name, expect.any(Object)]);
  expect(readMarker(sample("programma.pdf").bytes)).toBeNull();
});

test("checksums and sizes inside the containers hold", () => {
  const picture = Buffer.from(png({ width: 20, height: 10 }));
  for (let at = 8; at < picture.length;) {
    const length = picture.readUInt32BE(at);
    expect(crc32(picture.subarray(at + 4, at + 8 + length))).toBe(picture.readUInt32BE(at + 8 + length));
    if (picture.toString("latin1", at + 4, at + 8) === "IDAT")
      expect(inflateSync(picture.subarray(at + 8, at + 8 + length))).toHaveLength(10 * (1 + 20 * 3));
    at += 12 + length;
  }
  const note = Buffer.from(oggOpus({ seconds: 2.5 }));
  expect(note.readUInt32LE(note.lastIndexOf("OggS") + 6)).toBe(2.5 * 48_000 + 312);
});

test("the PDFs are read by the library that reads the customers'", async () => {
  const text = async (bytes: Uint8Array) =>
    (await extractText(await getDocumentProxy(new Uint8Array(bytes)), { mergePages: true })).text;
  expect(await text(sample("fattura.pdf").bytes)).toContain("Totale 122,00 EUR");
  expect(await text(sample("programma.pdf").bytes)).toMatch(/Lunedì: gambe.*Venerdì: braccia/s);
  expect(pdfLines(sample("programma.pdf").bytes)).toHaveLength(4);
  expect(pdfPages(sample("programma.pdf").bytes)).toBe(2);
});

test("office files are whole zips: every entry is listed, unpacks and keeps its checksum", () => {
  for (const name of ["diario.docx", "spese.xlsx"] as const) {
    const bytes = Buffer.from(sample(name).bytes);
    const names: string[] = [];
    for (let at = bytes.indexOf("PK\x01\x02"); at >= 0; at = bytes.indexOf("PK\x01\x02", at + 1)) {
      const nameLength = bytes.readUInt16LE(at + 28);
      const data = bytes.readUInt32LE(at + 42) + 30 + nameLength;
      const unpacked = inflateRawSync(bytes.subarray(data, data + bytes.readUInt32LE(at + 20)));
      expect([unpacked.length, crc32(unpacked)]).toEqual([bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 16)]);
      names.push(bytes.toString("utf8", at + 46, at + 46 + nameLength));
    }
    expect(names).toContain("[Content_Types].xml");
    expect(bytes.readUInt16LE(bytes.lastIndexOf("PK\x05\x06") + 10)).toBe(names.length);
  }
});

test("hostile files are small where they should be, and are what they say", () => {
  const bomb = Buffer.from(hostile.zipBombDocx(50));
  expect(bomb.length).toBeLessThan(200_000);
  expect(bomb.readUInt32LE(bomb.lastIndexOf("PK\x01\x02") + 24)).toBeGreaterThan(50 * 1024 * 1024);
  const at = bomb.indexOf("word/document.xml") + "word/document.xml".length;
  expect(inflateRawSync(bomb.subarray(at, at + bomb.readUInt32LE(at - 29))).length).toBeGreaterThan(50 * 1024 * 1024);
  expect(hostile.nestedZip().length).toBeLessThan(300_000);
  expect(pngBomb().length).toBeLessThan(100_000);
  expect(head(hostile.gifJsPolyglot(), 8)).toBe("GIF89a/*");
  expect(() => new Function(Buffer.from(hostile.gifJsPolyglot()).toString("latin1"))).not.toThrow();
  expect(head(hostile.pdfHtmlPolyglot(), 15)).toBe("<!doctype html>");
  expect(Buffer.from(hostile.pdfHtmlPolyglot()).indexOf("%PDF-")).toBeLessThan(1024);
  expect(hostile.pdfManyObjects().length).toBeLessThan(8 * 1024 * 1024);
  expect(pdfPages(hostile.pdfManyPages())).toBe(5000);
  expect(hostile.truncated(sample("fattura.pdf").bytes).length).toBeLessThan(sample("fattura.pdf").bytes.length);
  expect(hostile.oversized(sample("fattura.pdf").bytes).length).toBeGreaterThan(16 * 1024 * 1024);
});
