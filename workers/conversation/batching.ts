import type { Channel } from "../../schema/contract/enums.ts";
import type { Decision, Effect } from "./effects.ts";
import type { InboundFacts } from "./events.ts";
import type { Batch, ConversationState, StoredMessage } from "./state.ts";
import { addMessage, nextMoment, outbound } from "./writing.ts";

/** An endless typist is still answered: a batch never gathers longer than this after its first message (DESIGN section 3). */
export const longestGatherMs = 12_000;

/** A running turn is started over for a new fragment at most this often; the next fragment opens the next batch. */
export const mostFolds = 2;

/** When a batch is answered: at once on the web, else after `quietMs` of silence. */
const dueAt = (channel: Channel, firstAt: number, quietMs: number, now: number): number =>
  channel === "web" ? now : Math.min(now + quietMs, Math.max(firstAt + longestGatherMs, now));

const openBatch = (id: string, messageId: string, channel: Channel, due: number | null, now: number): Batch => ({
  id,
  messageIds: [messageId],
  channel,
  firstAt: now,
  dueAt: due,
  folds: 0,
  attempts: 0,
  firstFailureAt: null,
  refused: false,
  apologized: false,
});

const joined = (batch: Batch, messageId: string, channel: Channel, due: number | null): Batch => ({
  ...batch,
  messageIds: [...batch.messageIds, messageId],
  channel,
  dueAt: due,
});

interface Placement {
  batchId: string;
  batch: Batch | null;
  next: Batch | null;
  folds: boolean;
  /** A batch that only a person can answer any more. */
  left: Batch | null;
}

/** Which batch a new message belongs to: each message to exactly one, in order of arrival (invariant I3). */
const place = (state: ConversationState, inbound: InboundFacts, now: number): Placement => {
  const { batch, next, turn } = state;
  const { id, batchId, channel, quietMs } = inbound;
  const due = (since: number) => (state.aiEnabled ? dueAt(channel, since, quietMs, now) : null);
  if (!batch || (batch.refused && state.aiEnabled && batch.dueAt === null))
    return { batchId, batch: openBatch(batchId, id, channel, due(now), now), next, folds: false, left: batch };
  if (turn && batch.folds >= mostFolds) {
    const later = next ? joined(next, id, channel, due(next.firstAt)) : openBatch(batchId, id, channel, due(now), now);
    return { batchId: later.id, batch, next: later, folds: false, left: null };
  }
  const open = joined(batch, id, channel, due(batch.attempts > 0 ? now : batch.firstAt));
  return { batchId: batch.id, batch: turn ? { ...open, folds: batch.folds + 1 } : open, next, folds: turn !== null, left: null };
};

const inboundMessage = (state: ConversationState, inbound: InboundFacts, batchId: string, now: number): StoredMessage => ({
  id: inbound.id,
  acceptedAt: nextMoment(state, now),
  channel: inbound.channel,
  direction: "inbound",
  sender: "client",
  // A code is between Filo and the customer: the model has no use for it.
  kind: inbound.answer === null ? "text" : "notice",
  authorName: null,
  text: inbound.text,
  status: "received",
  failure: null,
  level: inbound.parties.level,
  batchId,
  dedupeKey: inbound.dedupeKey,
  model: null,
  tokensIn: null,
  tokensOut: null,
  origin: null,
  version: 1,
});

const seen = (state: ConversationState, inbound: InboundFacts, now: number): ConversationState => ({
  ...state,
  ...inbound.parties,
  unreadCount: state.unreadCount + 1,
  lastChannel: inbound.channel,
  whatsapp: inbound.whatsapp ?? state.whatsapp,
  addressHash: inbound.addressHash,
  lastWhatsappInboundAt: inbound.channel === "whatsapp" ? now : state.lastWhatsappInboundAt,
});

/** A customer's message has arrived. */
export const received = (state: ConversationState, inbound: InboundFacts, now: number): Decision<ConversationState> => {
  if (inbound.answer !== null && state.aiEnabled) return answeredAtOnce(state, inbound, inbound.answer, now);
  const placed = place(state, inbound, now);
  const before: ConversationState = {
    ...seen(state, inbound, now),
    batch: placed.batch,
    next: placed.next,
    turn: placed.folds ? null : state.turn,
  };
  const added = addMessage(before, inboundMessage(state, inbound, placed.batchId, now));
  const abort: Effect[] = placed.folds && state.turn ? [{ type: "abortTurn", turnId: state.turn.id, because: "folded" }] : [];
  const left: Effect[] = placed.left ? [{ type: "settle", batchId: placed.left.id, by: "escalation", replyId: null }] : [];
  return { state: added.state, effects: [...added.effects, ...abort, ...left] };
};

/** Link codes and the like: a batch of its own, answered without a turn. */
const answeredAtOnce = (
  state: ConversationState,
  inbound: InboundFacts,
  text: string,
  now: number,
): Decision<ConversationState> => {
  const { batchId, channel, parties, replyId } = inbound;
  const added = addMessage(seen(state, inbound, now), inboundMessage(state, inbound, batchId, now));
  const facts = { id: replyId, channel, sender: "ai", kind: "notice", text, level: parties.level, batchId } as const;
  const reply = outbound(added.state, now, facts);
  return {
    state: reply.state,
    effects: [...added.effects, ...reply.effects, { type: "settle", batchId, by: "notice", replyId }],
  };
};
