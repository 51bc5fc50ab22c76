import { QueryClient } from "@tanstack/solid-query";
import { describe, expect, it } from "vitest";
import { amend } from "../../web/src/api/amend.ts";
import { keys } from "../../web/src/api/keys.ts";
import { applyConversation, applyEvent, readAgain } from "../../web/src/realtime/apply.ts";
import type { InboxPage } from "../../web/src/realtime/inboxList.ts";
import type { Thread } from "../../web/src/realtime/thread.ts";
import { conversation, message } from "./world.ts";

const freshForMs = 30_000;
const isDue = (client: QueryClient, key: readonly unknown[]) =>
  client.getQueryCache().find({ queryKey: key })?.isStaleByTime(freshForMs);
const list = keys.inbox({ filter: "all", sort: "attention" });
const one = conversation(1, { version: 3 });
const held = message(1);
const thread: Thread = { items: [held], olderCursor: null };

const heard = (client: QueryClient) => {
  applyEvent(client, { type: "NEW_MESSAGE", conversationId: one.id, message: message(2) }, undefined);
  applyConversation(client, { ...one, version: 4 }, undefined);
};

describe("an event is no reading", () => {
  it("what was put back from an earlier visit is still due after it, thread and list", () => {
    const client = new QueryClient();
    client.setQueryData<Thread>(keys.thread(one.id), thread, { updatedAt: 1 });
    client.setQueryData<InboxPage>(list, { items: [one], nextCursor: null }, { updatedAt: 1 });
    heard(client);
    expect(client.getQueryData<Thread>(keys.thread(one.id))?.items).toHaveLength(2);
    expect([isDue(client, keys.thread(one.id)), isDue(client, list)]).toEqual([true, true]);
  });

  it("what was due after a gap is still due after it", () => {
    const client = new QueryClient();
    client.setQueryData<Thread>(keys.thread(one.id), thread);
    readAgain(client);
    heard(client);
    expect(isDue(client, keys.thread(one.id))).toBe(true);
  });

  it("what was just read is not due because of it", () => {
    const client = new QueryClient();
    client.setQueryData<Thread>(keys.thread(one.id), thread);
    heard(client);
    expect(isDue(client, keys.thread(one.id))).toBe(false);
  });

  it("what isn't held is not made up", () => {
    const client = new QueryClient();
    amend<string>(client, ["nothing"], () => "something");
    expect(client.getQueryData(["nothing"])).toBeUndefined();
  });
});
