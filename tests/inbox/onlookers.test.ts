import { describe, expect, it } from "vitest";
import { afterFrame, isNews, onlookersFor, readFrame, typingMs } from "../../workers/inbox/onlookers.ts";
import { newVisit, readVisitor, visitRequest } from "../../workers/inbox/visit.ts";

const id = `cnv_${"a".repeat(26)}`;
const visit = (userId: string, name = userId) => newVisit({ userId, name, sessionHash: "s", memberSince: 0 }, 0);

describe("a frame", () => {
  it("is one of the contract's, about a conversation", () => {
    expect(readFrame(JSON.stringify({ type: "LOOKING", conversationId: id }))).toEqual({ type: "LOOKING", conversationId: id });
    expect(readFrame(JSON.stringify({ type: "LOOKING", conversationId: null }))).toEqual({
      type: "LOOKING",
      conversationId: null,
    });
    expect(readFrame(JSON.stringify({ type: "TYPING", conversationId: id }))).toEqual({ type: "TYPING", conversationId: id });
  });

  it.each([
    "",
    "null",
    "[]",
    "7",
    "{",
    '{"type":"LOOKING"}',
    '{"type":"TYPING","conversationId":null}',
    '{"type":"LOOKING","conversationId":"ten_x"}',
    JSON.stringify({ type: "OTHER", conversationId: id }),
    JSON.stringify({ type: "LOOKING", conversationId: id, more: "x".repeat(300) }),
  ])("is nothing when it is %s", (data) => expect(readFrame(data)).toBeNull());

  it("is never bytes", () => expect(readFrame(new ArrayBuffer(4))).toBeNull());
});

describe("onlookers", () => {
  it("are others, each once, by name; typing in any window is typing", () => {
    const open = (userId: string, name: string, typingUntil = 0) => ({ ...visit(userId, name), looking: id, typingUntil });
    const visits = [
      open("u_b", "Bruno"),
      open("u_a", "Anna"),
      open("u_b", "Bruno", 10),
      open("u_b", "Bruno"),
      visit("u_c", "Carla"),
    ];
    expect(onlookersFor(visits, id, "u_a", 5)).toEqual([{ id: "u_b", name: "Bruno", isTyping: true }]);
    expect(onlookersFor(visits, id, "u_c", 10)).toEqual([
      { id: "u_a", name: "Anna", isTyping: false },
      { id: "u_b", name: "Bruno", isTyping: false },
    ]);
  });

  it("are told only what changes something", () => {
    const looking = afterFrame(visit("u_a"), { type: "LOOKING", conversationId: id }, 0);
    expect(isNews(visit("u_a"), looking, 0)).toBe(true);
    expect(isNews(looking, afterFrame(looking, { type: "LOOKING", conversationId: id }, 1), 1)).toBe(false);
    const typing = afterFrame(looking, { type: "TYPING", conversationId: id }, 1_000);
    expect([isNews(looking, typing, 1_000), typing.typingUntil]).toEqual([true, 1_000 + typingMs]);
    const longer = afterFrame(typing, { type: "TYPING", conversationId: id }, 3_000);
    expect([isNews(typing, longer, 3_000), longer.typingUntil]).toEqual([false, 3_000 + typingMs]);
    expect(afterFrame(longer, { type: "LOOKING", conversationId: null }, 4_000)).toMatchObject({ looking: null, typingUntil: 0 });
  });
});

describe("a visitor of the live room", () => {
  it("arrives as the door has let them in, whatever their name is written with", () => {
    const visitor = { userId: "usr_a", name: "Zoë 李", sessionHash: "hash", memberSince: 1_234 };
    expect(readVisitor(visitRequest(visitor))).toEqual(visitor);
  });
});
