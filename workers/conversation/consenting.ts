import type { Channel } from "../../schema/contract/enums.ts";
import { consentText } from "../contacts/consentTexts.ts";
import type { ConsentWord } from "../contacts/consentWords.ts";
import type { Decision, Effect } from "./effects.ts";
import type { ConversationEvent, InboundFacts, UnsentRow } from "./events.ts";
import { isSilenced } from "./mayBeSent.ts";
import type { Batch, ConversationState } from "./state.ts";
import { isBlocked } from "./blocking.ts";
import { lastWithout, withdraw } from "./takeover.ts";
import { changed, outbound } from "./writing.ts";

type Written = Pick<ConversationState, "lastWhatsappInboundAt" | "lastWebInboundAt" | "stoppedAt" | "stoppedOnWebAt">;

/** A STOP lies before what is written after it, whatever the clock says. */
const before = (at: number, stoppedAt: number | null): number | null => (stoppedAt === null ? null : Math.min(stoppedAt, at - 1));

/** Twilio's list tells whole seconds, and its clock is not ours. */
const slackMs = 2_000;

/** What is found late may have been written before the STOP that is known already: then it takes nothing back. */
const isBeforeStop = (stopWrittenAt: number | null, writtenAt: number | null | undefined): boolean =>
  stopWrittenAt !== null && typeof writtenAt === "number" && writtenAt < stopWrittenAt - slackMs;

/**
 * The customer writes on a channel: it may be answered there, also after a STOP. WhatsApp's window runs from when it was written,
 * not from when it was found.
 */
export const wroteOn = (
  state: ConversationState,
  { channel, writtenAt }: Pick<InboundFacts, "channel" | "writtenAt">,
  now: number,
): Written => {
  const { lastWhatsappInboundAt, lastWebInboundAt, stoppedAt, stoppedOnWebAt } = state;
  const at = Math.min(now, writtenAt ?? now);
  const latest = (known: number | null) => Math.max(known ?? 0, at);
  return channel === "whatsapp"
    ? {
        lastWhatsappInboundAt: latest(lastWhatsappInboundAt),
        stoppedAt: isBeforeStop(state.stopWrittenAt, writtenAt) ? stoppedAt : before(at, stoppedAt),
        lastWebInboundAt,
        stoppedOnWebAt,
      }
    : {
        lastWebInboundAt: latest(lastWebInboundAt),
        stoppedOnWebAt: before(at, stoppedOnWebAt),
        lastWhatsappInboundAt,
        stoppedAt,
      };
};

const isStoppedOn = (state: ConversationState, channel: Channel): boolean =>
  (channel === "whatsapp" ? state.stoppedAt : state.stoppedOnWebAt) !== null;

/** A STOP as it stands from now on; null once it is taken back. */
type Stop = { at: number; writtenAt: number } | null;

const standing = (state: ConversationState, channel: Channel, stop: Stop, saidAt: number): ConversationState => ({
  ...state,
  ...(channel === "whatsapp"
    ? { stoppedAt: stop?.at ?? null, stopWrittenAt: stop?.writtenAt ?? null }
    : { stoppedOnWebAt: stop?.at ?? null }),
  consentAt: { ...state.consentAt, [channel]: Math.max(saidAt, state.consentAt[channel]) },
});

/** The word, when it is all there is: beneath a picture it belongs to the picture. */
const wordOf = ({ consent, cargo }: InboundFacts): ConsentWord | null => (cargo.media.length > 0 ? null : consent);

/** Whoever was never stopped and writes START begins a talk like any other: it is noted, and answered. */
export const isOrder = (state: ConversationState, inbound: InboundFacts): boolean => {
  const word = wordOf(inbound);
  return word === "stopped" || (word === "started" && isStoppedOn(state, inbound.channel));
};

/** What the customer said about being written to goes down as evidence, and to their other conversations. */
export const noted = (inbound: InboundFacts, at: number): Effect[] => {
  const word = wordOf(inbound);
  return word === null ? [] : [{ type: "project", what: "consent", messageId: inbound.id, word, at }];
};

/** A START that changes nothing here is newer all the same than a STOP said elsewhere before it, which may still be on its way. */
export const heard = (state: ConversationState, inbound: InboundFacts, at: number): ConversationState =>
  wordOf(inbound) === null ? state : { ...state, consentAt: { ...state.consentAt, [inbound.channel]: at } };

/** Nothing on this channel is wanted any more: what was being answered there, or waits to be, is dropped. */
const fallSilent = (state: ConversationState, channel: Channel, unsent: UnsentRow[]): Decision<ConversationState> => {
  const { turn } = state;
  const open = [state.batch, state.next].filter((batch): batch is Batch => batch !== null);
  const dropped = open.filter((batch) => batch.channel === channel);
  const kept = open.filter((batch) => batch.channel !== channel);
  const awaited = new Set(kept.flatMap(({ messageIds }) => messageIds));
  const isTurnDropped = dropped.some(({ id }) => id === turn?.batchId);
  return {
    state: {
      ...state,
      last: channel === "whatsapp" ? lastWithout(state, unsent) : state.last,
      batch: kept[0] ?? null,
      next: kept[1] ?? null,
      turn: isTurnDropped ? null : turn,
      pendingMedia: state.pendingMedia.filter(({ messageId }) => awaited.has(messageId)),
    },
    effects: [
      ...(turn && isTurnDropped ? [{ type: "abortTurn", turnId: turn.id, because: "stopped" } as const] : []),
      ...dropped.map(({ id }): Effect => ({ type: "settle", batchId: id, by: "silence", replyId: null })),
      ...(channel === "whatsapp" ? withdraw(unsent, "stopped") : []),
    ],
  };
};

const confirm = (
  state: ConversationState,
  word: ConsentWord,
  { channel, replyId: id, batchId, parties }: InboundFacts,
  now: number,
): Decision<ConversationState> => {
  if (isBlocked(state)) return { state, effects: [{ type: "settle", batchId, by: "silence", replyId: null }] };
  const said = outbound(state, now, {
    id,
    channel,
    sender: "ai",
    kind: "notice",
    text: consentText(word, state.customerLanguage ?? state.language),
    purpose: word === "stopped" ? "stop_confirmation" : "start_confirmation",
    level: parties.level,
    batchId,
  });
  return { state: said.state, effects: [...said.effects, { type: "settle", batchId, by: "notice", replyId: id }] };
};

/**
 * The customer has said STOP or START (requirement: "STOP / START"): obeyed from this transaction on, confirmed once for each
 * change whoever is in charge, and not a question that anybody answers.
 *
 * @param arrived the thread with the message in it, in a batch of its own
 */
export const consentGiven = (
  before: ConversationState,
  arrived: Decision<ConversationState>,
  { inbound, unsent = [] }: Extract<ConversationEvent, { type: "received" }>,
  now: number,
): Decision<ConversationState> => {
  const { channel, batchId } = inbound;
  const at = arrived.state.lastAcceptedAt;
  if (inbound.consent === "started") {
    const told = confirm(standing(arrived.state, channel, null, at), "started", inbound, now);
    return { state: told.state, effects: [...arrived.effects, ...noted(inbound, at), ...told.effects] };
  }
  const { lastWhatsappInboundAt, lastWebInboundAt } = arrived.state;
  const wroteAt = channel === "whatsapp" ? lastWhatsappInboundAt : lastWebInboundAt;
  // Nothing written before it comes after it, whatever the clock says.
  const stop = { at: Math.max(now, wroteAt ?? 0), writtenAt: Math.min(now, inbound.writtenAt ?? now) };
  const silent = fallSilent(standing(arrived.state, channel, stop, at), channel, unsent);
  const told: Decision<ConversationState> = isSilenced(before, channel)
    ? { state: silent.state, effects: [{ type: "settle", batchId, by: "silence", replyId: null }] }
    : confirm(silent.state, "stopped", inbound, now);
  return { state: told.state, effects: [...arrived.effects, ...noted(inbound, at), ...silent.effects, ...told.effects] };
};

/** They said it to another agent, or in a thread that was joined. Older words than those known here change nothing. */
export const consentChanged = (
  state: ConversationState,
  { channel, word, at, by, unsent }: Extract<ConversationEvent, { type: "consentChanged" }>,
): Decision<ConversationState> => {
  if (by !== undefined && (state.movedTo !== null || state.whatsapp?.to !== by)) return { state, effects: [] };
  if (at <= state.consentAt[channel]) return { state, effects: [] };
  const after = standing(state, channel, word === "stopped" ? { at, writtenAt: at } : null, at);
  const silent = isSilenced(after, channel) ? fallSilent(after, channel, unsent) : { state: after, effects: [] };
  const shown = changed(silent.state);
  return { state: shown.state, effects: [...silent.effects, ...shown.effects] };
};
