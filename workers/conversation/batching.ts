import type { Channel } from "../../schema/contract/enums.ts";
import { sayAway } from "./awayText.ts";
import { isBlocked, learnBlock } from "./blocking.ts";
import { reopened } from "./calling.ts";
import { consentGiven, heard, isOrder, noted, wroteOn } from "./consenting.ts";
import type { Decision, Effect } from "./effects.ts";
import type { ConversationEvent, InboundFacts } from "./events.ts";
import { adoptions, awaited } from "./mediaChanged.ts";
import { withParties } from "./parties.ts";
import { place } from "./placing.ts";
import { noCargo, noTimes, type ConversationState, type StoredMessage } from "./state.ts";
import { topicOrdered } from "./topics.ts";
import { addMessage, nextMoment, outbound } from "./writing.ts";

/** An endless typist is still answered: a batch never gathers longer than this after its first message (DESIGN section 3). */
export const longestGatherMs = 12_000;

/** When a batch is answered: at once on the web, else after `quietMs` of silence. */
const dueAt = (channel: Channel, firstAt: number, quietMs: number, now: number): number =>
  channel === "web" ? now : Math.min(now + quietMs, Math.max(firstAt + longestGatherMs, now));

const inboundMessage = (state: ConversationState, inbound: InboundFacts, batchId: string, now: number): StoredMessage => ({
  ...noCargo,
  ...inbound.cargo,
  ...noTimes,
  intent: null,
  id: inbound.id,
  acceptedAt: nextMoment(state, now),
  channel: inbound.channel,
  direction: "inbound",
  sender: "client",
  // A code is between Filo and the customer: the model has no use for it.
  kind: inbound.answer === null ? "text" : "notice",
  authorName: null,
  mentions: [],
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

/** A message brings back what was put away, except a blocked person's: that is not shown as new either. */
const seen = (state: ConversationState, inbound: InboundFacts, now: number): ConversationState => ({
  ...withParties(reopened(state), inbound.parties),
  customerLanguage: inbound.foundLanguage ?? inbound.parties.customerLanguage ?? state.customerLanguage,
  inboundCount: state.inboundCount + (isBlocked(state) ? 0 : 1),
  lastChannel: inbound.channel,
  whatsapp: inbound.whatsapp ?? state.whatsapp,
  addressHash: inbound.addressHash,
  ...wroteOn(state, inbound, now),
});

type Received = Extract<ConversationEvent, { type: "received" }>;

/** What a message brings besides itself: files to be fetched, and now and then the customer's language. */
const brought = ({ id, cargo, sources, foundLanguage }: InboundFacts): Effect[] => [
  ...(foundLanguage ? [{ type: "project", what: "language" } as const] : []),
  ...adoptions(id, cargo.media, sources),
];

/** In a batch of its own, which nobody has to answer. */
const arrive = (
  state: ConversationState,
  inbound: InboundFacts,
  kind: "notice" | "text",
  now: number,
): Decision<ConversationState> => {
  const message: StoredMessage = { ...inboundMessage(state, inbound, inbound.batchId, now), kind };
  const added = addMessage(seen(state, inbound, now), message, undefined, isBlocked(state) ? "quiet" : "inbound");
  return { state: added.state, effects: [...added.effects, ...brought(inbound)] };
};

/** A customer's message has arrived. It may be the first to say that they are blocked. */
export const received = (before: ConversationState, event: Received, now: number): Decision<ConversationState> => {
  const learned = learnBlock(before, event.inbound.parties, event.unsent);
  const after = isBlocked(learned.state) ? unheard(learned.state, event, now) : welcomed(learned.state, event, now);
  return { state: after.state, effects: [...learned.effects, ...after.effects] };
};

/** Stored, and nothing more: nobody answers it. */
const keptOnly = (
  state: ConversationState,
  inbound: InboundFacts,
  kind: "text" | "notice",
  now: number,
): Decision<ConversationState> => {
  const arrived = arrive(state, inbound, kind, now);
  const settle: Effect = { type: "settle", batchId: inbound.batchId, by: "silence", replyId: null };
  return {
    state: heard(arrived.state, inbound, arrived.state.lastAcceptedAt),
    effects: [...arrived.effects, ...noted(inbound, arrived.state.lastAcceptedAt), settle],
  };
};

/** A blocked person's STOP is obeyed all the same. */
const unheard = (state: ConversationState, event: Received, now: number): Decision<ConversationState> => {
  const { inbound } = event;
  if (isOrder(state, inbound)) return consentGiven(state, arrive(state, inbound, "notice", now), event, now);
  return keptOnly(state, inbound, "text", now);
};

const welcomed = (state: ConversationState, event: Received, now: number): Decision<ConversationState> => {
  const { inbound } = event;
  if (isOrder(state, inbound)) return consentGiven(state, arrive(state, inbound, "notice", now), event, now);
  if (inbound.isForProvider) return keptOnly(state, inbound, "notice", now);
  if (inbound.topic) return topicOrdered(arrive(state, inbound, "notice", now), inbound, now);
  if (inbound.answer !== null && state.aiEnabled) return answeredAtOnce(state, inbound, inbound.answer, now);
  const asked = gathered(state, inbound, now);
  return state.aiEnabled ? asked : sayAway(asked, { id: inbound.awayId, channel: inbound.channel }, now);
};

/** Into the batch that it belongs to, which is answered when its time has come. */
const gathered = (state: ConversationState, inbound: InboundFacts, now: number): Decision<ConversationState> => {
  const { channel, quietMs } = inbound;
  const due = (since: number) => (state.aiEnabled ? dueAt(channel, since, quietMs, now) : null);
  const placed = place(state, inbound, due, now);
  const before: ConversationState = {
    ...seen(state, inbound, now),
    batch: placed.batch,
    next: placed.next,
    turn: placed.folds ? null : state.turn,
    pendingMedia: [...state.pendingMedia, ...awaited(inbound.id, inbound.cargo.media, now)],
  };
  const added = addMessage(before, inboundMessage(state, inbound, placed.batchId, now));
  const abort: Effect[] = placed.folds && state.turn ? [{ type: "abortTurn", turnId: state.turn.id, because: "folded" }] : [];
  const left: Effect[] = placed.left ? [{ type: "settle", batchId: placed.left.id, by: "escalation", replyId: null }] : [];
  return {
    state: heard(added.state, inbound, added.state.lastAcceptedAt),
    effects: [...added.effects, ...noted(inbound, added.state.lastAcceptedAt), ...brought(inbound), ...abort, ...left],
  };
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
    effects: [...added.effects, ...brought(inbound), ...reply.effects, { type: "settle", batchId, by: "notice", replyId }],
  };
};
