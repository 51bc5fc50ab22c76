import type { Intent, NeedsPersonReason } from "../../schema/contract/enums.ts";
import { sayAway } from "./awayText.ts";
import { isBlocked, learnBlock } from "./blocking.ts";
import { callPerson, reopened } from "./calling.ts";
import type { Decision, Effect } from "./effects.ts";
import type { ConversationEvent, TurnOutcome } from "./events.ts";
import { leave } from "./leaving.ts";
import { turnStartsAt } from "./mediaWait.ts";
import { withParties } from "./parties.ts";
import { merged } from "./placing.ts";
import { isDue } from "./schedule.ts";
import type { Batch, ConversationState } from "./state.ts";
import { changed, outbound } from "./writing.ts";

/** After this long without success a batch is left to a person, who has been told since the first failure. */
export const giveUpAfterMs = 60 * 60_000;

/** A batch is tried again soon, so that a fault's end is noticed within a minute (invariant I4). */
const retryDelaysMs = [5_000, 15_000, 30_000, 45_000];

export const retryDelay = (attempts: number): number => retryDelaysMs[Math.min(attempts, retryDelaysMs.length) - 1] ?? 45_000;

/** The batch's time has come: its turn begins. */
export const batchDue = (
  state: ConversationState,
  turnId: string,
  incarnation: string,
  now: number,
): Decision<ConversationState> => {
  const { batch } = state;
  const startsAt = turnStartsAt(batch, state);
  if (!batch || state.turn || !state.aiEnabled || state.movedTo || startsAt === null || !isDue(startsAt, now))
    return { state, effects: [] };
  return {
    state: { ...state, turn: { id: turnId, batchId: batch.id, startedAt: now, incarnation } },
    effects: [{ type: "startTurn", turnId }],
  };
};

/** No turn takes longer: the model's own deadline is a minute. One that does hangs on something that will never answer. */
export const longestTurnMs = 150_000;

/** Turns lost in a row before it is taken for the batch's fault: then it waits between tries, and a person is called. */
const patience = 3;

/** A turn of a life that is gone, or one that hangs: nobody will finish it, so the batch is due again. */
export const turnLost = (state: ConversationState, incarnation: string, now: number): Decision<ConversationState> => {
  const { turn, batch } = state;
  if (!turn || !batch) return { state, effects: [] };
  if (turn.incarnation === incarnation && now - turn.startedAt < longestTurnMs) return { state, effects: [] };
  const attempts = batch.attempts + 1;
  const isStubborn = attempts >= patience;
  const again: Batch = {
    ...batch,
    attempts,
    firstFailureAt: batch.firstFailureAt ?? now,
    dueAt: isStubborn ? now + retryDelay(attempts - patience + 1) : now,
  };
  const together = foldNext({ ...again, folds: 0 }, state.next);
  const effects: Effect[] = [...together.effects, { type: "abortTurn", turnId: turn.id, because: "lost" }];
  const idle: ConversationState = { ...state, turn: null, batch: together.batch, next: null };
  if (!isStubborn) return { state: idle, effects };
  const called = changed(callPerson(idle, "model_unavailable"));
  return { state: called.state, effects: [...called.effects, ...effects] };
};

type Finished = Extract<ConversationEvent, { type: "turnFinished" }>;

/**
 * The one commit point of an AI answer. A turn that is not the current one any more (a person took over, a fragment folded in,
 * the thread moved) commits nothing (invariants I4, I5).
 */
export const turnFinished = (state: ConversationState, event: Finished, now: number): Decision<ConversationState> => {
  const { batch } = state;
  const { turnId, parties, intent, awayId } = event;
  if (state.turn?.id !== turnId || !batch) return { state, effects: [] };
  const learned = learnBlock({ ...withParties(state, parties), turn: null }, parties);
  if (isBlocked(learned.state)) {
    const left = leave(learned.state, "silence");
    return { state: left.state, effects: [...learned.effects, ...left.effects] };
  }
  const decided = decide(learned.state, batch, event, now);
  const about = event.outcome.kind === "failed" ? [] : named(batch, intent);
  const after = { state: decided.state, effects: [...about, ...decided.effects] };
  return isLeftToPerson(event, decided.state) ? sayAway(after, { id: awayId, channel: batch.channel }, now) : after;
};

/** A person has been called, and the AI says nothing further about it. */
const isLeftToPerson = ({ outcome, intent }: Finished, { batch }: ConversationState): boolean => {
  if (outcome.kind === "failed") return batch?.dueAt === null;
  return outcome.kind === "answered" ? intent !== null && callsFor[intent] !== undefined : outcome.needsPerson !== null;
};

const decide = (
  idle: ConversationState,
  batch: Batch,
  { replyId, outcome, intent }: Finished,
  now: number,
): Decision<ConversationState> => {
  switch (outcome.kind) {
    case "answered":
      return answered(calling(idle, intent), batch, replyId, outcome, now);
    case "noticed":
      return noticed(settledFiles(idle, batch), batch, replyId, outcome, now);
    case "silent":
      return silent(settledFiles(idle, batch), batch, outcome);
    case "failed":
      return failed(idle, batch, replyId, outcome, now);
  }
};

/** What an answered batch was about is kept with its messages. */
const named = (batch: Batch, intent: Intent | null): Effect[] =>
  intent === null
    ? []
    : batch.messageIds.flatMap((messageId): Effect[] => [
        { type: "patchMessage", id: messageId, set: { intent } },
        { type: "project", what: "message", messageId },
      ]);

const callsFor: Partial<Record<Intent, NeedsPersonReason>> = { complaint: "complaint", person: "asked" };

/** Whoever complains, or says somewhere in their words that they want a person, is answered, and a person is told. */
const calling = (state: ConversationState, intent: Intent | null): ConversationState => {
  const reason = intent && callsFor[intent];
  return reason ? callPerson(state, reason) : state;
};

/** Answered without looking at what its files say: what they turn out to say later changes nothing. */
const settledFiles = (state: ConversationState, { messageIds }: Batch): ConversationState => ({
  ...state,
  pendingMedia: state.pendingMedia.filter(({ messageId }) => !messageIds.includes(messageId)),
});

const advance = (state: ConversationState): ConversationState => ({ ...state, batch: state.next, next: null });

const recovered = (state: ConversationState): ConversationState =>
  state.needsPerson === "model_unavailable" || state.needsPerson === "spend_cap" ? { ...state, needsPerson: null } : state;

const disclosure = (discloses: boolean): Effect[] => (discloses ? [{ type: "project", what: "disclosure" }] : []);

const answered = (
  state: ConversationState,
  batch: Batch,
  id: string,
  { text, preview, level, model, tokensIn, tokensOut, discloses }: Extract<TurnOutcome, { kind: "answered" }>,
  now: number,
): Decision<ConversationState> => {
  const facts = {
    id,
    channel: batch.channel,
    sender: "ai",
    kind: "reply",
    text,
    preview,
    level,
    batchId: batch.id,
    model,
    tokensIn,
    tokensOut,
  } as const;
  const reply = outbound({ ...advance(recovered(state)), level }, now, facts);
  const settle: Effect = { type: "settle", batchId: batch.id, by: "reply", replyId: id };
  return { state: reply.state, effects: [...reply.effects, ...disclosure(discloses), settle] };
};

const noticed = (
  state: ConversationState,
  batch: Batch,
  id: string,
  { text, preview, level, needsPerson, discloses }: Extract<TurnOutcome, { kind: "noticed" }>,
  now: number,
): Decision<ConversationState> => {
  const facts = { id, channel: batch.channel, sender: "ai", kind: "notice", text, preview, level, batchId: batch.id } as const;
  const before = { ...advance(state), level };
  const reply = outbound(needsPerson ? callPerson(before, needsPerson) : before, now, facts);
  const settle: Effect = { type: "settle", batchId: batch.id, by: "notice", replyId: id };
  return { state: reply.state, effects: [...reply.effects, ...disclosure(discloses), settle] };
};

const silent = (
  state: ConversationState,
  batch: Batch,
  { needsPerson }: Extract<TurnOutcome, { kind: "silent" }>,
): Decision<ConversationState> => {
  const settle: Effect = { type: "settle", batchId: batch.id, by: "silence", replyId: null };
  const idle = advance(state);
  const after = changed(needsPerson ? { ...reopened(idle), needsPerson } : idle);
  return { state: after.state, effects: [...after.effects, settle] };
};

/** The customer is told once, a person is called, and the batch stays open: for a retry, or for whatever comes next. */
const failed = (
  state: ConversationState,
  batch: Batch,
  id: string,
  { apology, level, retry, needsPerson, discloses }: Extract<TurnOutcome, { kind: "failed" }>,
  now: number,
): Decision<ConversationState> => {
  const firstFailureAt = batch.firstFailureAt ?? now;
  const attempts = batch.attempts + 1;
  const dueAt = retry && now - firstFailureAt < giveUpAfterMs ? now + retryDelay(attempts) : null;
  const refused = needsPerson === "model_refused";
  const open: Batch = { ...batch, attempts, firstFailureAt, dueAt, folds: 0, refused, apologized: true };
  const together = foldNext(open, state.next);
  const waiting = callPerson({ ...state, batch: together.batch, next: null }, needsPerson);
  const settle = (by: "notice" | "escalation", reply: string | null): Effect => ({
    type: "settle",
    batchId: batch.id,
    by,
    replyId: reply,
  });
  if (batch.apologized) {
    const after = changed(waiting);
    return { state: after.state, effects: [...together.effects, ...after.effects, settle("escalation", null)] };
  }
  const facts = {
    id,
    channel: together.batch.channel,
    sender: "ai",
    kind: "notice",
    text: apology,
    level,
    batchId: batch.id,
  } as const;
  const said = outbound(waiting, now, facts);
  return { state: said.state, effects: [...together.effects, ...said.effects, ...disclosure(discloses), settle("notice", id)] };
};

/** What was opened behind a batch that has to be tried again is answered together with it, in the order of arrival. */
const foldNext = (batch: Batch, next: Batch | null): { batch: Batch; effects: Effect[] } => {
  if (!next) return { batch, effects: [] };
  const together = merged(batch, next);
  return {
    batch: together.batch,
    effects: [...together.effects, { type: "settle", batchId: next.id, by: "escalation", replyId: null }],
  };
};
