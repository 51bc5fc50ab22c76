import type { Message, PublicMessage } from "../../schema/contract/conversations.ts";
import type { Media, PublicMedia } from "../../schema/contract/media.ts";
import { handsBackAt } from "./handingBack.ts";
import type { ConversationView } from "./rpc.ts";
import type { ConversationState, DeliveryTimes, StoredMessage } from "./state.ts";
import { windowMs } from "./window.ts";

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** A message as the console sees it. */
export const toMessage = (conversationId: string, stored: StoredMessage): Message => ({
  id: stored.id,
  conversationId,
  channel: stored.channel,
  direction: stored.direction,
  sender: stored.sender,
  kind: stored.kind,
  authorName: stored.authorName,
  text: stored.text,
  media: stored.media,
  place: stored.place,
  quoted: stored.quoted && { messageId: stored.quoted.messageId, text: stored.quoted.text },
  button: stored.button,
  template: stored.template,
  status: stored.status,
  ...timesOf(stored),
  failure: stored.failure,
  level: stored.level,
  batchId: stored.batchId,
  intent: stored.intent,
  mentions: stored.mentions,
  clientMessageId: clientMessageId(stored),
  model: stored.model,
  tokensIn: stored.tokensIn,
  tokensOut: stored.tokensOut,
  createdAt: iso(stored.acceptedAt),
  version: stored.version,
});

export const timesOf = ({ sentAt, deliveredAt, readAt, failedAt }: DeliveryTimes) => ({
  sentAt: isoOrNull(sentAt),
  deliveredAt: isoOrNull(deliveredAt),
  readAt: isoOrNull(readAt),
  failedAt: isoOrNull(failedAt),
});

/** What the model saw in a picture or read in a document is the tenant's; a voice note's words are the customer's own. */
export const toPublicMedia = ({ description: _description, text, ...media }: Media): PublicMedia => ({
  ...media,
  text: media.kind === "audio" ? text : null,
});

/** A message as the customer's own page sees it: no author, no model, no level. */
export const toPublicMessage = (stored: StoredMessage): PublicMessage => ({
  id: stored.id,
  channel: stored.channel,
  direction: stored.direction,
  sender: stored.sender,
  kind: stored.kind,
  text: stored.text,
  media: stored.media.map(toPublicMedia),
  place: stored.place,
  quoted: stored.quoted && { messageId: stored.quoted.messageId, text: stored.quoted.isSeen ? null : stored.quoted.text },
  status: stored.status,
  clientMessageId: clientMessageId(stored),
  createdAt: iso(stored.acceptedAt),
  version: stored.version,
});

/** The id a browser gave its message, so that it recognises its own bubble. */
const clientMessageId = ({ dedupeKey }: StoredMessage): string | null =>
  /^(?:web|console):(.+)$/.exec(dedupeKey ?? "")?.[1] ?? null;

export const toConversation = (state: ConversationState): ConversationView => ({
  id: state.id,
  agentId: state.agentId,
  agentName: state.agentName,
  contactId: state.contactId,
  contactName: state.contactName,
  level: state.level,
  isClient: state.isClient,
  aiEnabled: state.aiEnabled,
  overriddenAt: state.overriddenAt === null ? null : iso(state.overriddenAt),
  overriddenBy: state.overriddenBy,
  needsPerson: state.needsPerson,
  inboundCount: state.inboundCount,
  place: state.place,
  snoozedUntil: isoOrNull(state.snoozedUntil),
  assignee: state.assignee,
  labelIds: state.labelIds,
  handsBackAt: isoOrNull(handsBackAt(state)),
  lastMessageAt: iso(state.last?.at ?? 0),
  lastMessage: state.last && {
    text: state.last.text,
    channel: state.last.channel,
    direction: state.last.direction,
    sender: state.last.sender,
    status: state.last.status,
    mediaKind: state.last.mediaKind ?? null,
    mediaDurationMs: state.last.mediaDurationMs ?? null,
  },
  windowClosesAt: state.lastWhatsappInboundAt === null ? null : iso(state.lastWhatsappInboundAt + windowMs),
  stoppedAt: isoOrNull(state.stoppedAt),
  language: state.customerLanguage,
  movedTo: state.movedTo,
  version: state.version,
});
