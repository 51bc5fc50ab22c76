import type { Channel } from "../../schema/contract/enums.ts";
import type { Effect } from "./effects.ts";
import type { Batch, ConversationState } from "./state.ts";

/** A running turn is started over for something new at most this often; the next fragment opens the next batch. */
export const mostFolds = 2;

/** A message on its way into a batch. */
export interface Newcomer {
  id: string;
  /** For the batch it opens, if it opens one. */
  batchId: string;
  channel: Channel;
}

const openBatch = ({ id, batchId, channel }: Newcomer, dueAt: number | null, now: number): Batch => ({
  id: batchId,
  messageIds: [id],
  supplements: [],
  channel,
  firstAt: now,
  dueAt,
  folds: 0,
  attempts: 0,
  firstFailureAt: null,
  refused: false,
  apologized: false,
});

const joined = (batch: Batch, { id, channel }: Newcomer, dueAt: number | null): Batch => ({
  ...batch,
  messageIds: [...batch.messageIds, id],
  channel,
  dueAt,
});

export interface Placement {
  batchId: string;
  batch: Batch | null;
  next: Batch | null;
  folds: boolean;
  /** A batch that only a person can answer any more. */
  left: Batch | null;
}

const isLeft = (batch: Batch, { aiEnabled }: ConversationState): boolean => batch.refused && aiEnabled && batch.dueAt === null;

/**
 * Which batch a new message belongs to: each message to exactly one, in order of arrival (invariant I3).
 *
 * @param dueAt when a batch is answered whose gathering began `since`
 */
export const place = (
  state: ConversationState,
  newcomer: Newcomer,
  dueAt: (since: number) => number | null,
  now: number,
): Placement => {
  const { batch, next, turn } = state;
  if (!batch || isLeft(batch, state)) {
    const opened = openBatch(newcomer, dueAt(now), now);
    return { batchId: opened.id, batch: opened, next, folds: false, left: batch };
  }
  if (turn && batch.folds >= mostFolds) {
    const later = next ? joined(next, newcomer, dueAt(next.firstAt)) : openBatch(newcomer, dueAt(now), now);
    return { batchId: later.id, batch, next: later, folds: false, left: null };
  }
  const open = joined(batch, newcomer, dueAt(batch.attempts > 0 ? now : batch.firstAt));
  return { batchId: batch.id, batch: turn ? { ...open, folds: batch.folds + 1 } : open, next, folds: turn !== null, left: null };
};

const supplemented = (batch: Batch, { id }: Newcomer, now: number): Batch => ({
  ...batch,
  messageIds: [...batch.messageIds, id],
  supplements: [...batch.supplements, id],
  dueAt: batch.dueAt ?? now,
});

/**
 * Where a message goes whose file was understood only after its batch had been answered: with what is open anyway, else into a
 * batch of its own. It stays counted to the batch it first belonged to (invariant I3).
 */
export const placeSupplement = (
  state: ConversationState,
  newcomer: Newcomer,
  now: number,
): Pick<Placement, "batch" | "next" | "left"> => {
  const { batch, next, turn } = state;
  const opened = (): Batch => ({ ...openBatch(newcomer, now, now), supplements: [newcomer.id] });
  if (turn) return { batch, next: next ? supplemented(next, newcomer, now) : opened(), left: null };
  if (!batch || isLeft(batch, state)) return { batch: opened(), next, left: batch };
  return { batch: supplemented(batch, newcomer, now), next, left: null };
};

/** Its messages that belong to no other batch. */
export const ownMessages = ({ messageIds, supplements }: Batch): string[] => messageIds.filter((id) => !supplements.includes(id));

/** The messages that somebody still waits for an answer to. */
export const waitingIn = ({ batch, next }: Pick<ConversationState, "batch" | "next">): string[] =>
  [batch, next].flatMap((one) => (one ? ownMessages(one) : []));

/** Two batches that are answered as one, in the order of arrival, and what it means for those of the second. */
export const merged = (batch: Batch, next: Batch): { batch: Batch; effects: Effect[] } => {
  const own = ownMessages(next);
  const messageIds = [...new Set([...batch.messageIds, ...next.messageIds])];
  const supplements = messageIds.filter((id) => ![...ownMessages(batch), ...own].includes(id));
  return {
    batch: { ...batch, messageIds, supplements, channel: own.length > 0 ? next.channel : batch.channel },
    effects: own.map((id): Effect => ({ type: "patchMessage", id, set: { batchId: batch.id } })),
  };
};
