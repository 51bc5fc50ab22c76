import { plainWords } from "../agents/plainWords.ts";
import { callForLeft } from "./calling.ts";
import type { Decision } from "./effects.ts";
import type { ConversationEvent, InboundFacts } from "./events.ts";
import { leave } from "./leaving.ts";
import { mayBeSent } from "./mayBeSent.ts";
import { addInner } from "./notes.ts";
import { mostFolds } from "./placing.ts";
import type { ConversationState } from "./state.ts";
import { topicText } from "./threadTexts.ts";
import { changed, outbound } from "./writing.ts";

const orders: ReadonlySet<string> = new Set(["nuovo argomento", "new topic", "nuevo tema", "nouveau sujet"]);

/** Whether a message is nothing but the words that begin a new topic, in one of the languages Filo speaks. */
export const isTopicOrder = (text: string): boolean => text.length <= 40 && orders.has(plainWords(text));

type Started = Pick<Extract<ConversationEvent, { type: "topicStarted" }>, "id" | "by">;

/**
 * What is still to be answered belongs to the topic before: it is answered apart, and nothing further joins it. What waits for a person
 * is theirs to answer, and says so until they have: handed back, the AI begins with what comes after the marker, which is all that it sees.
 */
const closeBatch = (state: ConversationState, now: number): Decision<ConversationState> => {
  const { batch, aiEnabled } = state;
  if (!aiEnabled) return leaveToThem(state);
  if (batch === null || batch.dueAt === null) return { state, effects: [] };
  return { state: { ...state, batch: { ...batch, folds: mostFolds, dueAt: now } }, effects: [] };
};

const leaveToThem = (state: ConversationState): Decision<ConversationState> => {
  const left = leave(state, "person");
  if (left.effects.length === 0) return left;
  const shown = changed(callForLeft(left.state));
  return { state: shown.state, effects: [...left.effects, ...shown.effects] };
};

const mark = (state: ConversationState, { id, by }: Started, now: number): Decision<ConversationState> => {
  const whose =
    by === null
      ? ({ sender: "client", direction: "inbound" } as const)
      : ({ sender: "consultant", direction: "outbound" } as const);
  const closed = closeBatch(state, now);
  const batchId = closed.state === state ? null : (closed.state.batch?.id ?? null);
  const marked = addInner(closed.state, { id, kind: "topic", ...whose, text: "", authorName: by, batchId }, now);
  return { state: marked.state, effects: [...closed.effects, ...marked.effects] };
};

/** Said by the AI, so it is not said while a person is in charge (invariant I5). */
const tell = (
  { state, effects }: Decision<ConversationState>,
  { id, channel, batchId }: Pick<InboundFacts, "id" | "channel"> & { batchId: string | null },
  now: number,
): Decision<ConversationState> => {
  const refused = mayBeSent(state, { channel, sender: "ai", purpose: "reply", isTemplate: false }, now);
  if (refused !== null || !state.isAnswered) return { state, effects };
  const text = topicText(state.customerLanguage ?? state.language);
  const told = outbound(state, now, { id, channel, sender: "ai", kind: "notice", text, level: state.level, batchId });
  return { state: told.state, effects: [...effects, ...told.effects] };
};

/** A colleague, or the customer on their page, starts a new topic: the model's history begins at the marker, the thread goes on. */
export const topicStarted = (
  state: ConversationState,
  { id, by, tellId }: Extract<ConversationEvent, { type: "topicStarted" }>,
  now: number,
): Decision<ConversationState> => {
  const marked = mark(state, { id, by }, now);
  return by === null ? tell(marked, { id: tellId, channel: "web", batchId: null }, now) : marked;
};

/**
 * The customer has written the words for it. The message is between them and Filo: nobody answers it, and it is confirmed once.
 *
 * @param arrived the thread with the message in it, in a batch of its own
 */
export const topicOrdered = (
  arrived: Decision<ConversationState>,
  { topic, channel, batchId, replyId }: Pick<InboundFacts, "topic" | "channel" | "batchId" | "replyId">,
  now: number,
): Decision<ConversationState> => {
  const markerId = topic?.markerId ?? null;
  const settle = { type: "settle", batchId, by: "notice", replyId } as const;
  if (markerId === null)
    return { state: arrived.state, effects: [...arrived.effects, { ...settle, by: "silence", replyId: null }] };
  const marked = mark(arrived.state, { id: markerId, by: null }, now);
  const told = tell(
    { state: marked.state, effects: [...arrived.effects, ...marked.effects] },
    { id: replyId, channel, batchId },
    now,
  );
  const isTold = told.state.last?.id === replyId;
  return { state: told.state, effects: [...told.effects, isTold ? settle : { ...settle, by: "silence", replyId: null }] };
};
