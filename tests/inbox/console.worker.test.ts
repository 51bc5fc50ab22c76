import { describe, expect, it } from "vitest";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { problemKey } from "../api/client.ts";
import {
  browser,
  business,
  DB,
  freshMessageId,
  member,
  onlyConversation,
  pagePath,
  say,
  threadInConsole,
  threadOnPage,
} from "../page/filo.ts";

const scene = async () => {
  const place = await business();
  const visitor = browser();
  await say(visitor, place.agent, "Ciao");
  const id = await onlyConversation(place.tenantId);
  return { ...place, visitor, id, path: `/api/conversations/${id}` };
};

/** The inbox, once what the objects say has come through. */
const inboxUntil = async (
  console: ReturnType<typeof browser>,
  isThere: (items: Conversation[]) => boolean,
): Promise<Conversation[]> => {
  for (let tries = 0; ; tries++) {
    const { items } = await console.json<{ items: Conversation[] }>("GET", "/api/conversations");
    if (isThere(items)) return items;
    if (tries > 100) throw new Error(`The inbox stayed ${JSON.stringify(items)}`);
    await new Promise((go) => setTimeout(go, 20));
  }
};

const auditOf = async (tenantId: string, id: string): Promise<string[]> => {
  const query = DB.prepare("SELECT action FROM audit_entries WHERE tenant_id = ? AND subject = ? ORDER BY id").bind(tenantId, id);
  return (await query.all<{ action: string }>()).results.map(({ action }) => action);
};

describe("the console's conversations", () => {
  it("show what a customer wrote and what was answered", async () => {
    const { console, agent, id, path } = await scene();
    const items = await inboxUntil(console, (list) => list[0]?.lastMessage?.sender === "ai");
    expect(items).toMatchObject([
      {
        id,
        agentId: agent.id,
        agentName: agent.name,
        contactName: "Visitatore",
        unreadCount: 1,
        aiEnabled: true,
        needsPerson: null,
      },
    ]);
    expect(await console.json("GET", path)).toEqual(items[0]);
    const thread = await threadInConsole(console, id);
    expect(thread.map(({ sender }) => sender)).toEqual(["client", "ai"]);
    expect(thread[1]).toMatchObject({
      conversationId: id,
      kind: "reply",
      model: expect.any(String),
      tokensOut: expect.any(Number),
    });
    expect(thread[1]?.batchId).toBe(thread[0]?.batchId);
  });

  it("are read in pages both ways", async () => {
    const { console, visitor, agent, path } = await scene();
    for (const text of ["due", "tre"]) await say(visitor, agent, text);
    type Page = { items: Message[]; nextCursor: string | null };
    const newest = await console.json<Page>("GET", `${path}/messages?limit=4`);
    const older = await console.json<Page>("GET", `${path}/messages?limit=4&cursor=${newest.nextCursor}`);
    const all = [...older.items, ...newest.items];
    expect(all.map(({ direction }) => direction)).toEqual(["inbound", "outbound", "inbound", "outbound", "inbound", "outbound"]);
    expect(older.nextCursor).toBeNull();
    const again = await console.json<Page>("GET", `${path}/messages?limit=2&direction=after&cursor=${newest.nextCursor}`);
    expect(again.items.map(({ id }) => id)).toEqual(all.slice(3, 5).map(({ id }) => id));
  });

  it("show names as they are today", async () => {
    const { console, id, path } = await scene();
    await inboxUntil(console, ([first]) => first?.id === id);
    const { contactId } = await console.json<Conversation>("GET", path);
    await console.json("PATCH", `/api/contacts/${contactId}`, { json: { displayName: "Marta Bianchi", roles: ["client"] } });
    expect(await console.json("GET", path)).toMatchObject({ contactName: "Marta Bianchi", isClient: true });
    const clients = await console.json<{ items: Conversation[] }>("GET", "/api/conversations?filter=clients");
    expect(clients.items).toMatchObject([{ id, contactName: "Marta Bianchi", isClient: true }]);
    expect(await console.json("PATCH", `${path}/mark-read`)).toMatchObject({ contactName: "Marta Bianchi", unreadCount: 0 });
  });

  it("are marked as read", async () => {
    const { console, path } = await scene();
    await inboxUntil(console, ([first]) => first?.unreadCount === 1);
    expect(await console.json("PATCH", `${path}/mark-read`)).toMatchObject({ unreadCount: 0 });
    await inboxUntil(console, ([first]) => first?.unreadCount === 0);
    expect(await console.json("GET", "/api/conversations?filter=unread")).toMatchObject({ items: [] });
  });

  it("say what the AI was given for its last answer", async () => {
    const { console, agent, path } = await scene();
    expect(await console.json("GET", `${path}/trace`)).toMatchObject({
      level: 1,
      participant: "lead",
      system: expect.stringContaining(agent.name),
    });
  });
});

describe("taking over", () => {
  it("by the switch: who did it is shown and written down, and again changes nothing", async () => {
    const { console, path, id, tenantId, userId } = await scene();
    const taken = await console.json<Conversation>("PATCH", `${path}/ai-toggle`, { json: { aiEnabled: false } });
    expect(taken).toMatchObject({ aiEnabled: false, overriddenBy: "Anna", overriddenAt: expect.any(String) });
    const again = await console.json<Conversation>("PATCH", `${path}/ai-toggle`, { json: { aiEnabled: false } });
    expect(again.overriddenAt).toBe(taken.overriddenAt);
    expect(await console.json("PATCH", `${path}/ai-toggle`, { json: { aiEnabled: true } })).toMatchObject({ aiEnabled: true });
    expect(await auditOf(tenantId, id)).toEqual([
      "conversation.taken_over",
      "conversation.taken_over",
      "conversation.handed_back",
    ]);
    const actors = await DB.prepare("SELECT DISTINCT actor FROM audit_entries WHERE subject = ?").bind(id).all();
    expect(actors.results).toEqual([{ actor: userId }]);
  });

  it("by writing: on the customer's channel, once, with the author's name for colleagues only", async () => {
    const { console, visitor, agent, path, id, tenantId } = await scene();
    const json = { messageText: "Eccomi, sono Anna.", clientMessageId: freshMessageId() };
    const response = await console.send("POST", `${path}/send`, { json });
    expect(response.status).toBe(201);
    const message = await response.json<Message>();
    expect(message).toMatchObject({
      channel: "web",
      sender: "consultant",
      authorName: "Anna",
      clientMessageId: json.clientMessageId,
      status: "sent",
    });
    expect(await console.json("POST", `${path}/send`, { json })).toMatchObject({ id: message.id });
    expect((await threadInConsole(console, id)).filter(({ sender }) => sender === "consultant")).toHaveLength(1);
    expect(await console.json("GET", path)).toMatchObject({ aiEnabled: false, overriddenBy: "Anna" });
    expect((await threadOnPage(visitor, agent)).at(-1)).not.toHaveProperty("authorName");
    expect((await auditOf(tenantId, id))[0]).toBe("conversation.written");
  });

  it("refuses what cannot be sent", async () => {
    const { console, path } = await scene();
    const send = (json: object) => console.send("POST", `${path}/send`, { json: { clientMessageId: freshMessageId(), ...json } });
    expect(await problemKey(await send({ messageText: " " }))).toBe("invalid_input");
    expect(await problemKey(await send({ messageText: "x".repeat(4_097) }))).toBe("invalid_input");
    expect(await problemKey(await send({ messageText: "Guarda", mediaUrl: "http://example.com/a.png" }))).toBe("invalid_input");
  });

  it("does not send again what has not failed, nor what is not there", async () => {
    const { console, path, id } = await scene();
    const [, reply] = await threadInConsole(console, id);
    expect(await problemKey(await console.send("POST", `${path}/messages/${reply!.id}/retry`))).toBe("conflict");
    const nobody = `${path}/messages/${reply!.id.slice(0, -4)}0000/retry`;
    expect(await problemKey(await console.send("POST", nobody))).toBe("not_found");
  });
});

describe("who may", () => {
  it("not see or touch another tenant's conversation: it is not there", async () => {
    const { path, id, visitor, agent, console } = await scene();
    const stranger = (await business()).console;
    const [first] = await threadInConsole(console, id);
    const operations: [string, string, object?][] = [
      ["GET", path],
      ["GET", `${path}/messages`],
      ["GET", `${path}/trace`],
      ["POST", `${path}/send`, { messageText: "Ciao", clientMessageId: freshMessageId() }],
      ["POST", `${path}/send-template`, { templateId: systemChance.id("template"), clientMessageId: freshMessageId() }],
      ["POST", `${path}/messages/${first!.id}/retry`],
      ["PATCH", `${path}/ai-toggle`, { aiEnabled: false }],
      ["PATCH", `${path}/mark-read`],
      ["POST", `${path}/typing`],
    ];
    for (const [method, to, json] of operations) {
      const response = await stranger.send(method, to, json === undefined ? {} : { json });
      expect([method, to, await problemKey(response)]).toEqual([method, to, "not_found"]);
    }
    expect(await stranger.json("GET", "/api/conversations")).toEqual({ items: [], nextCursor: null });
    expect(await stranger.json("GET", `/api/conversations?agentId=${agent.id}`)).toEqual({ items: [], nextCursor: null });
    expect(await say(visitor, agent, "Ancora qui?")).toMatchObject({ status: 200 });
    expect(await visitor.json("GET", pagePath(agent, "info"))).toMatchObject({ aiEnabled: true });
  });

  it("only read, as a member who may only read", async () => {
    const { path, tenantId } = await scene();
    const reader = await member(tenantId, (await business()).userId, "readonly");
    await reader.json("GET", path);
    await reader.json("GET", `${path}/messages`);
    const json = { messageText: "Ciao", clientMessageId: freshMessageId() };
    expect(await problemKey(await reader.send("POST", `${path}/send`, { json }))).toBe("not_allowed");
    expect(await problemKey(await reader.send("PATCH", `${path}/ai-toggle`, { json: { aiEnabled: false } }))).toBe("not_allowed");
    expect(await problemKey(await reader.send("GET", `${path}/trace`))).toBe("not_allowed");
  });

  it("find nothing under an id of another kind, or of nobody", async () => {
    const { console, agent, id } = await scene();
    for (const wrong of [agent.id, `${id.slice(0, -4)}0000`, "cnv_x", "%00"])
      expect(await problemKey(await console.send("GET", `/api/conversations/${wrong}`))).toBe("not_found");
  });
});
