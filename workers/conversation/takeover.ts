import type { Decision, Effect } from "./effects.ts";
import type { ConversationEvent, UnsentRow } from "./events.ts";
import { adoptions } from "./mediaChanged.ts";
import { merged } from "./placing.ts";
import type { Batch, ConversationState } from "./state.ts";
import { changed, outbound } from "./writing.ts";

/**
 * AI messages nobody has sent yet are withdrawn in the transaction of the takeover itself (invariant I5). Rows of a message
 * whose first part already went out are withdrawn too: the customer gets no further part.
 */
export const withdraw = (rows: UnsentRow[], because: "taken_over" | "stopped" | "blocked" = "taken_over"): Effect[] => {
  const messages = [...new Set(rows.map((row) => row.messageId))];
  return [
    ...rows.map((row): Effect => ({ type: "cancelSend", outboxId: row.outboxId, because })),
    ...messages.flatMap((messageId): Effect[] => [
      { type: "announce", what: "status", messageId },
      { type: "project", what: "message", messageId },
    ]),
  ];
};

/** What the console's list shows of the last message, when that is withdrawn. */
export const lastWithout = ({ last }: ConversationState, rows: UnsentRow[]): ConversationState["last"] => {
  const gone = last && rows.find(({ messageId }) => messageId === last.id);
  return last && gone ? { ...last, status: gone.left } : last;
};

export const stopTurn = (state: ConversationState): Effect[] =>
  state.turn ? [{ type: "abortTurn", turnId: state.turn.id, because: "takeover" }] : [];

/** Everything unanswered becomes one batch that waits for a person, or for the AI to be handed the thread again. */
export const hold = (state: ConversationState): { batch: Batch | null; effects: Effect[] } => {
  const { batch, next } = state;
  if (!batch) return { batch: null, effects: [] };
  const held = { dueAt: null, folds: 0 };
  if (!next) return { batch: { ...batch, ...held }, effects: [] };
  const together = merged(batch, next);
  const settle: Effect = { type: "settle", batchId: next.id, by: "person", replyId: null };
  return { batch: { ...together.batch, ...held }, effects: [...together.effects, settle] };
};

/** Files that a held batch is still waiting for. What was answered already is a person's to go into from now on. */
export const heldFiles = ({ pendingMedia }: ConversationState, held: Batch | null): ConversationState["pendingMedia"] =>
  pendingMedia.filter(({ messageId }) => held?.messageIds.includes(messageId));

const settled = (batch: Batch | null): Effect[] =>
  batch ? [{ type: "settle", batchId: batch.id, by: "person", replyId: null }] : [];

/** What a new topic has left to the person is not the AI's to answer after a hand-back either: it stays in sight until somebody has. */
const stillLeft = ({ needsPerson }: ConversationState) => (needsPerson === "left_unanswered" ? needsPerson : null);

type Toggled = Extract<ConversationEvent, { type: "aiToggled" }>;
type Wrote = Extract<ConversationEvent, { type: "personWrote" }>;

/** A person takes over, or hands back. Whatever the customer is still waiting for is answered by the AI after a hand-back. */
export const aiToggled = (
  state: ConversationState,
  { aiEnabled, by, unsentAi }: Toggled,
  now: number,
): Decision<ConversationState> => {
  if (aiEnabled === state.aiEnabled) return { state, effects: [] };
  const turned = { ...state, aiEnabled, overriddenAt: now, overriddenBy: by, needsPerson: null };
  if (aiEnabled)
    return changed({ ...turned, needsPerson: stillLeft(state), batch: state.batch && { ...state.batch, dueAt: now } });
  const held = hold(state);
  const pendingMedia = heldFiles(state, held.batch);
  const last = lastWithout(state, unsentAi);
  const after = changed({ ...turned, last, turn: null, batch: held.batch, next: null, pendingMedia });
  return {
    state: after.state,
    effects: [...after.effects, ...held.effects, ...stopTurn(state), ...withdraw(unsentAi), ...settled(held.batch)],
  };
};

/** A person's own message takes over by itself, answers what was open, and goes out where the customer wrote last. */
export const personWrote = (state: ConversationState, event: Wrote, now: number): Decision<ConversationState> => {
  const channel = event.template ? "whatsapp" : (state.lastChannel ?? "web");
  const held = hold(state);
  const taken: ConversationState = {
    ...state,
    aiEnabled: false,
    overriddenAt: state.aiEnabled ? now : state.overriddenAt,
    overriddenBy: state.aiEnabled ? event.by : state.overriddenBy,
    needsPerson: null,
    personWroteAt: now,
    turn: null,
    batch: null,
    next: null,
    pendingMedia: [],
  };
  const { id, text, media, elsewhere, template, level, by: authorName, dedupeKey } = event;
  const facts = {
    id,
    channel,
    sender: "consultant",
    kind: "text",
    text,
    media,
    elsewhere,
    template,
    purpose: template ? "initiative" : "reply",
    level,
    batchId: held.batch?.id ?? null,
    authorName,
    dedupeKey,
  } as const;
  const written = outbound(taken, now, facts);
  const ours = media.filter((medium) => elsewhere[medium.id] === undefined);
  return {
    state: written.state,
    effects: [
      ...held.effects,
      ...stopTurn(state),
      ...withdraw(event.unsentAi),
      ...written.effects,
      ...adoptions(id, ours, {}),
      ...settled(held.batch),
    ],
  };
};
