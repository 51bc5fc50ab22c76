import { env } from "cloudflare:workers";
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import type { ConsoleEvent, PageEvent } from "../../schema/contract/live.ts";
import type { InboxRpc } from "../../workers/inbox/inboxRpc.ts";
import type { Visit } from "../../workers/inbox/visit.ts";
import { closeCodes, socketLifetime } from "../../workers/platform/sockets.ts";
import { problemKey } from "../api/client.ts";
import { browser, business, freshMessageId, listen, member, onlyConversation, pagePath, say, type Business } from "./filo.ts";

const { INBOX } = env as unknown as { INBOX: DurableObjectNamespace };
const roomOf = (tenantId: string) => INBOX.get(INBOX.idFromName(tenantId));

const onConsole = (client: Business["console"]) => listen<ConsoleEvent>(client, "/api/socket");
const onPage = (client: Business["console"], agent: Business["agent"]) => listen<PageEvent>(client, pagePath(agent, "socket"));

/** A business with a visitor who has written once, a page and a console listening. */
const scene = async () => {
  const place = await business();
  const visitor = browser();
  await say(visitor, place.agent, "Ciao");
  const [page, console] = [await onPage(visitor, place.agent), await onConsole(place.console)];
  return { ...place, visitor, page, room: console, conversationId: await onlyConversation(place.tenantId) };
};

const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

describe("an open page and an open console", () => {
  it("both see a customer's message and its answer, in one order", async () => {
    const { agent, visitor, page, room } = await scene();
    const texts = ["uno", "due", "tre"];
    for (const text of texts) await say(visitor, agent, text);
    const told = (events: { type: string }[]) => events.filter(({ type }) => type === "NEW_MESSAGE" || type === "MESSAGE_SENT");
    await page.until(() => told(page.heard).length >= 6);
    await room.until(() => told(room.heard).length >= 6);
    const idsOf = (events: { type: string }[]) =>
      told(events).map((event) => (event as unknown as { message: { id: string } }).message.id);
    expect(idsOf(room.heard).slice(-6)).toEqual(idsOf(page.heard));
    expect(told(page.heard).map(({ type }) => type)).toEqual(texts.flatMap(() => ["NEW_MESSAGE", "MESSAGE_SENT"]));
    expect(JSON.stringify(page.heard)).not.toMatch(/authorName|tokensIn|"level"/);
  });

  it("both see it within 300 ms", async () => {
    const { agent, visitor, page, room, conversationId, console } = await scene();
    await console.json("PATCH", `/api/conversations/${conversationId}/ai-toggle`, { json: { aiEnabled: false } });
    const waits: { page: number[]; room: number[] } = { page: [], room: [] };
    for (let n = 0; n < 7; n++) {
      const text = `messaggio ${n}`;
      const sentAt = Date.now();
      const heardIn = (events: ({ type: string; at: number } & object)[]) =>
        events.find((event) => event.type === "NEW_MESSAGE" && (event as { message?: { text: string } }).message?.text === text);
      await say(visitor, agent, text);
      await page.until(() => heardIn(page.heard) !== undefined);
      await room.until(() => heardIn(room.heard) !== undefined);
      waits.page.push(heardIn(page.heard)!.at - sentAt);
      waits.room.push(heardIn(room.heard)!.at - sentAt);
    }
    expect(median(waits.page)).toBeLessThan(300);
    expect(median(waits.room)).toBeLessThan(300);
  });

  it("both see what a colleague writes, and who is in charge", async () => {
    const { page, room, conversationId, console } = await scene();
    const json = { messageText: "Sono Anna", clientMessageId: freshMessageId() };
    await console.json("POST", `/api/conversations/${conversationId}/send`, { json });
    await page.until(() => page.heard.some(({ type }) => type === "MESSAGE_SENT"));
    await room.until(() => room.heard.some((event) => event.type === "MESSAGE_SENT" && event.message.text === "Sono Anna"));
    expect(page.heard).toContainEqual(expect.objectContaining({ type: "CONVERSATION_UPDATE", aiEnabled: false }));
    const update = () => room.heard.findLast((event) => event.type === "CONVERSATION_UPDATE");
    await room.until(() => update() !== undefined);
    expect(update()).toMatchObject({ conversation: { id: conversationId, aiEnabled: false, overriddenBy: "Anna" } });
  });

  it("see that a colleague is typing, but not oneself", async () => {
    const { page, room, conversationId, console, tenantId } = await scene();
    const colleague = await business();
    const other = await onConsole(await member(tenantId, colleague.userId, "member"));
    expect((await console.send("POST", `/api/conversations/${conversationId}/typing`)).status).toBe(204);
    await page.until(() => page.heard.some((event) => event.type === "TYPING_INDICATOR" && event.who === "consultant"));
    await other.until(() =>
      other.heard.some((event) => event.type === "TYPING_INDICATOR" && event.conversationId === conversationId),
    );
    expect(room.heard.some(({ type }) => type === "TYPING_INDICATOR")).toBe(false);
  });

  it("answer a ping without waking up", async () => {
    const { page, room } = await scene();
    for (const { socket } of [page, room]) {
      const pong = new Promise((resolve) => socket.addEventListener("message", ({ data }) => data === "pong" && resolve(data)));
      socket.send("ping");
      await pong;
    }
  });
});

describe("the console's room", () => {
  it("is one tenant's own", async () => {
    const [one, other] = [await scene(), await scene()];
    await say(one.visitor, one.agent, "Solo per noi");
    await one.room.until(() => JSON.stringify(one.room.heard).includes("Solo per noi"));
    await say(other.visitor, other.agent, "Altro");
    await other.room.until(() => JSON.stringify(other.room.heard).includes("Altro"));
    expect(JSON.stringify(other.room.heard)).not.toContain("Solo per noi");
  });

  it("is closed to strangers, to customers and to other sites, and speaks only WebSocket", async () => {
    const { console, visitor } = await scene();
    const upgrade = { headers: { upgrade: "websocket" } };
    expect(await problemKey(await browser().send("GET", "/api/socket", upgrade))).toBe("not_signed_in");
    expect(await problemKey(await visitor.send("GET", "/api/socket", upgrade))).toBe("not_signed_in");
    const foreign = { headers: { ...upgrade.headers, origin: "https://evil.test" } };
    expect(await problemKey(await console.send("GET", "/api/socket", foreign))).toBe("foreign_origin");
    expect(await problemKey(await console.send("GET", "/api/socket"))).toBe("invalid_input");
  });

  it("does not take a browser's word for who it is", async () => {
    const { console, tenantId, userId } = await scene();
    const headers = { upgrade: "websocket", "x-filo-user": "usr_somebody", "x-filo-session": "somebody" };
    const response = await console.send("GET", "/api/socket", { headers });
    response.webSocket?.accept();
    const users = await runInDurableObject(roomOf(tenantId), (_, state) =>
      state.getWebSockets().map((socket) => (socket.deserializeAttachment() as Visit).userId),
    );
    expect(new Set(users)).toEqual(new Set([userId]));
  });

  it("closes the sockets of a session that was signed out, and no others", async () => {
    const { console, room, tenantId } = await scene();
    const colleague = await business();
    const other = await onConsole(await member(tenantId, colleague.userId, "readonly"));
    const inbox = roomOf(tenantId) as unknown as InboxRpc;
    expect((await console.send("POST", "/api/auth/sign-out")).status).toBe(204);
    await room.until(() => room.closed.length > 0);
    expect(room.closed).toEqual([{ code: closeCodes.signedOut }]);
    await inbox.publish([{ type: "TYPING_INDICATOR", conversationId: "cnv_x", who: "ai", typing: true }]);
    await other.until(() => other.heard.length > 0);
    expect(other.closed).toEqual([]);
    await inbox.drop(colleague.userId);
    await other.until(() => other.closed.length > 0);
    expect(other.closed).toEqual([{ code: closeCodes.signedOut }]);
  });

  it("sends a browser back after an hour to show its session again", async () => {
    const { room, tenantId } = await scene();
    await runInDurableObject(roomOf(tenantId), (_, state) => {
      for (const socket of state.getWebSockets()) {
        const visit = socket.deserializeAttachment() as Visit;
        expect(visit.until - Date.now()).toBeGreaterThan(socketLifetime - 60_000);
        socket.serializeAttachment({ ...visit, until: Date.now() - 1 });
      }
    });
    expect(await runDurableObjectAlarm(roomOf(tenantId))).toBe(true);
    await room.until(() => room.closed.length > 0);
    expect(room.closed).toEqual([{ code: closeCodes.renew }]);
    expect(await runDurableObjectAlarm(roomOf(tenantId))).toBe(false);
  });

  it("survives a browser that just goes away", async () => {
    const { room, tenantId, agent, visitor, console } = await scene();
    room.socket.close();
    await vi.waitFor(async () =>
      expect(await runInDurableObject(roomOf(tenantId), (_, state) => state.getWebSockets().length)).toBe(0),
    );
    const back = await onConsole(console);
    await say(visitor, agent, "Ci sei?");
    await back.until(() => JSON.stringify(back.heard).includes("Ci sei?"));
  });
});

describe("a page's socket", () => {
  it("is there once there is a thread: looking at a page makes none", async () => {
    const { agent } = await business();
    const visitor = browser();
    const upgrade = { headers: { upgrade: "websocket" } };
    expect(await problemKey(await visitor.send("GET", pagePath(agent, "socket"), upgrade))).toBe("not_found");
    await say(visitor, agent, "Ciao");
    expect((await visitor.send("GET", pagePath(agent, "socket"), upgrade)).status).toBe(101);
    expect(await problemKey(await visitor.send("GET", pagePath(agent, "socket")))).toBe("invalid_input");
    const foreign = { headers: { ...upgrade.headers, origin: "https://evil.test" } };
    expect(await problemKey(await visitor.send("GET", pagePath(agent, "socket"), foreign))).toBe("foreign_origin");
  });

  it("hears its own thread only", async () => {
    const { agent, page } = await scene();
    await say(browser(), agent, "Di qualcun altro");
    expect(JSON.stringify(page.heard)).not.toContain("Di qualcun altro");
  });
});
