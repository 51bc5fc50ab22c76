import type { Message } from "../../schema/contract/conversations.ts";
import type { ThreadEvent } from "../conversation/ports.ts";
import type { ConversationView } from "../conversation/rpc.ts";
import type { UnreadQuery, UnreadRow } from "./unreadList.ts";
import type { Member } from "./unreadStore.ts";

/** What other rooms may ask of a tenant's live room. Whoever asks for a user makes that user known to it. */
export interface InboxRpc {
  /** Shows events to every open console, in this order; not to those of `exceptUserId`, who caused them. May be told twice. */
  publish(events: ThreadEvent[], exceptUserId?: string): Promise<void>;
  /** A note names these users: each is told, and finds its conversation among what they have not read. */
  mention(news: { userIds: string[]; conversationId: string; message: Message }): Promise<void>;
  /** How much of each of these conversations a user has not seen. */
  unreadCounts(member: Member, threads: { id: string; inboundCount: number }[]): Promise<Record<string, number>>;
  /** How many conversations a user has not seen all of. */
  unreadTotal(member: Member): Promise<number>;
  /** Those conversations, in the inbox's order. */
  unreadPage(member: Member, query: UnreadQuery): Promise<UnreadRow[]>;
  /** Both give what the user has not seen of it now. */
  markRead(member: Member, view: ConversationView): Promise<number>;
  markUnread(member: Member, view: ConversationView): Promise<number>;
  /** Closes the consoles of a session that was signed out (by its hash), or of a user (by id). */
  drop(who: string): Promise<void>;
  /** Asks a user's consoles to come back, since something about the user has changed; they stay signed in. */
  renew(userId: string): Promise<void>;
  /** Somebody left the team: their consoles are closed, and what they had not seen is forgotten. */
  forget(userId: string): Promise<void>;
  /** A conversation was erased: everything the room knows of it goes, and open consoles are told. */
  forgetThread(conversationId: string): Promise<void>;
  /** The outbox of a conversation has been waiting since then, in milliseconds; null: it does no more. */
  trouble(news: { conversationId: string; since: number | null }): Promise<void>;
  /** How many conversations' outboxes wait, and since when the first of them does, in milliseconds. */
  troubles(): Promise<{ waiting: number; oldestAt: number | null }>;
}
