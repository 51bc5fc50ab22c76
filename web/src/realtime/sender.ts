import type { QueryClient } from "@tanstack/solid-query";
import { createSignal, type Accessor } from "solid-js";
import { amend } from "../api/amend.ts";
import type { Message } from "../../../schema/contract/conversations.ts";
import { asProblem, type FailureKey } from "../api/problem.ts";
import { keys } from "../api/keys.ts";
import { isStillKept, keepOutgoing, keptOutgoing, letGoOutgoing, type KeptIn } from "./keptOutgoing.ts";
import { afterFailure, nextToSend, writtenAfter } from "./outgoing.ts";
import { withSent, type Thread } from "./thread.ts";
import type { Draft, Written } from "./written.ts";

const againAfterMs = 4_000;
/** No network, a server that is down or asks for patience, a session that is renewed by signing in again. */
const passing: ReadonlySet<FailureKey> = new Set(["offline", "unavailable", "too_many_requests", "not_signed_in"]);

export interface Sender {
  outgoing(conversationId: string): Written[];
  send(conversationId: string, draft: Draft): void;
  /** Puts a refused message back in line. */
  retry(clientMessageId: string): void;
  discard(clientMessageId: string): void;
  /** Tries again what waits: the network is back. What another window of this console left behind is taken up too. */
  wake(): void;
  /** Another window has sent it, or let it go. */
  forget(clientMessageId: string): void;
}

interface SenderDeps {
  client: QueryClient;
  post(message: Written): Promise<Message>;
  now(): string;
  newId(): string;
  storage: KeptIn;
}

/** Sends what the consultant writes: one lane per conversation, in order, kept over a reload. */
export const makeSender = ({ client, post, now, newId, storage }: SenderDeps): Sender => {
  const [all, setAll]: [Accessor<Written[]>, (next: Written[]) => void] = createSignal(keptOutgoing(storage));
  const kept = new Set(all().map(({ clientMessageId }) => clientMessageId));
  const keep = (message: Written) => void (keepOutgoing(storage, message) && kept.add(message.clientMessageId));
  const find = (clientMessageId: string) => all().find((message) => message.clientMessageId === clientMessageId);
  const forget = (clientMessageId: string) => setAll(all().filter((known) => known.clientMessageId !== clientMessageId));
  /** Its place in the browser is gone: signing out has wiped it, or another window has sent it. */
  const isLetGo = ({ clientMessageId }: Written) => kept.has(clientMessageId) && !isStillKept(storage, clientMessageId);
  const replace = (message: Written) => {
    if (isLetGo(message)) return forget(message.clientMessageId);
    setAll(all().map((known) => (known.clientMessageId === message.clientMessageId ? message : known)));
    keep(message);
  };
  const laneOf = (conversationId: string) => all().filter((message) => message.conversationId === conversationId);
  const dropLetGo = () =>
    all()
      .filter(isLetGo)
      .forEach(({ clientMessageId }) => forget(clientMessageId));
  const discard = (clientMessageId: string) => {
    forget(clientMessageId);
    letGoOutgoing(storage, clientMessageId);
  };

  const settle = async (message: Written) => {
    try {
      const sent = await post(message);
      amend<Thread>(client, keys.thread(sent.conversationId), (thread) => withSent(thread, sent));
      discard(message.clientMessageId);
      drain(message.conversationId);
    } catch (thrown) {
      const failed = afterFailure(message, asProblem(thrown).key, passing);
      if (find(message.clientMessageId)) replace(failed);
      if (failed.state === "refused") drain(message.conversationId);
      else setTimeout(() => drain(message.conversationId), againAfterMs);
    }
  };
  const drain = (conversationId: string) => {
    dropLetGo();
    const next = nextToSend(laneOf(conversationId));
    if (!next) return;
    const sending: Written = { ...next, state: "sending", problem: null };
    replace(sending);
    void settle(sending);
  };

  return {
    outgoing: laneOf,
    send(conversationId, draft) {
      const at = writtenAfter(all().at(-1)?.at, now());
      const written: Written = { ...draft, clientMessageId: newId(), conversationId, at, state: "waiting", problem: null };
      setAll([...all(), written]);
      keep(written);
      drain(conversationId);
    },
    retry(clientMessageId) {
      const known = find(clientMessageId);
      if (!known) return;
      replace({ ...known, state: "waiting", problem: null });
      drain(known.conversationId);
    },
    discard,
    wake() {
      const left = keptOutgoing(storage).filter(({ clientMessageId }) => !find(clientMessageId));
      for (const { clientMessageId } of left) kept.add(clientMessageId);
      setAll([...all(), ...left].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at))));
      new Set(all().map((message) => message.conversationId)).forEach(drain);
    },
    forget,
  };
};
