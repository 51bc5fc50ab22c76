import { beforeEach, describe, expect, it } from "vitest";
import type { Media } from "../../schema/contract/media.ts";
import { conversationMediaRoutes } from "../../workers/inbox/mediaRoutes.ts";
import { adoptMedia } from "../../workers/media/adoptMedia.ts";
import { signedMediaRoutes } from "../../workers/media/routes.ts";
import { signedAddress } from "../../workers/media/signedAddress.ts";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { Client, problemKey } from "../api/client.ts";
import { commonSuite, type SuiteWorld } from "../api/commonSuite.ts";
import { createTestApp, publicUrl, signedIn, type TestApp } from "../api/testApp.ts";
import { sample } from "../world/samples/catalogue.ts";
import * as hostile from "../world/samples/hostile.ts";
import { DB, MediaDesk } from "./mediaDesk.ts";

const masterKeys = parseMasterKeys(btoa("k".repeat(32)));

interface Place extends SuiteWorld {
  app: TestApp["app"];
  test: TestApp;
  desk: MediaDesk;
  mediaId: string;
  path: string;
}

/** A conversation with a voice note of which nothing could be made out. */
const setUp = async (): Promise<Place> => {
  const desk = await MediaDesk.open();
  const test = createTestApp(DB, {
    routes: (deps) => [
      ...conversationMediaRoutes({ chance: deps.chance, files: desk.files, hints: deps.hints }),
      ...signedMediaRoutes({ chance: deps.chance, files: desk.files, db: deps.tenantDb, masterKeys }),
    ],
  });
  const mediaId = await desk.fetched(sample("nota-vocale.ogg").bytes, "audio/ogg", "nota");
  desk.reserveAnswer = { kind: "spend_cap" };
  await desk.run("understand_media", mediaId);
  const [owner, readonly, stranger] = await Promise.all([
    signedIn(test, { tenantId: desk.ids.tenant }),
    signedIn(test, { tenantId: desk.ids.tenant, role: "readonly" }),
    signedIn(test),
  ]);
  return {
    app: test.app,
    test,
    desk,
    mediaId,
    path: `/api/conversations/${desk.ids.conversation}/media`,
    owner: owner.client,
    readonly: readonly.client,
    stranger: stranger.client,
  };
};

const note = sample("nota-vocale.ogg").bytes;
const params = ({ desk, mediaId }: Place) => ({ id: desk.ids.conversation, mediaId });

commonSuite("files of a thread", setUp, {
  "POST /api/conversations/{id}/media": ({ desk }) => ({
    params: { id: desk.ids.conversation },
    query: { name: "foto.jpg" },
    body: sample("pasta.jpg").bytes,
  }),
  "GET /api/conversations/{id}/media/{mediaId}": (place) => ({ params: params(place) }),
  "POST /api/conversations/{id}/media/{mediaId}/retry": (place) => ({ params: params(place) }),
});

let place: Place;
let file: string;
beforeEach(async () => {
  place = await setUp();
  file = `${place.path}/${place.mediaId}`;
});

describe("a file of a thread", () => {
  it("is a download that no browser runs or guesses about", async () => {
    const response = await place.owner.send("GET", file);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(note);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "audio/ogg",
      "content-length": String(note.length),
      "content-disposition": "attachment; filename*=UTF-8''nota.ogg",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "accept-ranges": "bytes",
      "cache-control": "private, no-cache",
    });
  });

  it("comes in stretches for a player that seeks", async () => {
    const ask = (range: string) => place.owner.send("GET", file, { headers: { range } });
    const middle = await ask("bytes=10-19");
    expect([middle.status, middle.headers.get("content-range")]).toEqual([206, `bytes 10-19/${note.length}`]);
    expect(new Uint8Array(await middle.arrayBuffer())).toEqual(note.slice(10, 20));
    const tail = await ask("bytes=-7");
    expect(new Uint8Array(await tail.arrayBuffer())).toEqual(note.slice(-7));
    const beyond = await ask(`bytes=${note.length}-`);
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${note.length}`]);
    expect((await ask("bytes=9-3")).status).toBe(200);
  });

  it("is not sent again to a browser that has it, as long as it may see it", async () => {
    const etag = (await place.owner.send("GET", file)).headers.get("etag") ?? "";
    const again = await place.owner.send("GET", file, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    expect((await place.stranger.send("GET", file, { headers: { "if-none-match": etag } })).status).toBe(404);
  });

  it("is not another thread's of the same tenant", async () => {
    const { tenant, agent } = place.desk.ids;
    const [other, contact] = [place.desk.chance.id("conversation"), place.desk.chance.id("contact")];
    await DB.batch([
      DB.prepare(
        "INSERT INTO contacts (tenant_id,id,display_name,roles,note,created_at,updated_at) VALUES (?,?,'D','[]','',0,0)",
      ).bind(tenant, contact),
      DB.prepare(
        "INSERT INTO conversations (tenant_id,id,agent_id,contact_id,level,ai_enabled,last_message_at,attention,version,created_at) VALUES (?,?,?,?,1,1,0,0,0,0)",
      ).bind(tenant, other, agent, contact),
    ]);
    const elsewhere = `/api/conversations/${other}/media/${place.mediaId}`;
    expect(await problemKey(await place.owner.send("GET", elsewhere))).toBe("not_found");
    expect(await problemKey(await place.owner.send("POST", `${elsewhere}/retry`))).toBe("not_found");
    // Once the two are joined it is there too, and no longer once they are parted again.
    const move = (to: string | null) =>
      DB.prepare("UPDATE conversations SET moved_to = ? WHERE id = ?").bind(to, place.desk.ids.conversation).run();
    await move(other);
    expect((await place.owner.send("GET", elsewhere)).status).toBe(200);
    await move(null);
    expect((await place.owner.send("GET", elsewhere)).status).toBe(404);
  });

  it("that is not here, or whose content is gone, is not found", async () => {
    place.desk.opened = [() => ({ kind: "gone" })];
    const id = await place.desk.adopt("image/png");
    await place.desk.run("fetch_media", id);
    expect(await problemKey(await place.owner.send("GET", `${place.path}/${id}`))).toBe("not_found");
    const row = await place.desk.row(place.mediaId);
    await place.desk.files.remove(place.desk.db, row?.fileId ?? "");
    expect(await problemKey(await place.owner.send("GET", file))).toBe("not_found");
  });
});

describe("an upload", () => {
  const upload = (bytes: Uint8Array, name = "file", client = place.owner) =>
    client.send("POST", `${place.path}?${new URLSearchParams({ name })}`, { body: Uint8Array.from(bytes) });

  it("is typed by its content, and nobody's message yet", async () => {
    const medium = (await (await upload(sample("fattura.pdf").bytes, "foto.jpg")).json()) as Media;
    expect(medium).toMatchObject({ kind: "document", state: "stored", mediaType: "application/pdf", name: "foto.jpg.pdf" });
    expect(await place.desk.row(medium.id)).toMatchObject({ conversationId: null, messageId: null });
    expect(await problemKey(await place.owner.send("GET", `${place.path}/${medium.id}`))).toBe("not_found");
  });

  it.each([
    ["a page", hostile.html()],
    ["a drawing with a script", hostile.svgWithScript()],
    ["a page with a PDF behind it", hostile.pdfHtmlPolyglot()],
    ["a document that unpacks to 100 MB", hostile.zipBombDocx()],
    ["a document that would write elsewhere", hostile.zipSlipDocx()],
  ])("that is %s is refused", async (_, bytes) => {
    expect(await problemKey(await upload(bytes, "foto.jpg"))).toBe("unsupported_media");
  });

  it("that is too large, empty or nameless is refused", async () => {
    expect(await problemKey(await upload(hostile.oversized(sample("fattura.pdf").bytes)))).toBe("too_large");
    expect(await problemKey(await upload(new Uint8Array()))).toBe("malformed_body");
    expect(await problemKey(await upload(note, " "))).toBe("invalid_input");
  });
});

describe("trying again", () => {
  const retry = (id = place.mediaId) => place.owner.send("POST", `${place.path}/${id}/retry`);

  it("reads a file anew whose words could not be had, once however often it is asked for", async () => {
    expect(await (await retry()).json()).toMatchObject({ id: place.mediaId, state: "stored", description: null });
    expect(await problemKey(await retry())).toBe("conflict");
    place.desk.reserveAnswer = { kind: "ok", remaining: null };
    place.desk.says({ transcript: "Ciao" });
    expect(await place.desk.run("understand_media", place.mediaId)).toEqual({ kind: "done" });
    expect(await place.desk.row(place.mediaId)).toMatchObject({ state: "ready", text: "Ciao" });
    expect(place.desk.told.at(-1)).toMatchObject({ media: { state: "ready", text: "Ciao" } });
    expect(await problemKey(await retry())).toBe("conflict");
  });

  it("fetches a file anew that could not be had", async () => {
    place.desk.opened = [() => ({ kind: "gone" })];
    const id = await place.desk.adopt("image/jpeg");
    await place.desk.run("fetch_media", id);
    expect(await (await retry(id)).json()).toMatchObject({ state: "pending", failure: null });
    place.desk.opened = [place.desk.here(sample("pasta.jpg").bytes)];
    await place.desk.run("fetch_media", id);
    expect(await place.desk.row(id)).toMatchObject({ state: "stored", mediaType: "image/jpeg" });
  });

  it("makes no sense for what was refused", async () => {
    const id = await place.desk.fetched(hostile.html(), "image/jpeg");
    expect(await problemKey(await retry(id))).toBe("conflict");
  });
});

describe("a signed address", () => {
  const anybody = () => new Client(place.app);
  const address = async () => {
    const claim = { tenantId: place.desk.ids.tenant, mediaId: place.mediaId };
    return new URL(await signedAddress({ publicUrl, masterKeys }, claim, place.test.deps.chance.now()));
  };
  const get = (url: URL, method = "GET") => anybody().send(method, url.pathname + url.search);

  it("opens its file without a session, whole, in part, or only its headers", async () => {
    const url = await address();
    const response = await get(url);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "audio/ogg"]);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(note);
    const head = await get(url, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(note.length), ""]);
  });

  it("opens nothing once it is a day old, or changed in anything", async () => {
    const url = await address();
    const changed = (change: (url: URL) => void) => {
      const other = new URL(url);
      change(other);
      return other;
    };
    const another = await place.desk.fetched(sample("pasta.jpg").bytes, "image/jpeg");
    for (const wrong of [
      changed((one) => one.searchParams.set("s", "A".repeat(43))),
      changed((one) => one.searchParams.set("e", String(Number(url.searchParams.get("e")) + 1))),
      changed((one) => one.searchParams.set("t", place.desk.chance.id("tenant"))),
      changed((one) => (one.pathname = `/api/media/${another}`)),
    ])
      expect(await problemKey(await get(wrong))).toBe("not_found");
    expect(await problemKey(await get(changed((one) => one.searchParams.delete("s"))))).toBe("invalid_input");
    place.test.pass(24 * 60 * 60_000);
    expect(await problemKey(await get(url))).toBe("not_found");
  });
});

describe("an upload that is sent", () => {
  it("belongs to its message, once, and is read", async () => {
    const { desk, owner, path } = place;
    const response = await owner.send("POST", `${path}?name=a.csv`, { body: Uint8Array.from(sample("spese.csv").bytes) });
    const media = (await response.json()) as Media;
    const order = { contactId: desk.ids.contact, conversationId: desk.ids.conversation, media, source: null };
    await adoptMedia(desk.deps, desk.db, { ...order, messageId: "msg_1" });
    await adoptMedia(desk.deps, desk.db, { ...order, messageId: "msg_2" });
    expect(await desk.row(media.id)).toMatchObject({
      conversationId: desk.ids.conversation,
      messageId: "msg_1",
      state: "stored",
    });
    desk.reserveAnswer = { kind: "ok", remaining: null };
    desk.says({ description: "Spese del mese" });
    await desk.run("understand_media", media.id);
    expect(desk.told.at(-1)).toMatchObject({ messageId: "msg_1", media: { state: "ready", description: "Spese del mese" } });
  });
});
