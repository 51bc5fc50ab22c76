import type { Channel, Level, MessageKind, Sender } from "../../schema/contract/enums.ts";
import type { Effect } from "./effects.ts";
import type { ConversationState, StoredMessage } from "./state.ts";

/** A message's moment: the clock's, but always later than the message before it (invariant I6). */
export const nextMoment = (state: ConversationState, now: number): number => Math.max(now, state.lastAcceptedAt + 1);

const previewLength = 140;

/** Adds a message at the end of the thread and tells everyone who keeps a copy. */
export const addMessage = (
  state: ConversationState,
  message: StoredMessage,
  preview: string = message.text,
): { state: ConversationState; effects: Effect[] } => {
  const { id, acceptedAt: at, channel, direction, sender, status } = message;
  return {
    state: {
      ...state,
      lastAcceptedAt: at,
      last: { id, at, text: preview.slice(0, previewLength), channel, direction, sender, status },
      version: state.version + 1,
    },
    effects: [
      { type: "insertMessage", message },
      { type: "announce", what: direction, messageId: id },
      { type: "project", what: "message", messageId: id },
      { type: "project", what: "conversation" },
    ],
  };
};

/** Changed facts about the conversation, for the console's list. */
export const changed = (state: ConversationState): { state: ConversationState; effects: Effect[] } => ({
  state: { ...state, version: state.version + 1 },
  effects: [{ type: "project", what: "conversation" }],
});

/** Only the last message got further: the console's list shows it, in the order it had. */
export const lastStatusChanged = (state: ConversationState): { state: ConversationState; effects: Effect[] } => ({
  state: { ...state, version: state.version + 1 },
  effects: [{ type: "project", what: "lastStatus" }],
});

/** An outbound message on `channel`: on the web it has arrived once it is stored, on WhatsApp it still has to be sent. */
export const outbound = (
  state: ConversationState,
  now: number,
  facts: {
    id: string;
    channel: Channel;
    sender: Extract<Sender, "ai" | "consultant">;
    kind: MessageKind;
    text: string;
    /** What lists show of it, when that is not its beginning. */
    preview?: string;
    level: Level;
    batchId: string | null;
    authorName?: string;
    dedupeKey?: string;
    model?: string;
    tokensIn?: number;
    tokensOut?: number;
  },
): { state: ConversationState; effects: Effect[] } => {
  const message: StoredMessage = {
    id: facts.id,
    acceptedAt: nextMoment(state, now),
    channel: facts.channel,
    direction: "outbound",
    sender: facts.sender,
    kind: facts.kind,
    authorName: facts.authorName ?? null,
    text: facts.text,
    status: facts.channel === "web" ? "sent" : "queued",
    failure: null,
    level: facts.level,
    batchId: facts.batchId,
    dedupeKey: facts.dedupeKey ?? null,
    model: facts.model ?? null,
    tokensIn: facts.tokensIn ?? null,
    tokensOut: facts.tokensOut ?? null,
    origin: null,
    version: 1,
  };
  const added = addMessage(state, message, facts.preview);
  const send: Effect[] =
    facts.channel === "whatsapp" ? [{ type: "send", messageId: facts.id, text: facts.text, sender: facts.sender }] : [];
  return { state: added.state, effects: [...added.effects, ...send] };
};
