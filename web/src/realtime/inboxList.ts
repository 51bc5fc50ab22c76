import type { Conversation } from "../../../schema/contract/conversations.ts";
import type { InboxFilter } from "../paths.ts";
import { byAttention } from "./order.ts";

export interface InboxPage {
  items: Conversation[];
  nextCursor: string | null;
}

const belongs: Record<InboxFilter, (conversation: Conversation) => boolean> = {
  all: () => true,
  needs_person: (conversation) => conversation.needsPerson !== null,
  unread: (conversation) => conversation.unreadCount > 0,
  clients: (conversation) => conversation.isClient,
  leads: (conversation) => !conversation.isClient,
};

export const newerOf = (known: Conversation | undefined, next: Conversation): Conversation =>
  known && known.version >= next.version ? known : next;

/**
 * A filtered list after a conversation has changed: in its place, out of it, or untouched. One that would come after the
 * last row read so far is left to the page it belongs to.
 *
 * @param openId the conversation on screen keeps its row although it no longer matches, until the reader moves on
 */
export const withConversation = (
  page: InboxPage,
  filter: InboxFilter,
  next: Conversation,
  openId: string | undefined,
): InboxPage => {
  const known = page.items.find((item) => item.id === next.id);
  if (known && known.version >= next.version) return page;
  const others = page.items.filter((item) => item.id !== next.id);
  const isGone = next.movedTo !== null || !(belongs[filter](next) || (known && next.id === openId));
  if (isGone) return known ? { ...page, items: others } : page;
  const last = others.at(-1);
  const isBeyond = page.nextCursor !== null && last !== undefined && byAttention(last, next) < 0;
  if (isBeyond) return { ...page, items: others };
  return { ...page, items: [...others, next].toSorted(byAttention) };
};
