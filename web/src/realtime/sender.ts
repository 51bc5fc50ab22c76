import type { QueryClient } from "@tanstack/solid-query";
import { createSignal, type Accessor } from "solid-js";
import type { Message } from "../../../schema/contract/conversations.ts";
import { asProblem } from "../api/problem.ts";
import { keys } from "../api/keys.ts";
import { afterFailure, nextToSend } from "./outgoing.ts";
import { withMessage, type Thread } from "./thread.ts";
import { restoredWritten, type Draft, type Written } from "./written.ts";

const storedAt = "filo.outgoing";
const againAfterMs = 4_000;

export interface Sender {
  outgoing(conversationId: string): Written[];
  send(conversationId: string, draft: Draft): void;
  /** Puts a refused message back in line. */
  retry(clientMessageId: string): void;
  discard(clientMessageId: string): void;
  /** Tries again what waits: the network is back. */
  wake(): void;
}

interface SenderDeps {
  client: QueryClient;
  post(message: Written): Promise<Message>;
  now(): string;
  newId(): string;
  storage: Pick<Storage, "getItem" | "setItem">;
}

/** Sends what the consultant writes: one lane per conversation, in order, kept over a reload. */
export const makeSender = ({ client, post, now, newId, storage }: SenderDeps): Sender => {
  const [all, setAll]: [Accessor<Written[]>, (next: Written[]) => void] = createSignal(
    restoredWritten(storage.getItem(storedAt)),
  );
  const write = (next: Written[]) => {
    setAll(next);
    try {
      storage.setItem(storedAt, JSON.stringify(next));
    } catch {
      // A browser may refuse storage (full, private window): what is on its way then lasts as long as the page.
    }
  };
  const replace = (message: Written) =>
    write(all().map((known) => (known.clientMessageId === message.clientMessageId ? message : known)));
  const laneOf = (conversationId: string) => all().filter((message) => message.conversationId === conversationId);
  const discard = (clientMessageId: string) => write(all().filter((known) => known.clientMessageId !== clientMessageId));

  const settle = async (message: Written) => {
    try {
      const sent = await post(message);
      client.setQueryData<Thread>(keys.thread(sent.conversationId), (thread) =>
        thread ? { ...thread, items: withMessage(thread.items, sent) } : thread,
      );
      discard(message.clientMessageId);
      drain(message.conversationId);
    } catch (thrown) {
      const failed = afterFailure(message, asProblem(thrown).key);
      replace(failed);
      if (failed.state === "refused") drain(message.conversationId);
      else setTimeout(() => drain(message.conversationId), againAfterMs);
    }
  };
  const drain = (conversationId: string) => {
    const next = nextToSend(laneOf(conversationId));
    if (!next) return;
    const sending: Written = { ...next, state: "sending", problem: null };
    replace(sending);
    void settle(sending);
  };

  return {
    outgoing: laneOf,
    send(conversationId, draft) {
      write([...all(), { ...draft, clientMessageId: newId(), conversationId, at: now(), state: "waiting", problem: null }]);
      drain(conversationId);
    },
    retry(clientMessageId) {
      const known = all().find((message) => message.clientMessageId === clientMessageId);
      if (!known) return;
      replace({ ...known, state: "waiting", problem: null });
      drain(known.conversationId);
    },
    discard,
    wake: () => new Set(all().map((message) => message.conversationId)).forEach(drain),
  };
};
