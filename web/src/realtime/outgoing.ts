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
 * What a failed attempt leaves behind. What passes by itself is waited for, and the message is sent again under the same
 * `clientMessageId`, so that it can't double; anything else is a refusal for the user to see.
 *
 * @param passing what passes by itself: without a network nothing has been refused yet
 */
export const afterFailure = <O extends Outgoing>(
  message: O,
  problem: FailureKey,
  passing: ReadonlySet<FailureKey> = new Set(["offline"]),
): O => ({
  ...message,
  state: passing.has(problem) ? "waiting" : "refused",
  problem,
});

/** A moment after the last one's, so that messages written within one millisecond keep their order over a reload. */
export const writtenAfter = (last: string | undefined, now: string): string =>
  last === undefined || last < now ? now : new Date(Date.parse(last) + 1).toISOString();

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
