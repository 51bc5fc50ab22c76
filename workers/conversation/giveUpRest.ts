import type { Stores } from "./stores.ts";

/** A part after one that failed is never sent: half a sentence more would not help. */
export const giveUpRest = ({ outbox, parts }: Pick<Stores, "outbox" | "parts">, messageId: string, after: number): void => {
  outbox.dropPartsAfter(messageId, after);
  for (const [part, known] of parts.of(messageId).entries()) {
    const waits = part > after && known.status === "queued" && outbox.ofPart(messageId, part) === null;
    if (waits) parts.set(messageId, part, { sid: null, status: "canceled", failure: null });
  }
};
