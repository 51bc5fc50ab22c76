import { describe, expect, it } from "vitest";
import { isKept, putBack, shortened, tooMany } from "../../web/src/api/keptRules.ts";
import { keys } from "../../web/src/api/keys.ts";
import { cutCursor, joined, type Thread } from "../../web/src/realtime/thread.ts";
import { conversation, messages } from "./world.ts";

const day = 24 * 60 * 60_000;
const threadKey = keys.thread("cnv_1");

describe("what is kept in the browser", () => {
  it("is inbox, threads, contacts, and what they are shown with; nothing of keys, prompts or health", () => {
    const view = { filter: "all", sort: "attention" } as const;
    for (const key of [
      keys.inbox(view),
      keys.inboxCounts,
      keys.conversation("c"),
      threadKey,
      keys.contacts,
      keys.contact("c"),
      keys.labels,
    ])
      expect(isKept(key)).toBe(true);
    for (const key of [
      keys.session,
      keys.settings,
      keys.health,
      keys.poolKeys,
      keys.trace("c"),
      keys.agent("a"),
      keys.search("x"),
    ])
      expect(isKept(key)).toBe(false);
  });

  it("is a thread's newest hundred, which is never taken for its beginning", () => {
    const long: Thread = { items: messages(1, 140), olderCursor: "older" };
    const kept = shortened(threadKey, long) as Thread;
    expect(kept.items).toEqual(messages(41, 140));
    expect(kept.olderCursor).toBe(cutCursor);
    const short: Thread = { items: messages(1, 100), olderCursor: null };
    expect(shortened(threadKey, short)).toBe(short);
  });

  it("is a list's first hundred", () => {
    const items = Array.from({ length: 130 }, (_none, at) => conversation(at));
    const key = keys.inbox({ filter: "all", sort: "attention" });
    expect(shortened(key, { items, nextCursor: "more" })).toEqual({ items: items.slice(0, 100), nextCursor: null });
  });

  it("stays small: the latest of each kind, and nothing that is weeks old", () => {
    const kept = Array.from({ length: 35 }, (_none, at) => ({ name: `t${at}`, key: keys.thread(`c${at}`), at: day * 20 + at }));
    expect(tooMany(kept, day * 20).toSorted()).toEqual(["t0", "t1", "t2", "t3", "t4"]);
    expect(tooMany([{ name: "old", key: threadKey, at: day }], day * 16)).toEqual(["old"]);
  });
});

describe("what is put back", () => {
  const back = (thread: Thread) => putBack({ name: "t", key: threadKey, data: thread, at: 0 }) as Thread;

  it("grows into what is read anew without a hole, however much was missed", () => {
    const held = back({ items: messages(1, 20), olderCursor: null });
    expect(joined(held, { items: messages(15, 60), olderCursor: "x" }).items).toEqual(messages(1, 60));
    expect(joined(held, { items: messages(40, 60), olderCursor: "x" })).toEqual({ items: messages(40, 60), olderCursor: "x" });
  });

  it("does not hide a hole behind a message that came live meanwhile", () => {
    const held = back({ items: messages(1, 20), olderCursor: null });
    const live = { ...held, items: [...held.items, ...messages(90, 90)] };
    const read = joined(live, { items: messages(60, 90), olderCursor: "x" });
    expect(read).toEqual({ items: messages(60, 90), olderCursor: "x" });
  });

  it("is read from its own newest stretch on where its older part was cut away", () => {
    const held = back({ items: messages(41, 140), olderCursor: cutCursor });
    expect(joined(held, { items: messages(91, 141), olderCursor: "x" })).toEqual({ items: messages(91, 141), olderCursor: "x" });
  });
});
