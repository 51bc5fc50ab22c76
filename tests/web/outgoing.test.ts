import { QueryClient } from "@tanstack/solid-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "../../web/src/api/keys.ts";
import { Problem } from "../../web/src/api/problem.ts";
import { nextToSend, restored, stillOutgoing, type Outgoing } from "../../web/src/realtime/outgoing.ts";
import { keptOutgoing, type KeptIn } from "../../web/src/realtime/keptOutgoing.ts";
import { makeSender } from "../../web/src/realtime/sender.ts";
import { restoredWritten, type Written } from "../../web/src/realtime/written.ts";
import type { Thread } from "../../web/src/realtime/thread.ts";
import { conversationId, medium, message, wordsOnly } from "./world.ts";

const outgoing = (clientMessageId: string, more: Partial<Outgoing> = {}): Outgoing => ({
  clientMessageId,
  conversationId,
  text: clientMessageId,
  at: message(1).createdAt,
  state: "waiting",
  problem: null,
  ...more,
});

const makeStorage = () => {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (at: number) => [...kept.keys()][at] ?? null,
    clear: () => kept.clear(),
    get length() {
      return kept.size;
    },
  };
};

describe("what is on its way", () => {
  it("gives way to the server's copy", () => {
    const mine = [outgoing("one"), outgoing("two")];
    expect(stillOutgoing(mine, [message(1, { clientMessageId: "one" })])).toEqual([outgoing("two")]);
  });

  it("goes out one at a time, in order, past what was refused", () => {
    expect(nextToSend([outgoing("no", { state: "refused" }), outgoing("one"), outgoing("two")])?.clientMessageId).toBe("one");
    expect(nextToSend([outgoing("one", { state: "sending" }), outgoing("two")])).toBeUndefined();
  });

  it("waits after a reload, also when it was on the wire", () => {
    const stored = JSON.stringify([outgoing("one", { state: "sending" }), outgoing("two", { state: "refused" })]);
    expect(restored(stored).map((one) => one.state)).toEqual(["waiting", "refused"]);
  });

  it.each([null, "", "nonsense", "{}", '[{"text":1}]', "[null]"])("reads %s as nothing", (stored) => {
    expect(restored(stored)).toEqual([]);
  });
});

describe("the sender", () => {
  const storage = makeStorage();
  const setUp = (post: (sent: Written) => Promise<ReturnType<typeof message>>, kept: KeptIn = storage) => {
    const client = new QueryClient();
    client.setQueryData<Thread>(keys.thread(conversationId), { items: [], olderCursor: null });
    let ids = 0;
    const sender = makeSender({ client, post, storage: kept, now: () => message(1).createdAt, newId: () => `client-${++ids}` });
    const thread = () => client.getQueryData<Thread>(keys.thread(conversationId))?.items ?? [];
    return { sender, thread };
  };
  const accept = async (sent: Written) =>
    message(Number(sent.clientMessageId.slice(7)), { text: sent.text, clientMessageId: sent.clientMessageId });

  beforeEach(() => {
    vi.useFakeTimers();
    storage.clear();
  });
  afterEach(() => void vi.useRealTimers());

  it("puts the accepted message into the thread and lets its own go", async () => {
    const { sender, thread } = setUp(accept);
    sender.send(conversationId, wordsOnly("hello"));
    await vi.runAllTimersAsync();
    expect(thread().map((item) => item.text)).toEqual(["hello"]);
    expect(sender.outgoing(conversationId)).toEqual([]);
  });

  it("sends the second only after the first", async () => {
    const started: string[] = [];
    const { sender } = setUp(async (sent) => {
      started.push(sent.text);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return accept(sent);
    });
    sender.send(conversationId, wordsOnly("one"));
    sender.send(conversationId, wordsOnly("two"));
    expect(started).toEqual(["one"]);
    await vi.runAllTimersAsync();
    expect(started).toEqual(["one", "two"]);
  });

  it("tries again under the same id when nothing answered", async () => {
    const ids: string[] = [];
    const { sender, thread } = setUp(async (sent) => {
      ids.push(sent.clientMessageId);
      if (ids.length === 1) throw new Problem("offline", 0);
      return accept(sent);
    });
    sender.send(conversationId, wordsOnly("hello"));
    await vi.runAllTimersAsync();
    expect(ids).toEqual(["client-1", "client-1"]);
    expect(thread()).toHaveLength(1);
  });

  it("stops at a refusal and lets the user decide", async () => {
    let isOpen = false;
    const { sender, thread } = setUp(async (sent) => {
      if (!isOpen) throw new Problem("window_closed", 409);
      return accept(sent);
    });
    sender.send(conversationId, wordsOnly("hello"));
    await vi.runAllTimersAsync();
    expect(sender.outgoing(conversationId)).toMatchObject([{ state: "refused", problem: "window_closed" }]);
    isOpen = true;
    sender.retry("client-1");
    await vi.runAllTimersAsync();
    expect(thread()).toHaveLength(1);
  });

  it("keeps files and templates with their message over a reload, and reads what was stored before there were any", async () => {
    const { sender } = setUp(() => Promise.reject(new Problem("stopped", 409)));
    const chosen = { id: "tpl", name: "hello", variables: { 1: "Ada" } };
    sender.send(conversationId, { text: "Ciao Ada", media: [medium(1)], template: chosen });
    await vi.runAllTimersAsync();
    expect(keptOutgoing(storage)).toMatchObject([
      { text: "Ciao Ada", media: [{ id: medium(1).id }], template: chosen, state: "refused", problem: "stopped" },
    ]);
    expect(restoredWritten(JSON.stringify([outgoing("old")]))).toMatchObject([{ media: [], template: null }]);
  });

  it("neither sends nor stores again what a sign-out has wiped", async () => {
    const posted: string[] = [];
    const { sender } = setUp(async (sent) => {
      posted.push(sent.text);
      throw new Problem("offline", 0);
    });
    sender.send(conversationId, wordsOnly("Ada's"));
    sender.send(conversationId, wordsOnly("Ada's second"));
    await vi.advanceTimersByTimeAsync(100);
    storage.clear();
    await vi.runAllTimersAsync();
    sender.wake();
    expect(posted).toEqual(["Ada's"]);
    expect(sender.outgoing(conversationId)).toEqual([]);
    expect(keptOutgoing(storage)).toEqual([]);
  });

  it("sends once, in order, also where the browser stores nothing", async () => {
    const full = {
      ...makeStorage(),
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    const posted: string[] = [];
    const { sender, thread } = setUp(async (sent) => {
      posted.push(sent.text);
      return accept(sent);
    }, full);
    sender.send(conversationId, wordsOnly("one"));
    sender.send(conversationId, wordsOnly("two"));
    await vi.runAllTimersAsync();
    expect(posted).toEqual(["one", "two"]);
    expect(thread()).toHaveLength(2);
    expect(sender.outgoing(conversationId)).toEqual([]);
  });

  it("keeps what was not sent over a reload", async () => {
    const { sender } = setUp(() => Promise.reject(new Problem("window_closed", 409)));
    sender.send(conversationId, wordsOnly("hello"));
    await vi.runAllTimersAsync();
    expect(keptOutgoing(storage)).toMatchObject([{ text: "hello", state: "refused" }]);
    sender.discard("client-1");
    expect(keptOutgoing(storage)).toEqual([]);
  });

  it("sends what was written without a network after a reload, in order, notes among it, under the ids it had", async () => {
    const cut = setUp(() => Promise.reject(new Problem("offline", 0)));
    cut.sender.send(conversationId, wordsOnly("one"));
    cut.sender.send(conversationId, { ...wordsOnly("two"), note: { mentions: ["usr_1"] } });
    cut.sender.send(conversationId, wordsOnly("three"));
    await vi.advanceTimersByTimeAsync(1_000);
    vi.clearAllTimers();
    const posted: Written[] = [];
    const { sender } = setUp(async (sent) => {
      posted.push(sent);
      return accept(sent);
    });
    sender.wake();
    await vi.runAllTimersAsync();
    expect(posted.map(({ text, clientMessageId }) => [text, clientMessageId])).toEqual([
      ["one", "client-1"],
      ["two", "client-2"],
      ["three", "client-3"],
    ]);
    expect(posted[1]?.note).toEqual({ mentions: ["usr_1"] });
    expect(keptOutgoing(storage)).toEqual([]);
  });

  it("is there once when the network was cut between the server's taking it and its answer", async () => {
    const stored = new Map<string, ReturnType<typeof message>>();
    let isCut = true;
    const { sender, thread } = setUp(async (sent) => {
      const known = stored.get(sent.clientMessageId) ?? (await accept(sent));
      stored.set(sent.clientMessageId, known);
      if (isCut) throw new Problem("offline", 0);
      return known;
    });
    sender.send(conversationId, wordsOnly("hello"));
    await vi.advanceTimersByTimeAsync(5_000);
    isCut = false;
    await vi.runAllTimersAsync();
    expect(stored.size).toBe(1);
    expect(thread().map(({ text }) => text)).toEqual(["hello"]);
  });

  it.each(["unavailable", "too_many_requests", "not_signed_in"] as const)("waits out %s", async (key) => {
    let tries = 0;
    const { sender, thread } = setUp(async (sent) => {
      if (tries++ < 2) throw new Problem(key, 503);
      return accept(sent);
    });
    sender.send(conversationId, wordsOnly("hello"));
    await vi.runAllTimersAsync();
    expect(thread()).toHaveLength(1);
  });

  it("takes up what another window left behind, and lets go of what it has sent", async () => {
    const other = setUp(() => new Promise(() => undefined));
    const { sender, thread } = setUp(accept);
    other.sender.send(conversationId, wordsOnly("left"));
    sender.wake();
    await vi.runAllTimersAsync();
    expect(thread()).toHaveLength(1);
    other.sender.forget("client-1");
    expect(other.sender.outgoing(conversationId)).toEqual([]);
  });
});
