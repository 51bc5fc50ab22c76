import { describe, expect, it } from "vitest";
import { fileRefusal, kindOfFile, largestFile, mostFiles } from "../../web/src/files/fileRules.ts";
import { readiness } from "../../web/src/console/inbox/composer/readiness.ts";
import { maxMediaBytes, maxMediaPerMessage } from "../../schema/contract/media.ts";
import { unfitForWhatsapp } from "../../workers/channels/whatsapp/mediaLimits.ts";
import { kindOf } from "../../workers/media/kindOf.ts";
import { fileTypes } from "../../workers/platform/fileType.ts";

/** Each type the API takes, as a browser that knows nothing but the type would offer it. */
const offered = (type: string, size = 1_000) => ({ name: "file", type, size });

describe("what the composer takes", () => {
  it("has the API's limits", () => {
    expect([largestFile, mostFiles]).toEqual([maxMediaBytes, maxMediaPerMessage]);
  });

  it("is every type the API takes, and nothing else", () => {
    const refusedHere = fileTypes.filter((type) => fileRefusal(offered(type), "web") !== null);
    expect(refusedHere).toEqual([]);
    for (const type of ["image/svg+xml", "text/html", "application/x-msdownload", "application/zip", ""])
      expect(fileRefusal(offered(type), "web")).toEqual({ reason: "unsupported" });
  });

  it("agrees with the API on what WhatsApp carries, up to the byte", () => {
    for (const type of fileTypes) {
      for (const bytes of [1, 100 * 1_024, 100 * 1_024 + 1, 5 * 1_024 ** 2, 5 * 1_024 ** 2 + 1, largestFile]) {
        const refused = unfitForWhatsapp({ mediaType: type, bytes });
        const here = fileRefusal(offered(type, bytes), "whatsapp");
        const reasons = { unsupported_media: "not_on_whatsapp", too_large: "too_large" } as const;
        expect([type, bytes, here?.reason ?? null]).toEqual([type, bytes, refused && reasons[refused]]);
      }
    }
  });

  it("calls a file what the API will call it, a WebP apart that WhatsApp makes a sticker of", () => {
    for (const type of fileTypes) {
      const kind = type === "image/webp" ? "sticker" : kindOf(type, "upload");
      expect([type, kindOfFile(offered(type))]).toEqual([type, kind]);
    }
  });

  it("goes by the ending where the browser has no type, or a wrong one", () => {
    expect(fileRefusal({ name: "Rossi.VCF", type: "", size: 10 }, "whatsapp")).toBeNull();
    expect(fileRefusal({ name: "list.csv", type: "application/vnd.ms-excel", size: 10 }, "whatsapp")).toEqual({
      reason: "not_on_whatsapp",
    });
    expect(fileRefusal({ name: "note.ogg", type: "audio/ogg; codecs=opus", size: 10 }, "whatsapp")).toBeNull();
  });

  it("is never empty, and tells the limit that holds", () => {
    expect(fileRefusal({ name: "a.png", type: "image/png", size: 0 }, "web")).toEqual({ reason: "empty" });
    const heavy = { name: "a.png", type: "image/png", size: 6 * 1_024 ** 2 };
    expect(fileRefusal(heavy, "web")).toBeNull();
    expect(fileRefusal(heavy, "whatsapp")).toEqual({ reason: "too_large", limit: 5 * 1_024 ** 2 });
    expect(fileRefusal({ ...heavy, size: largestFile + 1 }, "web")).toEqual({ reason: "too_large", limit: largestFile });
  });
});

describe("what is written", () => {
  const uploading = { state: "uploading" } as const;
  const ready = { state: "ready" } as const;

  it("goes out with words, files or both", () => {
    expect([readiness("hello", -5, []), readiness("", -9, [ready]), readiness(" ", -9, [])]).toEqual(["ready", "ready", "empty"]);
  });

  it("waits for its files, and stops at one that can't be sent", () => {
    expect(readiness("hello", -5, [ready, uploading])).toBe("waiting");
    expect(readiness("hello", -5, [uploading, { state: "refused" }])).toBe("broken_files");
    expect(readiness("hello", -5, [{ state: "failed" }])).toBe("broken_files");
    expect(readiness("hello", 3, [ready])).toBe("too_long");
  });
});
