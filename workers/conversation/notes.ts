import type { Decision } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { noCargo, noTimes, type ConversationState, type StoredMessage } from "./state.ts";
import { nextMoment } from "./writing.ts";

/** What stands in the thread for colleagues only. */
type Inner = Pick<StoredMessage, "id" | "kind" | "sender" | "direction" | "text" | "authorName"> &
  Partial<Pick<StoredMessage, "mentions" | "dedupeKey" | "batchId">>;

/** Kinds that neither the customer nor the model ever sees. */
export const innerKinds: readonly StoredMessage["kind"][] = ["note", "topic"];

/** Adds a line for colleagues: it changes nothing that the customer, the AI or the inbox's order go by. */
export const addInner = (state: ConversationState, inner: Inner, now: number): Decision<ConversationState> => {
  const { id } = inner;
  const message: StoredMessage = {
    ...noCargo,
    ...noTimes,
    mentions: [],
    dedupeKey: null,
    batchId: null,
    ...inner,
    acceptedAt: nextMoment(state, now),
    channel: state.lastChannel ?? "web",
    status: "received",
    failure: null,
    level: state.level,
    intent: null,
    model: null,
    tokensIn: null,
    tokensOut: null,
    origin: null,
    version: 1,
  };
  return {
    state: { ...state, lastAcceptedAt: message.acceptedAt },
    effects: [
      { type: "insertMessage", message },
      { type: "announce", what: "quiet", messageId: id },
      { type: "project", what: "message", messageId: id },
      ...(message.mentions.length > 0 ? [{ type: "mention", messageId: id } as const] : []),
    ],
  };
};

/** A colleague writes a note. */
export const noteWritten = (
  state: ConversationState,
  { id, text, mentions, by, dedupeKey }: Extract<ConversationEvent, { type: "noteWritten" }>,
  now: number,
): Decision<ConversationState> => {
  const note = { id, kind: "note", sender: "consultant", direction: "outbound", text, authorName: by } as const;
  return addInner(state, { ...note, mentions: [...new Set(mentions)], dedupeKey }, now);
};
