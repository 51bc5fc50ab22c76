import type { Chance } from "../platform/clock.ts";

/** The conversation objects, as far as people move between them. Every call may come twice and must then change nothing. */
export interface Threads {
  /** The loser's thread stops, hands its messages over to the winner's and forwards what still arrives. */
  seal(tenantId: string, loserConversationId: string, winnerConversationId: string): Promise<void>;
  /** Takes `seal` back: the loser's thread gets its own messages again. */
  unseal(tenantId: string, loserConversationId: string, winnerConversationId: string): Promise<void>;
  /** A thread gets another owner and keeps its messages. */
  reassign(tenantId: string, conversationId: string, contactId: string): Promise<void>;
  /** The person was blocked or let in again at that time, in milliseconds; news older than what a thread knows change nothing. */
  block(tenantId: string, conversationId: string, news: { blocked: boolean; at: number }): Promise<void>;
}

export interface ContactDeps {
  chance: Chance;
  threads: Threads;
  log(entry: Record<string, unknown>): void;
}
