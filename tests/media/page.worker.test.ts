import { describe, expect, it } from "vitest";
import type { PublicMedia } from "../../schema/contract/media.ts";
import { problemKey, type Client } from "../api/client.ts";
import {
  browser,
  business,
  DB,
  freshMessageId,
  onlyConversation,
  pagePath,
  say,
  threadInConsole,
  threadOnPage,
  type Business,
} from "../page/filo.ts";
import { sample } from "../world/samples/catalogue.ts";
import * as hostile from "../world/samples/hostile.ts";

const upload = (visitor: Client, agent: Business["agent"], bytes: Uint8Array, name = "foto.jpg") =>
  visitor.send("POST", `${pagePath(agent, "media")}?${new URLSearchParams({ name })}`, { body: Uint8Array.from(bytes) });

const uploaded = async (visitor: Client, agent: Business["agent"], bytes: Uint8Array = sample("pasta.jpg").bytes) => {
  const response = await upload(visitor, agent, bytes);
  expect(response.status).toBe(201);
  return (await response.json()) as PublicMedia;
};

const sendFiles = (visitor: Client, agent: Business["agent"], mediaIds: string[], message = "") =>
  visitor.send("POST", pagePath(agent, "chat"), { json: { message, mediaIds, clientMessageId: freshMessageId() } });

describe("a customer's files on the page", () => {
  it("are uploaded, sent with a message, and shown to them and to the console alone", async () => {
    const { agent, console, tenantId } = await business();
    const visitor = browser();
    const medium = await uploaded(visitor, agent);
    expect(medium).toMatchObject({ kind: "image", mediaType: "image/jpeg", width: 320, height: 240 });
    expect(medium).not.toHaveProperty("description");
    expect((await sendFiles(visitor, agent, [medium.id], "Ecco il pranzo")).ok).toBe(true);

    const message = (await threadOnPage(visitor, agent)).find(({ sender }) => sender === "client");
    expect(message).toMatchObject({ text: "Ecco il pranzo", media: [{ id: medium.id, kind: "image" }] });
    const own = pagePath(agent, `media/${medium.id}`);
    const file = await visitor.send("GET", own);
    expect([file.status, file.headers.get("content-disposition")]).toEqual([200, "attachment; filename*=UTF-8''foto.jpg"]);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(sample("pasta.jpg").bytes);
    const part = await visitor.send("GET", own, { headers: { range: "bytes=0-1" } });
    expect([part.status, new Uint8Array(await part.arrayBuffer())]).toEqual([206, Uint8Array.of(0xff, 0xd8)]);

    const id = await onlyConversation(tenantId);
    expect((await threadInConsole(console, id))[0]?.media).toMatchObject([{ id: medium.id }]);
    expect((await console.send("GET", `/api/conversations/${id}/media/${medium.id}`)).status).toBe(200);

    const stranger = browser();
    expect(await problemKey(await stranger.send("GET", own))).toBe("not_found");
    await say(stranger, agent, "Ciao");
    expect(await problemKey(await stranger.send("GET", own))).toBe("not_found");
    expect(await problemKey(await sendFiles(stranger, agent, [medium.id]))).toBe("invalid_input");
    const other = await business();
    expect(await problemKey(await visitor.send("GET", pagePath(other.agent, `media/${medium.id}`)))).toBe("not_found");
    expect(await problemKey(await other.console.send("GET", `/api/conversations/${id}/media/${medium.id}`))).toBe("not_found");
  });

  it("get their row's message, once, through the conversation", async () => {
    const { agent, tenantId } = await business();
    const visitor = browser();
    const medium = await uploaded(visitor, agent, sample("contatto.vcf").bytes);
    await sendFiles(visitor, agent, [medium.id]);
    const row = () =>
      DB.prepare("SELECT message_id, conversation_id, state, text FROM media WHERE tenant_id = ? AND id = ?")
        .bind(tenantId, medium.id)
        .first<Record<string, string | null>>();
    await expect.poll(async () => (await row())?.["message_id"], { timeout: 10_000 }).toMatch(/^msg_/);
    expect((await row())?.["conversation_id"]).toBe(await onlyConversation(tenantId));
    await expect.poll(async () => (await row())?.["state"], { timeout: 15_000 }).toBe("ready");
    await expect
      .poll(async () => (await threadOnPage(visitor, agent)).flatMap(({ media }) => media.map(({ state }) => state)), {
        timeout: 10_000,
      })
      .toEqual(["ready"]);
    expect((await row())?.["text"]).toContain("+447700900002");
  });

  it.each([
    ["a page", hostile.html(), "unsupported_media"],
    ["a drawing with a script", hostile.svgWithScript(), "unsupported_media"],
    ["a picture that is a script too", hostile.gifJsPolyglot(), "unsupported_media"],
    ["a document that unpacks to 100 MB", hostile.zipBombDocx(), "unsupported_media"],
    ["more than 16 MB", hostile.oversized(sample("fattura.pdf").bytes), "too_large"],
    ["nothing", new Uint8Array(), "malformed_body"],
  ])("that are %s are refused, and the talk goes on", async (_, bytes, key) => {
    const { agent } = await business();
    const visitor = browser();
    expect(await problemKey(await upload(visitor, agent, bytes))).toBe(key);
    expect((await say(visitor, agent, "Ciao")).status).toBe(200);
  });

  it("can't be sent from another site, or to nobody", async () => {
    const { agent } = await business();
    const path = `${pagePath(agent, "media")}?name=x`;
    const foreign = { body: Uint8Array.from(sample("pasta.jpg").bytes), headers: { origin: "https://evil.test" } };
    expect(await problemKey(await browser().send("POST", path, foreign))).toBe("foreign_origin");
    expect(await problemKey(await browser().send("GET", pagePath({ slug: "nobody-at-all" }, "media/med_x")))).toBe("not_found");
  });

  it("are not what a person uploads in the console and hasn't sent", async () => {
    const { agent, console, tenantId } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const id = await onlyConversation(tenantId);
    const draft = await console.json<PublicMedia>("POST", `/api/conversations/${id}/media?name=listino.pdf`, {
      body: Uint8Array.from(sample("fattura.pdf").bytes),
    });
    const path = pagePath(agent, `media/${draft.id}`);
    expect(await problemKey(await visitor.send("GET", path))).toBe("not_found");
    expect(await problemKey(await sendFiles(visitor, agent, [draft.id]))).toBe("invalid_input");
    await console.json("POST", `/api/conversations/${id}/send`, {
      json: { messageText: "", mediaIds: [draft.id], clientMessageId: freshMessageId() },
    });
    expect((await visitor.send("GET", path)).status).toBe(200);
  });
});
