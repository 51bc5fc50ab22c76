import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MediaRow } from "../../schema/tables/media.ts";
import { readRange } from "../../workers/media/byteRange.ts";
import { fileNameFor } from "../../workers/media/fileName.ts";
import { kindOf } from "../../workers/media/kindOf.ts";
import { readStream } from "../../workers/media/readStream.ts";
import { retryOf } from "../../workers/media/retryMedia.ts";
import { addressKept, isSigned, signedAddress } from "../../workers/media/signedAddress.ts";
import { noteWords } from "../../workers/media/understanding/words.ts";

describe("a stretch of a file", () => {
  it.each([
    [null, "whole"],
    ["bytes=0-3", { offset: 0, length: 4 }],
    ["bytes=5-", { offset: 5, length: 5 }],
    ["bytes=-3", { offset: 7, length: 3 }],
    ["bytes=-30", { offset: 0, length: 10 }],
    ["bytes=8-99", { offset: 8, length: 2 }],
    ["bytes=10-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
    ["bytes=5-2", "whole"],
    ["bytes=0-1,3-4", "whole"],
    ["bytes=-", "whole"],
    ["lines=1-2", "whole"],
  ])("%s of ten bytes", (header, range) => {
    expect(readRange(header, 10)).toEqual(range);
  });

  it("is always inside the file", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), fc.integer({ min: 1, max: 50 }), (from, to, size) => {
        const range = readRange(`bytes=${from}-${to}`, size);
        if (typeof range === "string") return;
        expect(range.length).toBeGreaterThan(0);
        expect(range.offset + range.length).toBeLessThanOrEqual(size);
      }),
    );
  });
});

describe("a file's name", () => {
  it.each([
    ["fattura.pdf", "application/pdf", "fattura.pdf"],
    ["Foto.JPEG", "image/jpeg", "Foto.jpeg"],
    ["foto.jpg", "application/pdf", "foto.jpg.pdf"],
    ["pagina.html", "text/plain", "pagina.html.txt"],
    ["fattura.pdf.exe", "application/pdf", "fattura.pdf.exe.pdf"],
    ["../../etc/passwd", "text/plain", "passwd.txt"],
    ["C:\\Temp\\nota", "audio/ogg", "nota.ogg"],
    ["fdp\u202efdp.exe", "image/png", "fdpfdp.exe.png"],
    ["", "video/mp4", "file.mp4"],
    [`${"x".repeat(400)}.csv`, "text/csv", `${"x".repeat(120)}.csv`],
    [`${"x".repeat(119)}😀.csv`, "text/csv", `${"x".repeat(119)}.csv`],
  ] as const)("%s of %s is %s", (name, type, shown) => {
    expect(fileNameFor(name, type)).toBe(shown);
  });
});

it.each([
  ["image/jpeg", "whatsapp", "image"],
  ["image/webp", "whatsapp", "sticker"],
  ["image/webp", "upload", "image"],
  ["audio/ogg; codecs=opus", "whatsapp", "audio"],
  ["VIDEO/MP4", "whatsapp", "video"],
  ["text/x-vcard", "whatsapp", "contact"],
  ["application/pdf", "whatsapp", "document"],
  ["", "whatsapp", "document"],
] as const)("%s from %s is to people a %s", (type, from, kind) => {
  expect(kindOf(type, from)).toBe(kind);
});

describe("a signed address", () => {
  const key = (version: string, byte: number) => ({ version, bytes: new Uint8Array(32).fill(byte) });
  const deps = { publicUrl: "https://filo.test", masterKeys: [key("v2", 2), key("v1", 1)] };
  const place = { tenantId: "ten_a", mediaId: "med_a" };
  const now = 1_800_000_000_000;
  const parts = async (from = deps) => {
    const url = new URL(await signedAddress(from, place, now));
    return { url, expiresAt: Number(url.searchParams.get("e")), signature: url.searchParams.get("s") ?? "" };
  };

  it("is good for a day, for this file of this tenant alone", async () => {
    const { url, expiresAt, signature } = await parts();
    expect([url.pathname, url.searchParams.get("t"), expiresAt]).toEqual(["/api/media/med_a", "ten_a", now + addressKept]);
    const check = (change: object, at = now) => isSigned(deps, { ...place, expiresAt, ...change }, signature, at);
    expect(await check({})).toBe(true);
    expect(await check({}, now + addressKept - 1)).toBe(true);
    expect(await check({}, now + addressKept)).toBe(false);
    expect(await check({ mediaId: "med_b" })).toBe(false);
    expect(await check({ tenantId: "ten_b" })).toBe(false);
    expect(await check({ expiresAt: expiresAt - 1 })).toBe(false);
  });

  it("survives the rotation of the master key, but no other key", async () => {
    const { expiresAt, signature } = await parts({ ...deps, masterKeys: [key("v1", 1)] });
    expect(await isSigned(deps, { ...place, expiresAt }, signature, now)).toBe(true);
    expect(await isSigned({ masterKeys: [key("v3", 3)] }, { ...place, expiresAt }, signature, now)).toBe(false);
  });

  it("is not forged by any other signature", async () => {
    const { expiresAt, signature } = await parts();
    for (const forged of ["", "x", "+/=", signature.slice(1), `${signature}A`, signature.toUpperCase()])
      expect([forged, await isSigned(deps, { ...place, expiresAt }, forged, now)]).toEqual([forged, false]);
  });
});

describe("somebody else's stream", () => {
  const limits = { bytes: 1_000, milliseconds: 200, silence: 60 };
  const streamOf = (pull: (controller: ReadableStreamDefaultController<Uint8Array>, count: number) => unknown) => {
    let count = 0;
    const seen = { cancelled: false };
    const stream = new ReadableStream<Uint8Array>({
      pull: async (controller) => void (await pull(controller, count++)),
      cancel: () => void (seen.cancelled = true),
    });
    return { stream, seen };
  };

  it("is read to its end", async () => {
    const { stream } = streamOf((controller, count) =>
      count < 3 ? controller.enqueue(Uint8Array.of(count, count)) : controller.close(),
    );
    expect(await readStream(stream, limits)).toEqual({ ok: true, bytes: Uint8Array.of(0, 0, 1, 1, 2, 2) });
  });

  it("is left when it never ends, stalls, trickles or breaks", async () => {
    const endless = streamOf((controller) => controller.enqueue(new Uint8Array(100)));
    expect(await readStream(endless.stream, limits)).toEqual({ ok: false, failure: "too_large" });
    const silent = streamOf(() => new Promise(() => {}));
    expect(await readStream(silent.stream, limits)).toEqual({ ok: false, failure: "too_slow" });
    const trickle = streamOf(async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      controller.enqueue(new Uint8Array(1));
    });
    expect(await readStream(trickle.stream, limits)).toEqual({ ok: false, failure: "too_slow" });
    const broken = streamOf((controller) => controller.error(new Error("reset")));
    expect(await readStream(broken.stream, limits)).toEqual({ ok: false, failure: "broken" });
    expect([endless.seen.cancelled, silent.seen.cancelled, trickle.seen.cancelled]).toEqual([true, true, true]);
  });
});

describe("what may be tried again", () => {
  const row = (change: Partial<MediaRow>): MediaRow =>
    ({ state: "ready", fileId: "fil_a", sourceUrl: "https://x", text: null, description: null, ...change }) as MediaRow;

  it.each<[string, Partial<MediaRow>, object | null]>([
    ["a file that could not be fetched", { state: "failed", fileId: null }, { kind: "fetch_media", state: "pending" }],
    ["one whose fetching has stopped", { state: "pending", fileId: null }, { kind: "fetch_media", state: "pending" }],
    ["one that nothing is known of", {}, { kind: "understand_media", state: "stored" }],
    ["one with a note", { description: noteWords("spend_cap", "it").description }, { kind: "understand_media", state: "stored" }],
    [
      "a document with a note",
      { text: "…", description: noteWords("unavailable", "it").description },
      { kind: "understand_media", state: "stored" },
    ],
    ["one with words", { text: "Ciao" }, null],
    ["one with a description", { description: "Un gatto" }, null],
    ["one that was refused", { state: "refused", fileId: null }, null],
    ["an upload that is gone", { state: "failed", fileId: null, sourceUrl: null }, null],
  ])("%s", (_, change, retry) => {
    expect(retryOf(row(change))).toEqual(retry);
  });
});
