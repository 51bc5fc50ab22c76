import { describe, expect, it } from "vitest";
import type { Conversation } from "../../schema/contract/conversations.ts";
import type { InboxFilter, InboxView } from "../../web/src/paths.ts";
import { isIn, newerOf, withConversation, type InboxPage } from "../../web/src/realtime/inboxList.ts";
import { byAttention } from "../../web/src/realtime/order.ts";
import { conversation } from "./world.ts";

const pageOf = (items: Conversation[], nextCursor: string | null = null): InboxPage => ({
  items: items.toSorted(byAttention),
  nextCursor,
});
const view = (filter: InboxFilter, more: Partial<InboxView> = {}): InboxView => ({ filter, sort: "attention", ...more });
const reader = (openId?: string) => ({ openId, userId: "usr_1" });
const idsOf = (page: InboxPage) => page.items.map((item) => item.id);

describe("a changed conversation in the inbox", () => {
  const page = pageOf([conversation(1), conversation(2), conversation(3)]);

  it("moves to the top when something is written in it", () => {
    const next = conversation(1, { version: 2, lastMessageAt: conversation(9).lastMessageAt });
    expect(idsOf(withConversation(page, view("all"), next, reader()))[0]).toBe(next.id);
  });

  it("stands before newer ones when it needs a person", () => {
    const next = conversation(1, { version: 2, needsPerson: "asked" });
    expect(idsOf(withConversation(page, view("all"), next, reader()))[0]).toBe(next.id);
  });

  it("is left alone by an older version, and by what is known already", () => {
    expect(withConversation(page, view("all"), conversation(2, { version: 0, unreadCount: 9 }), reader())).toBe(page);
    expect(withConversation(page, view("all"), conversation(2), reader())).toBe(page);
  });

  it("takes the reader's own unread count, which is no part of its version", () => {
    const read = withConversation(page, view("all"), conversation(2, { unreadCount: 9 }), reader());
    expect(read.items.find(({ id }) => id === conversation(2).id)?.unreadCount).toBe(9);
    expect(newerOf(conversation(2, { unreadCount: 9 }), conversation(2)).unreadCount).toBe(0);
    expect(newerOf(conversation(2, { version: 3 }), conversation(2)).version).toBe(3);
  });

  it("appears when it is new to the list", () => {
    expect(idsOf(withConversation(page, view("all"), conversation(7), reader()))).toHaveLength(4);
  });

  it("leaves a filter it no longer matches, but not under the reader's eyes", () => {
    const unread = pageOf([conversation(1, { unreadCount: 2 }), conversation(2, { unreadCount: 1 })]);
    const read = conversation(1, { version: 2, unreadCount: 0 });
    expect(idsOf(withConversation(unread, view("unread"), read, reader()))).toEqual([conversation(2).id]);
    expect(idsOf(withConversation(unread, view("unread"), read, reader(read.id)))).toHaveLength(2);
  });

  it("does not enter a filter it does not match", () => {
    expect(withConversation(page, view("clients"), conversation(8), reader()).items).toHaveLength(3);
    expect(withConversation(page, view("leads"), conversation(8), reader()).items).toHaveLength(4);
    expect(withConversation(page, view("needs_person"), conversation(8), reader()).items).toHaveLength(3);
  });

  it("goes when it was joined into another", () => {
    const moved = conversation(2, { version: 2, movedTo: conversation(3).id });
    expect(idsOf(withConversation(page, view("all"), moved, reader(moved.id)))).not.toContain(moved.id);
  });

  it("is left to its own page when it comes after the last row read", () => {
    const first = pageOf([conversation(5), conversation(6)], "more");
    expect(withConversation(first, view("all"), conversation(2), reader()).items).toHaveLength(2);
    expect(withConversation({ ...first, nextCursor: null }, view("all"), conversation(2), reader()).items).toHaveLength(3);
  });

  it("stands by its time alone when the newest come first", () => {
    const next = conversation(1, { version: 2, needsPerson: "asked" });
    expect(idsOf(withConversation(page, view("all", { sort: "recent" }), next, reader())).at(-1)).toBe(next.id);
  });

  it("leaves the inbox when it is closed, and stays in a list of one person's", () => {
    const closed = conversation(2, { version: 2, place: "closed" });
    expect(idsOf(withConversation(page, view("all"), closed, reader()))).not.toContain(closed.id);
    expect(idsOf(withConversation(page, view("closed"), closed, reader()))).toContain(closed.id);
    expect(idsOf(withConversation(page, null, closed, reader()))).toContain(closed.id);
  });
});

describe("a view", () => {
  const shows = (wanted: InboxView, more: Partial<Conversation>) => isIn(wanted, conversation(1, more), reader());

  it.each([
    ["all", {}],
    ["needs_person", { needsPerson: "complaint" }],
    ["mine", { assignee: { id: "usr_1", name: "Ada" } }],
    ["clients", { isClient: true }],
    ["leads", { isClient: false }],
  ] as [InboxFilter, Partial<Conversation>][])("of %s shows its open ones only", (filter, more) => {
    expect(shows(view(filter), more)).toBe(true);
    for (const place of ["snoozed", "closed", "blocked"] as const) expect(shows(view(filter), { ...more, place })).toBe(false);
  });

  it("of what is unread shows it wherever it lies", () => {
    for (const place of ["open", "snoozed", "closed"] as const)
      expect(shows(view("unread"), { unreadCount: 1, place })).toBe(true);
    expect(shows(view("unread"), { unreadCount: 0 })).toBe(false);
  });

  it("shows nothing in which nothing was ever written", () => {
    expect(shows(view("all"), { lastMessageAt: new Date(0).toISOString() })).toBe(false);
  });

  it.each(["snoozed", "closed", "blocked"] as const)("of what is %s shows nothing else", (place) => {
    expect(shows(view(place), { place })).toBe(true);
    expect(shows(view(place), {})).toBe(false);
  });

  it("of mine does not show a colleague's", () => {
    expect(shows(view("mine"), { assignee: { id: "usr_2", name: "Bob" } })).toBe(false);
    expect(isIn(view("mine"), conversation(1, { assignee: null }), { openId: undefined, userId: undefined })).toBe(false);
  });

  it("is narrowed by agent and by label", () => {
    const labelled = { labelIds: ["lbl_1", "lbl_2"] };
    expect(shows(view("all", { labelId: "lbl_2" }), labelled)).toBe(true);
    expect(shows(view("all", { labelId: "lbl_3" }), labelled)).toBe(false);
    expect(shows(view("all", { agentId: conversation(1).agentId, labelId: "lbl_1" }), labelled)).toBe(true);
    expect(shows(view("all", { agentId: "agt_other" }), labelled)).toBe(false);
  });
});
