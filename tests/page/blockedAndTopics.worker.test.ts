import { describe, expect, it } from "vitest";
import type { Conversation } from "../../schema/contract/conversations.ts";
import type { ConsoleEvent, PageEvent } from "../../schema/contract/live.ts";
import { problemKey } from "../api/client.ts";
import { browser, business, DB, listen, onlyConversation, pagePath, say, threadInConsole, threadOnPage } from "./filo.ts";

/** A business with a visitor who has written once. */
const scene = async () => {
  const place = await business();
  const visitor = browser();
  await say(visitor, place.agent, "Ciao");
  const conversationId = await onlyConversation(place.tenantId);
  const conversation = () => place.console.json<Conversation>("GET", `/api/conversations/${conversationId}`);
  return { ...place, visitor, conversationId, conversation };
};

describe("a visitor who is blocked", () => {
  it("is told so once their message is stored, and answered again once they are let in", async () => {
    const { agent, visitor, console, conversation, conversationId, tenantId } = await scene();
    const { contactId } = await conversation();
    const block = (blocked: boolean) => console.json("PUT", `/api/contacts/${contactId}/block`, { json: { blocked } });
    expect(await block(true)).toMatchObject({ id: contactId, blockedAt: expect.any(String) });
    const refused = await visitor.send("POST", pagePath(agent, "chat"), {
      json: { message: "Maledetti", clientMessageId: "client-message-1" },
    });
    expect([refused.status, await problemKey(refused)]).toEqual([403, "blocked"]);
    expect((await threadInConsole(console, conversationId)).at(-1)).toMatchObject({ text: "Maledetti", direction: "inbound" });
    expect(await conversation()).toMatchObject({ place: "blocked" });
    const sent = await console.send("POST", `/api/conversations/${conversationId}/send`, {
      json: { messageText: "Basta", clientMessageId: "client-message-2" },
    });
    expect([sent.status, await problemKey(sent)]).toEqual([403, "blocked"]);
    const row = () => DB.prepare("SELECT place FROM conversations WHERE tenant_id = ?").bind(tenantId).first<{ place: string }>();
    await expect.poll(row).toEqual({ place: "blocked" });
    await block(false);
    expect(await say(visitor, agent, "Scusate")).toMatchObject({ status: 200 });
    await expect.poll(row).toEqual({ place: "open" });
  });
});

describe("a new topic on the page", () => {
  it("is confirmed there, marked in the console, and not begun twice", async () => {
    const { agent, visitor, console, conversationId } = await scene();
    const topic = () => visitor.send("POST", pagePath(agent, "new-topic"));
    expect((await topic()).status).toBe(204);
    expect((await topic()).status).toBe(204);
    expect((await threadOnPage(visitor, agent)).map(({ kind }) => kind)).toEqual(["text", "reply", "notice"]);
    const kinds = (await threadInConsole(console, conversationId)).map(({ kind, sender }) => [kind, sender]);
    expect(kinds.slice(2)).toEqual([
      ["topic", "client"],
      ["notice", "ai"],
    ]);
  });

  it("needs a thread", async () => {
    const { agent } = await business();
    const response = await browser().send("POST", pagePath(agent, "new-topic"));
    expect([response.status, await problemKey(response)]).toEqual([404, "not_found"]);
  });
});

describe("a visitor who types", () => {
  it("is seen typing in the console, at most every two seconds, whatever else the page says", async () => {
    const { agent, visitor, console, conversationId } = await scene();
    const page = await listen<PageEvent>(visitor, pagePath(agent, "socket"));
    const room = await listen<ConsoleEvent>(console, "/api/socket");
    for (const frame of ["{", "null", JSON.stringify({ type: "NEW_MESSAGE" }), "x".repeat(10_000)]) page.socket.send(frame);
    for (let i = 0; i < 10; i++) page.socket.send(JSON.stringify({ type: "TYPING" }));
    const typing = () => room.heard.filter((event) => event.type === "TYPING_INDICATOR");
    await room.until(() => typing().length > 0);
    await new Promise((go) => setTimeout(go, 200));
    expect(typing()).toEqual([expect.objectContaining({ conversationId, who: "client", typing: true })]);
    page.socket.send("ping");
    expect(await say(visitor, agent, "Eccomi")).toMatchObject({ status: 200 });
  });
});
