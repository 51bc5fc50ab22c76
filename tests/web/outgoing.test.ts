import { QueryClient } from "@tanstack/solid-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keys } from "../../web/src/api/keys.ts";
import { Problem } from "../../web/src/api/problem.ts";
import { nextToSend, restored, stillOutgoing, type Outgoing } from "../../web/src/realtime/outgoing.ts";
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
  const storage = (() => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
  })();
  const setUp = (
    post: (sent: Written) => Promise<ReturnType<typeof message>>,
    kept: Pick<Storage, "getItem" | "setItem"> = storage,
  ) => {
    const client = new QueryClient();
    client.setQueryData<Thread>(keys.thread(conversationId), { items: [], olderCursor: null });
    let ids = 0;
    storage.setItem("filo.outgoing", "[]");
    const sender = makeSender({ client, post, storage: kept, now: () => message(1).createdAt, newId: () => `client-${++ids}` });
    const thread = () => client.getQueryData<Thread>(keys.thread(conversationId))?.items ?? [];
    return { sender, thread };
  };
  const accept = async (sent: Written) =>
    message(Number(sent.clientMessageId.slice(7)), { text: sent.text, clientMessageId: sent.clientMessageId });

  beforeEach(() => void vi.useFakeTimers());
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
    expect(restoredWritten(storage.getItem("filo.outgoing"))).toMatchObject([
      { text: "Ciao Ada", media: [{ id: medium(1).id }], template: chosen, state: "refused", problem: "stopped" },
    ]);
    expect(restoredWritten(JSON.stringify([outgoing("old")]))).toMatchObject([{ media: [], template: null }]);
  });

  it("sends once, in order, also where the browser stores nothing", async () => {
    const full = {
      getItem: () => null,
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
    expect(restored(storage.getItem("filo.outgoing"))).toMatchObject([{ text: "hello", state: "refused" }]);
    sender.discard("client-1");
    expect(restored(storage.getItem("filo.outgoing"))).toEqual([]);
  });
});
