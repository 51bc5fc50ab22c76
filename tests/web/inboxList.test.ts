import { describe, expect, it } from "vitest";
import type { Conversation } from "../../schema/contract/conversations.ts";
import { withConversation, type InboxPage } from "../../web/src/realtime/inboxList.ts";
import { byAttention } from "../../web/src/realtime/order.ts";
import { conversation } from "./world.ts";

const pageOf = (items: Conversation[], nextCursor: string | null = null): InboxPage => ({
  items: items.toSorted(byAttention),
  nextCursor,
});
const idsOf = (page: InboxPage) => page.items.map((item) => item.id);

describe("a changed conversation in the inbox", () => {
  const page = pageOf([conversation(1), conversation(2), conversation(3)]);

  it("moves to the top when something is written in it", () => {
    const next = conversation(1, { version: 2, lastMessageAt: conversation(9).lastMessageAt });
    expect(idsOf(withConversation(page, "all", next, undefined))[0]).toBe(next.id);
  });

  it("stands before newer ones when it needs a person", () => {
    const next = conversation(1, { version: 2, needsPerson: "asked" });
    expect(idsOf(withConversation(page, "all", next, undefined))[0]).toBe(next.id);
  });

  it("is left alone by an older version", () => {
    expect(withConversation(page, "all", conversation(2, { version: 1, unreadCount: 9 }), undefined)).toBe(page);
  });

  it("appears when it is new to the list", () => {
    expect(idsOf(withConversation(page, "all", conversation(7), undefined))).toHaveLength(4);
  });

  it("leaves a filter it no longer matches, but not under the reader's eyes", () => {
    const unread = pageOf([conversation(1, { unreadCount: 2 }), conversation(2, { unreadCount: 1 })]);
    const read = conversation(1, { version: 2, unreadCount: 0 });
    expect(idsOf(withConversation(unread, "unread", read, undefined))).toEqual([conversation(2).id]);
    expect(idsOf(withConversation(unread, "unread", read, read.id))).toHaveLength(2);
  });

  it("does not enter a filter it does not match", () => {
    expect(withConversation(page, "clients", conversation(8), undefined).items).toHaveLength(3);
    expect(withConversation(page, "leads", conversation(8), undefined).items).toHaveLength(4);
    expect(withConversation(page, "needs_person", conversation(8), undefined).items).toHaveLength(3);
  });

  it("goes when it was joined into another", () => {
    const moved = conversation(2, { version: 2, movedTo: conversation(3).id });
    expect(idsOf(withConversation(page, "all", moved, moved.id))).not.toContain(moved.id);
  });

  it("is left to its own page when it comes after the last row read", () => {
    const first = pageOf([conversation(5), conversation(6)], "more");
    expect(withConversation(first, "all", conversation(2), undefined).items).toHaveLength(2);
    expect(withConversation({ ...first, nextCursor: null }, "all", conversation(2), undefined).items).toHaveLength(3);
  });
});
