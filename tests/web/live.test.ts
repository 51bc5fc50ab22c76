import { QueryClient } from "@tanstack/solid-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Conversation, Message } from "../../schema/contract/conversations.ts";
import { keys } from "../../web/src/api/keys.ts";
import { applyConversation, applyEvent, readAgain } from "../../web/src/realtime/apply.ts";
import type { InboxPage } from "../../web/src/realtime/inboxList.ts";
import { onlookersOf } from "../../web/src/realtime/onlookers.ts";
import { readThread } from "../../web/src/realtime/readThread.ts";
import { makeSender } from "../../web/src/realtime/sender.ts";
import type { Thread } from "../../web/src/realtime/thread.ts";
import { forgetUnread, latestRead } from "../../web/src/realtime/unread.ts";
import { conversation, conversationId, message, messages, wordsOnly } from "./world.ts";

const all = keys.inbox({ filter: "all", sort: "attention" });
const unread = keys.inbox({ filter: "unread", sort: "attention" });

const holding = (items: Conversation[]) => {
  const client = new QueryClient();
  client.setQueryData<InboxPage>(all, { items, nextCursor: null });
  client.setQueryData<InboxPage>(unread, { items: items.filter(({ unreadCount }) => unreadCount > 0), nextCursor: null });
  const counts = (key: readonly unknown[]) =>
    client.getQueryData<InboxPage>(key)?.items.map(({ id, unreadCount }) => [id, unreadCount]);
  return { client, counts };
};

beforeEach(() => forgetUnread());
afterEach(() => void vi.unstubAllGlobals());

describe("the reader's own unread count", () => {
  const [one, two] = [conversation(1, { unreadCount: 2, version: 5 }), conversation(2, { version: 3 })];

  it("changes wherever the conversation is shown, and its list", () => {
    const { client, counts } = holding([one, two]);
    applyEvent(client, { type: "UNREAD", conversationId: one.id, unreadCount: 0 }, undefined);
    applyEvent(client, { type: "UNREAD", conversationId: two.id, unreadCount: 1 }, undefined);
    expect(Object.fromEntries(counts(all) ?? [])).toEqual({ [one.id]: 0, [two.id]: 1 });
    expect(counts(unread)).toEqual([[two.id, 1]]);
  });

  it("is what was heard last, not what a slower reading of the same version says", () => {
    const { client } = holding([one]);
    applyEvent(client, { type: "UNREAD", conversationId: one.id, unreadCount: 0 }, undefined);
    expect(latestRead({ ...one, unreadCount: 0 }, one).unreadCount).toBe(0);
    readAgain(client);
    expect(latestRead({ ...one, unreadCount: 0 }, one).unreadCount).toBe(2);
  });

  it("comes with a newer version, and an older one changes nothing", () => {
    const { client, counts } = holding([one]);
    applyConversation(client, { ...one, version: 6, unreadCount: 3 }, undefined);
    applyConversation(client, { ...one, version: 4, unreadCount: 9 }, undefined);
    expect(counts(all)).toEqual([[one.id, 3]]);
    expect(latestRead(client.getQueryData(keys.conversation(one.id)), one)).toMatchObject({ version: 6, unreadCount: 3 });
  });
});

describe("who else is there", () => {
  it("is known until the line drops", () => {
    const client = new QueryClient();
    const users = [{ id: "usr_1", name: "Bo", isTyping: true }];
    applyEvent(client, { type: "ONLOOKERS", conversationId, users }, undefined);
    expect(onlookersOf(conversationId)).toEqual(users);
    expect(onlookersOf("cnv_other")).toEqual([]);
    readAgain(client);
    expect(onlookersOf(conversationId)).toEqual([]);
  });
});

describe("a network that is cut in the middle", () => {
  /** A server that has these messages, read by pages of fifty from the newest back. */
  const serve = (stored: () => Message[]) =>
    vi.stubGlobal("fetch", async (address: string) => {
      const query = new URL(address, "https://filo.test").searchParams;
      const before = Number(query.get("cursor") ?? Number.POSITIVE_INFINITY);
      const [limit, older] = [Number(query.get("limit")), stored().filter((_one, at) => at < before)];
      const items = older.slice(-limit);
      const start = older.length - items.length;
      return Response.json({ items, nextCursor: start > 0 ? String(start) : null });
    });

  const texts = (client: QueryClient) => client.getQueryData<Thread>(keys.thread(conversationId))?.items.map(({ text }) => text);

  it.each([5, 60, 170])(
    "backfills %d missed messages without a gap or a double, one coming live before the reading",
    async (missed) => {
      let stored = messages(1, 30);
      serve(() => stored);
      const client = new QueryClient();
      const read = async () => {
        const thread = await readThread(client, conversationId, new AbortController().signal);
        client.setQueryData(keys.thread(conversationId), thread);
      };
      await read();
      applyEvent(client, { type: "NEW_MESSAGE", conversationId, message: message(31) }, undefined);
      stored = messages(1, 31 + missed);
      readAgain(client);
      const last = message(32 + missed);
      stored = [...stored, last];
      applyEvent(client, { type: "NEW_MESSAGE", conversationId, message: last }, undefined);
      applyEvent(client, { type: "NEW_MESSAGE", conversationId, message: last }, undefined);
      await read();
      expect(texts(client)).toEqual(stored.map(({ text }) => text));
    },
  );

  it.each([5, 60, 170])("backfills %d missed messages when what waited here goes out before the line is back", async (missed) => {
    let stored = messages(1, 30);
    serve(() => stored);
    const client = new QueryClient();
    const read = async () => {
      const thread = await readThread(client, conversationId, new AbortController().signal);
      client.setQueryData(keys.thread(conversationId), thread);
    };
    await read();
    stored = messages(1, 30 + missed);
    const post = async ({ clientMessageId }: { clientMessageId: string }) => {
      stored = [...stored, message(31 + missed, { clientMessageId })];
      return stored.at(-1)!;
    };
    const full = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    const storage = { getItem: () => null, setItem: full, removeItem: () => {}, key: () => null, length: 0 };
    const sender = makeSender({ client, post, storage, now: () => message(1).createdAt, newId: () => "client-1" });
    sender.send(conversationId, wordsOnly("on the train"));
    await vi.waitFor(() => expect(sender.outgoing(conversationId)).toEqual([]));
    readAgain(client);
    await read();
    expect(texts(client)).toEqual(stored.map(({ text }) => text));
  });
});
