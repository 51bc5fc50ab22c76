import type { Channel, Level, MessageKind, Sender } from "../../schema/contract/enums.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { Effect } from "./effects.ts";
import type { Purpose } from "./mayBeSent.ts";
import { firstFile } from "./mediaState.ts";
import type { SentTemplate } from "./partsOf.ts";
import { noCargo, noTimes, type ConversationState, type StoredMessage } from "./state.ts";

/** A message's moment: the clock's, but always later than the message before it (invariant I6). */
export const nextMoment = (state: ConversationState, now: number): number => Math.max(now, state.lastAcceptedAt + 1);

const previewLength = 140;

/** What lists show of a message: its words, else where it points to. What it carries they name by its kind. */
export const previewOf = ({ text, place }: Pick<StoredMessage, "text" | "place">): string => {
  if (text !== "" || place === null) return text;
  return place.name ?? place.address ?? `${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
};

/** Adds a message at the end of the thread and tells everyone who keeps a copy. */
export const addMessage = (
  state: ConversationState,
  message: StoredMessage,
  preview: string = previewOf(message),
  announced: "inbound" | "outbound" | "quiet" = message.direction,
): { state: ConversationState; effects: Effect[] } => {
  const { id, acceptedAt: at, channel, direction, sender, status } = message;
  return {
    state: {
      ...state,
      lastAcceptedAt: at,
      last: {
        id,
        at,
        text: preview.slice(0, previewLength),
        channel,
        direction,
        sender,
        status,
        ...firstFile(message.media),
      },
      version: state.version + 1,
    },
    effects: [
      { type: "insertMessage", message },
      { type: "announce", what: announced, messageId: id },
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

/** What is written to a customer. */
interface Outgoing {
  id: string;
  channel: Channel;
  sender: Extract<Sender, "ai" | "consultant">;
  kind: MessageKind;
  text: string;
  media?: Media[];
  /** Where files are that are not ours, by their ids. */
  elsewhere?: Record<string, string>;
  template?: (SentTemplate & { name: string }) | null;
  /** Why it is sent; an answer when left out. */
  purpose?: Purpose;
  /** What lists show of it, when that is not its beginning. */
  preview?: string;
  level: Level;
  batchId: string | null;
  authorName?: string;
  dedupeKey?: string;
  model?: string;
  tokensIn?: number;
  tokensOut?: number;
}

/** An outbound message on `channel`: on the web it has arrived once it is stored, on WhatsApp it still has to be sent. */
export const outbound = (
  state: ConversationState,
  now: number,
  facts: Outgoing,
): { state: ConversationState; effects: Effect[] } => {
  const acceptedAt = nextMoment(state, now);
  const message: StoredMessage = {
    ...noCargo,
    ...noTimes,
    intent: null,
    id: facts.id,
    acceptedAt,
    sentAt: facts.channel === "web" ? acceptedAt : null,
    channel: facts.channel,
    direction: "outbound",
    sender: facts.sender,
    kind: facts.kind,
    authorName: facts.authorName ?? null,
    mentions: [],
    text: facts.text,
    media: facts.media ?? [],
    template: facts.template ? { name: facts.template.name } : null,
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
  return { state: added.state, effects: [...added.effects, ...(facts.channel === "whatsapp" ? [sendOf(facts)] : [])] };
};

const sendOf = ({ id, text, sender, purpose, media, elsewhere, template }: Outgoing): Effect => ({
  type: "send",
  messageId: id,
  text,
  sender,
  purpose: purpose ?? "reply",
  files: (media ?? []).map(({ id: mediaId, kind, mediaType }) => ({
    mediaId,
    kind,
    mediaType,
    url: elsewhere?.[mediaId] ?? null,
  })),
  template: template ? { contentSid: template.contentSid, variables: template.variables } : null,
});
