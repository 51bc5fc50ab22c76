import { beforeEach, describe, expect, it } from "vitest";
import type { OpenedMedia } from "../../workers/channels/port.ts";
import { mostTries } from "../../workers/media/mediaJobs.ts";
import { sample } from "../world/samples/catalogue.ts";
import * as hostile from "../world/samples/hostile.ts";
import { DB, FILES, MediaDesk } from "./mediaDesk.ts";

let desk: MediaDesk;
beforeEach(async () => {
  desk = await MediaDesk.open();
});

const stored = async () => (await FILES.list({ prefix: `tenants/${desk.ids.tenant}/` })).objects;
const later =
  (afterMs = 2_000): (() => OpenedMedia) =>
  () => ({ kind: "later", afterMs });

describe("a file of a message", () => {
  it("has one row and one job, however often it is ordered", async () => {
    const id = await desk.adopt("image/jpeg");
    await desk.adoptAs(id, "image/jpeg");
    expect(await desk.row(id)).toMatchObject({ state: "pending", kind: "image", fileId: null });
    expect(await desk.job("fetch_media", id)).toMatchObject({ state: "due" });
    expect(new Set(desk.hinted).size).toBe(2);
  });

  it("is fetched, typed by its content, stored under the tenant, and then understood", async () => {
    const { bytes } = sample("pasta.jpg");
    const id = await desk.fetched(bytes, "image/jpeg", "foto");
    expect(await desk.row(id)).toMatchObject({
      state: "stored",
      kind: "image",
      mediaType: "image/jpeg",
      name: "foto.jpg",
      bytes: bytes.length,
      width: 320,
      height: 240,
    });
    const [object, ...more] = await stored();
    expect([object?.size, more]).toEqual([bytes.length, []]);
    expect(desk.told).toMatchObject([{ conversation: desk.ids.conversation, media: { id, state: "stored" } }]);
    expect(await desk.job("understand_media", id)).toMatchObject({ state: "due" });
    expect(await desk.job("remove_media", id)).toBeNull();
  });

  it("that calls itself something else is what it is", async () => {
    const id = await desk.fetched(sample("fattura.pdf").bytes, "image/jpeg", "foto.jpg");
    expect(await desk.row(id)).toMatchObject({ kind: "document", mediaType: "application/pdf", name: "foto.jpg.pdf" });
  });

  it("that isn't there yet is asked for again within seconds, while its sender waits", async () => {
    desk.opened = [later(0), later(0), later(0), later(0), desk.here(sample("nota-vocale.ogg").bytes)];
    const id = await desk.adopt("audio/ogg");
    let waited = 0;
    for (let attempt = 1; (await desk.run("fetch_media", id))?.kind === "again"; attempt++) {
      const job = await desk.job("fetch_media", id);
      const pause = (job?.dueAt ?? 0) - desk.chance.now();
      waited += pause;
      desk.ahead += pause;
    }
    expect(await desk.row(id)).toMatchObject({ state: "stored", durationMs: 4_000 });
    expect(waited).toBeLessThan(15_000);
  });

  it("is asked for later while Twilio is away, and comes in the end", async () => {
    desk.opened = [later(60_000)];
    const id = await desk.adopt("image/png");
    expect(await desk.run("fetch_media", id)).toMatchObject({ kind: "again", afterMs: 60_000 });
    expect(await desk.run("fetch_media", id)).toBeNull();
    desk.ahead += 5 * 60_000;
    desk.opened = [desk.here(sample("scontrino.png").bytes)];
    expect(await desk.run("fetch_media", id)).toEqual({ kind: "done" });
    expect(await desk.row(id)).toMatchObject({ state: "stored" });
  });

  it("that never comes has failed, and its conversation is told once", async () => {
    desk.opened = [later()];
    const id = await desk.adopt("image/png");
    const outcomes = await desk.runToEnd("fetch_media", id);
    expect(outcomes).toHaveLength(mostTries.fetch_media);
    expect(outcomes.at(-1)).toEqual({ kind: "done" });
    expect(desk.told).toMatchObject([{ media: { state: "failed", failure: "download_failed" } }]);
  });

  it("whose every run is cut short has failed too, and its conversation is told", async () => {
    desk.opened = [() => new Error("the line's object is overloaded")];
    const id = await desk.adopt("audio/ogg");
    expect((await desk.runToEnd("fetch_media", id)).at(-1)).toEqual({ kind: "done" });
    expect(await desk.row(id)).toMatchObject({ state: "failed", failure: "download_failed" });
    expect(desk.told).toMatchObject([{ media: { state: "failed", failure: "download_failed" } }]);
  });

  it.each<[string, OpenedMedia, object]>([
    ["of somebody else's host", { kind: "refused", failure: "foreign_source" }, { state: "refused", failure: "foreign_source" }],
    ["that Twilio calls too large", { kind: "refused", failure: "too_large" }, { state: "refused", failure: "too_large" }],
    ["that Twilio doesn't have", { kind: "refused", failure: "not_found" }, { state: "failed", failure: "not_found" }],
    ["of a number that isn't ours any more", { kind: "gone" }, { state: "failed", failure: "not_found" }],
  ])("%s ends at once with its reason", async (_, answer, end) => {
    desk.opened = [() => answer];
    const id = await desk.adopt("image/png");
    expect(await desk.run("fetch_media", id)).toEqual({ kind: "done" });
    expect(await desk.row(id)).toMatchObject(end);
    expect(desk.told).toMatchObject([{ media: end }]);
    expect(await stored()).toEqual([]);
  });

  it("larger than announced, or without end, is left where it is", async () => {
    const announced = () => ({ ...desk.here(new Uint8Array(8))(), bytes: 17 * 1024 * 1024 }) as OpenedMedia;
    let sent = 0;
    const endless = (): OpenedMedia => ({
      kind: "found",
      body: new ReadableStream<Uint8Array>({
        pull: (controller) => {
          sent += 1;
          controller.enqueue(new Uint8Array(1024 * 1024));
        },
      }),
      announcedType: "video/mp4",
      bytes: null,
    });
    for (const answer of [announced, endless]) {
      desk.opened = [answer];
      const id = await desk.adopt("video/mp4");
      await desk.run("fetch_media", id);
      expect(await desk.row(id)).toMatchObject({ state: "refused", failure: "too_large" });
    }
    expect(sent).toBeLessThan(20);
    expect(await stored()).toEqual([]);
  });

  it.each([
    ["a page that calls itself a picture", hostile.html(), "unsupported_type"],
    ["a drawing with a script", hostile.svgWithScript(), "unsupported_type"],
    ["a page with a PDF behind it", hostile.pdfHtmlPolyglot(), "unsupported_type"],
    ["a picture that is a script too", hostile.gifJsPolyglot(), "unsupported_type"],
    ["a document that unpacks to 100 MB", hostile.zipBombDocx(100), "harmful"],
    ["zips in zips", hostile.nestedZip(), "unsupported_type"],
  ])("that means harm is refused and never stored: %s", async (_, bytes, failure) => {
    const id = await desk.fetched(bytes, "image/jpeg");
    expect(await desk.row(id)).toMatchObject({ state: "refused", failure, fileId: null });
    expect(desk.told).toMatchObject([{ media: { state: "refused", failure } }]);
    expect(await stored()).toEqual([]);
    expect(await desk.job("understand_media", id)).toBeNull();
  });

  it("is stored once when the run was cut short between storing and telling", async () => {
    desk.threadIsAway = true;
    const id = await desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
    expect([(await desk.row(id))?.state, desk.told]).toEqual(["stored", []]);
    desk.threadIsAway = false;
    desk.ahead += 5 * 60_000;
    expect(await desk.run("fetch_media", id)).toEqual({ kind: "done" });
    expect(desk.calls.open).toHaveLength(1);
    expect(desk.told).toHaveLength(1);
    expect(await stored()).toHaveLength(1);
  });

  it("is tried again when the line breaks", async () => {
    desk.opened = [() => new Error("the line was reset"), desk.here(sample("pasta.jpg").bytes)];
    const id = await desk.adopt("image/jpeg");
    expect(await desk.run("fetch_media", id)).toMatchObject({ kind: "again" });
    desk.ahead += 5 * 60_000;
    expect(await desk.run("fetch_media", id)).toEqual({ kind: "done" });
  });
});

describe("removal at the provider", () => {
  const wanted = async () => {
    await DB.prepare("UPDATE tenants SET remove_provider_media = 1 WHERE id = ?").bind(desk.ids.tenant).run();
    return desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
  };

  it("follows the storing where the tenant wants it, once", async () => {
    const id = await wanted();
    expect(await desk.run("remove_media", id)).toEqual({ kind: "done" });
    expect((await desk.row(id))?.removedAt).not.toBeNull();
    expect(desk.calls.remove).toHaveLength(1);
  });

  it("is tried again while Twilio is away, and given up when it won't", async () => {
    const id = await wanted();
    desk.removal = { kind: "later", afterMs: 1_000 };
    expect(await desk.run("remove_media", id)).toMatchObject({ kind: "again" });
    desk.ahead += 5 * 60_000;
    desk.removal = { kind: "refused" };
    expect(await desk.run("remove_media", id)).toMatchObject({ kind: "failed" });
    expect((await desk.row(id))?.removedAt).toBeNull();
  });
});
