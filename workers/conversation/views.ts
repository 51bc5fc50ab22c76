import type { Conversation, Message, PublicMessage } from "../../schema/contract/conversations.ts";
import type { ConversationState, StoredMessage } from "./state.ts";

const iso = (at: number): string => new Date(at).toISOString();

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
  status: stored.status,
  failure: stored.failure,
  level: stored.level,
  batchId: stored.batchId,
  clientMessageId: clientMessageId(stored),
  model: stored.model,
  tokensIn: stored.tokensIn,
  tokensOut: stored.tokensOut,
  createdAt: iso(stored.acceptedAt),
  version: stored.version,
});

/** A message as the customer's own page sees it: no author, no model, no level. */
export const toPublicMessage = (stored: StoredMessage): PublicMessage => ({
  id: stored.id,
  channel: stored.channel,
  direction: stored.direction,
  sender: stored.sender,
  kind: stored.kind,
  text: stored.text,
  status: stored.status,
  clientMessageId: clientMessageId(stored),
  createdAt: iso(stored.acceptedAt),
  version: stored.version,
});

/** The id a browser gave its message, so that it recognises its own bubble. */
const clientMessageId = ({ dedupeKey }: StoredMessage): string | null =>
  /^(?:web|console):(.+)$/.exec(dedupeKey ?? "")?.[1] ?? null;

export const toConversation = (state: ConversationState): Conversation => ({
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
  unreadCount: state.unreadCount,
  lastMessageAt: iso(state.last?.at ?? 0),
  lastMessage: state.last && {
    text: state.last.text,
    channel: state.last.channel,
    direction: state.last.direction,
    sender: state.last.sender,
    status: state.last.status,
  },
  movedTo: state.movedTo,
  version: state.version,
});
