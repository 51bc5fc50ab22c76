import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { describe, expect, it, vi } from "vitest";
import type { Conversation, InboxCounts, Message } from "../../schema/contract/conversations.ts";
import type { ConsoleEvent } from "../../schema/contract/live.ts";
import type { Client } from "../api/client.ts";
import { browser, business, freshMessageId, listen, member, onlyConversation, say } from "../page/filo.ts";

const { INBOX } = env as unknown as { INBOX: DurableObjectNamespace };

const onConsole = (client: Client) => listen<ConsoleEvent>(client, "/api/socket");
type Listening = Awaited<ReturnType<typeof onConsole>>;

const ofType = <T extends ConsoleEvent["type"]>({ heard }: Listening, type: T) =>
  heard.filter((event): event is Extract<ConsoleEvent, { type: T }> & { at: number } => event.type === type);

/** A business with a thread, and a colleague of the owner's. */
const scene = async (role: "member" | "readonly" = "member") => {
  const [place, elsewhere] = [await business(), await business()];
  const bruno = { userId: elsewhere.userId, console: await member(place.tenantId, elsewhere.userId, role) };
  const visitor = browser();
  await say(visitor, place.agent, "Ciao");
  const id = await onlyConversation(place.tenantId);
  return { ...place, bruno, visitor, id, path: `/api/conversations/${id}` };
};

const unreadOf = async (client: Client, path: string): Promise<number> =>
  (await client.json<Conversation>("GET", path)).unreadCount;
const unreadList = async (client: Client): Promise<[string, number][]> => {
  const { items } = await client.json<{ items: Conversation[] }>("GET", "/api/conversations?filter=unread");
  return items.map(({ id, unreadCount }) => [id, unreadCount]);
};
const countsOf = (client: Client) => client.json<InboxCounts>("GET", "/api/conversations/counts");

describe("what somebody has not seen", () => {
  it("is each user's own: in the list, in the thread, in the count", async () => {
    const { console, bruno, path, id } = await scene();
    await vi.waitFor(async () => expect(await unreadList(console)).toEqual([[id, 1]]));
    expect(await console.json("PATCH", `${path}/mark-read`)).toMatchObject({ unreadCount: 0 });
    expect(await unreadList(console)).toEqual([]);
    expect(await countsOf(console)).toMatchObject({ all: 1, unread: 0 });
    expect(await unreadList(bruno.console)).toEqual([[id, 1]]);
    expect(await countsOf(bruno.console)).toMatchObject({ all: 1, unread: 1 });
  });

  it("is known of who has never opened the console, and of who joined later only from then on", async () => {
    const { console, visitor, agent, tenantId, path } = await scene();
    await say(visitor, agent, "Ci siete?");
    await vi.waitFor(async () => expect(await unreadOf(console, path)).toBe(2));
    await new Promise((go) => setTimeout(go, 5));
    const late = await member(tenantId, (await business()).userId, "member");
    expect(await unreadOf(late, path)).toBe(0);
    await say(visitor, agent, "Pronto?");
    await vi.waitFor(async () => expect(await unreadOf(late, path)).toBe(1));
    expect(await unreadOf(console, path)).toBe(3);
  });

  it("is still known after the room slept", async () => {
    const { console, bruno, visitor, agent, path, id, tenantId } = await scene();
    await console.json("PATCH", `${path}/mark-read`);
    await vi.waitFor(async () => expect(await unreadList(bruno.console)).toEqual([[id, 1]]));
    await evictDurableObject(INBOX.get(INBOX.idFromName(tenantId)));
    expect([await unreadOf(console, path), await unreadOf(bruno.console, path)]).toEqual([0, 1]);
    await say(visitor, agent, "Ancora");
    await vi.waitFor(async () => expect(await unreadList(bruno.console)).toEqual([[id, 2]]));
    expect(await unreadList(console)).toEqual([[id, 1]]);
  });

  it("may be marked by who may only read, and marked as unread again", async () => {
    const { bruno, path } = await scene("readonly");
    expect(await bruno.console.json("PATCH", `${path}/mark-read`)).toMatchObject({ unreadCount: 0 });
    expect(await bruno.console.json("PATCH", `${path}/mark-unread`)).toMatchObject({ unreadCount: 1 });
    expect(await bruno.console.json("PATCH", `${path}/mark-unread`)).toMatchObject({ unreadCount: 1 });
    expect(await countsOf(bruno.console)).toMatchObject({ unread: 1 });
  });

  it("what was read as soon as it was stored stays read", async () => {
    const { console, visitor, agent, path } = await scene();
    for (let n = 0; n < 3; n++) {
      await say(visitor, agent, `messaggio ${n}`);
      expect(await console.json("PATCH", `${path}/mark-read`)).toMatchObject({ unreadCount: 0 });
    }
    await new Promise((go) => setTimeout(go, 300));
    expect(await unreadList(console)).toEqual([]);
  });
});

describe("an open console", () => {
  it("is told of a conversation with its own user's count", async () => {
    const { console, bruno, visitor, agent, path } = await scene();
    await console.json("PATCH", `${path}/mark-read`);
    const [anna, other] = [await onConsole(console), await onConsole(bruno.console)];
    await say(visitor, agent, "Una domanda");
    const last = (room: Listening) => ofType(room, "CONVERSATION_UPDATE").at(-1)?.conversation;
    await anna.until(() => last(anna)?.unreadCount === 1);
    await other.until(() => last(other)?.unreadCount === 2);
    expect(last(anna)).not.toHaveProperty("inboundCount");
  });

  it("hears when its user reads in another window; nobody else does", async () => {
    const { console, bruno, path, id } = await scene();
    await vi.waitFor(async () => expect(await unreadOf(console, path)).toBe(1));
    const [one, two, other] = [await onConsole(console), await onConsole(console), await onConsole(bruno.console)];
    await console.json("PATCH", `${path}/mark-read`);
    await console.json("PATCH", `${path}/mark-unread`);
    for (const room of [one, two]) {
      await room.until(() => ofType(room, "UNREAD").length === 2);
      expect(ofType(room, "UNREAD")).toMatchObject([
        { conversationId: id, unreadCount: 0 },
        { conversationId: id, unreadCount: 1 },
      ]);
    }
    expect(ofType(other, "UNREAD")).toEqual([]);
  });

  it("is told when a note names its user, who finds it among what they have not read", async () => {
    const { console, bruno, path, id } = await scene();
    await bruno.console.json("PATCH", `${path}/mark-read`);
    const [anna, other] = [await onConsole(console), await onConsole(bruno.console)];
    const json = { text: "@Bruno guarda qui", mentions: [bruno.userId], clientMessageId: freshMessageId() };
    const note = await console.json<Message>("POST", `${path}/notes`, { json });
    await other.until(() => ofType(other, "MENTION").length > 0);
    expect(ofType(other, "MENTION")).toMatchObject([{ conversationId: id, message: { id: note.id, text: json.text } }]);
    await other.until(() => ofType(other, "UNREAD").at(-1)?.unreadCount === 1);
    expect(await unreadList(bruno.console)).toEqual([[id, 1]]);
    expect(ofType(anna, "MENTION")).toEqual([]);
    await bruno.console.json("PATCH", `${path}/mark-read`);
    await console.json("POST", `${path}/notes`, { json });
    expect(await unreadList(bruno.console)).toEqual([]);
  });
});

describe("who else is there", () => {
  const looking = (room: Listening, conversationId: string | null) =>
    room.socket.send(JSON.stringify({ type: "LOOKING", conversationId }));
  const seen = (room: Listening) => ofType(room, "ONLOOKERS").at(-1)?.users;

  it("is told to those who have the conversation open: who came, who types, who left", async () => {
    const { console, bruno, id, userId } = await scene();
    const [anna, other, elsewhere] = [await onConsole(console), await onConsole(bruno.console), await onConsole(console)];
    looking(anna, id);
    await anna.until(() => seen(anna)?.length === 0);
    looking(other, id);
    await anna.until(() => seen(anna)?.[0]?.id === bruno.userId);
    await other.until(() => seen(other)?.[0]?.id === userId);
    expect(seen(other)).toEqual([{ id: userId, name: "Anna", isTyping: false }]);
    other.socket.send(JSON.stringify({ type: "TYPING", conversationId: id }));
    await anna.until(() => seen(anna)?.[0]?.isTyping === true);
    looking(other, null);
    await anna.until(() => seen(anna)?.length === 0);
    looking(other, id);
    await anna.until(() => seen(anna)?.length === 1);
    other.socket.close();
    await anna.until(() => seen(anna)?.length === 0);
    expect(ofType(elsewhere, "ONLOOKERS")).toEqual([]);
  });

  it("is still known after the room slept, and what nobody understands is passed over", async () => {
    const { console, bruno, id, tenantId } = await scene();
    const [anna, other] = [await onConsole(console), await onConsole(bruno.console)];
    for (const frame of ["{", "[]", '{"type":"LOOKING"}', '{"type":"SHOUT"}', "x".repeat(1_000)]) other.socket.send(frame);
    looking(other, id);
    await other.until(() => seen(other) !== undefined);
    await evictDurableObject(INBOX.get(INBOX.idFromName(tenantId)));
    looking(anna, id);
    await anna.until(() => seen(anna)?.[0]?.id === bruno.userId);
  });
});

describe("somebody who left the team", () => {
  it("hears no more, and is forgotten", async () => {
    const { console, bruno, path, id, tenantId } = await scene();
    await vi.waitFor(async () => expect(await unreadList(bruno.console)).toEqual([[id, 1]]));
    const other = await onConsole(bruno.console);
    expect((await console.send("DELETE", `/api/team/members/${bruno.userId}`)).status).toBe(204);
    await other.until(() => other.closed.length > 0);
    const again = await member(tenantId, bruno.userId, "member");
    expect(await unreadOf(again, path)).toBe(0);
  });
});
