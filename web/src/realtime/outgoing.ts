import type { Message } from "../../../schema/contract/conversations.ts";
import type { FailureKey } from "../api/problem.ts";

/** A message of ours that the server has not confirmed yet. */
export interface Outgoing {
  clientMessageId: string;
  conversationId: string;
  text: string;
  /** When it was written here. */
  at: string;
  /** `sending` and `waiting` go out by themselves, in order; `refused` waits for the user. */
  state: "sending" | "waiting" | "refused";
  problem: FailureKey | null;
}

/** What is still on its way: the server's own copy, however it got here, takes the place of ours. */
export const stillOutgoing = <O extends Outgoing>(
  outgoing: readonly O[],
  items: readonly Pick<Message, "clientMessageId">[],
): readonly O[] => {
  if (outgoing.length === 0) return outgoing;
  const confirmed = new Set(items.map((message) => message.clientMessageId));
  return outgoing.filter((message) => !confirmed.has(message.clientMessageId));
};

/** The next message to send: the oldest that isn't refused, and none while one is on the wire. */
export const nextToSend = <O extends Outgoing>(outgoing: readonly O[]): O | undefined =>
  outgoing.some((message) => message.state === "sending") ? undefined : outgoing.find((message) => message.state === "waiting");

/**
 * What a failed attempt leaves behind. Without a network, or with the server down, the message waits and is sent again under
 * the same `clientMessageId`, so that it can't double; anything else is a refusal for the user to see.
 */
export const afterFailure = <O extends Outgoing>(message: O, problem: FailureKey): O => ({
  ...message,
  state: problem === "offline" ? "waiting" : "refused",
  problem,
});

const isOutgoing = (value: unknown): value is Outgoing =>
  typeof value === "object" &&
  value !== null &&
  ["clientMessageId", "conversationId", "text", "at"].every((key) => typeof (value as Record<string, unknown>)[key] === "string");

/** What was stored before a reload. What was on the wire then may or may not have arrived: it waits, and is sent again. */
export const restored = (stored: string | null): Outgoing[] => {
  try {
    const parsed: unknown = JSON.parse(stored ?? "[]");
    if (!Array.isArray(parsed)) return [];
    return parsed.filter(isOutgoing).map((message) => (message.state === "refused" ? message : { ...message, state: "waiting" }));
  } catch {
    return [];
  }
};
