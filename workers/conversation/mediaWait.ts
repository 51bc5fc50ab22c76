import type { Batch, ConversationState } from "./state.ts";

/** A turn waits this long for a file to be understood, counted from the file's arrival; then it answers with what is there. */
export const longestMediaWaitMs = 20_000;

type Waiting = Pick<ConversationState, "pendingMedia">;

const waitsUntil = (batch: Batch, { pendingMedia }: Waiting): number =>
  pendingMedia
    .filter(({ messageId }) => batch.messageIds.includes(messageId))
    .reduce((latest, { since }) => Math.max(latest, since + longestMediaWaitMs), 0);

/**
 * When a batch's turn starts: after the quiet time, and after its files are understood or have been waited for long enough,
 * whichever is later. Null while it waits for a person or for the next message.
 */
export const turnStartsAt = (batch: Batch | null, waiting: Waiting): number | null =>
  batch?.dueAt == null ? null : Math.max(batch.dueAt, waitsUntil(batch, waiting));
