import type { Conversation } from "../../../schema/contract/conversations.ts";

/**
 * What the live room has said last of each conversation's unread count. A count is the reader's own and no part of the
 * conversation's version, so of two copies of one version this tells which count is the later: the room speaks in order, while
 * an answer that was on its way may be older than what the room has said meanwhile.
 */
const heard = new Map<string, number>();

export const noteUnread = (conversationId: string, unreadCount: number): void => void heard.set(conversationId, unreadCount);

/** After a gap the room's last words are old: what is read next is newer. */
export const forgetUnread = (): void => heard.clear();

/** The newer of what is held and what was read, with the unread count that is known last. */
export const latestRead = (known: Conversation | undefined, read: Conversation): Conversation => {
  const newer = known && known.version > read.version ? known : read;
  const unreadCount = heard.get(read.id) ?? (newer === known ? known.unreadCount : read.unreadCount);
  return newer.unreadCount === unreadCount ? newer : { ...newer, unreadCount };
};
