import type { Conversation } from "../../schema/contract/conversations.ts";
import type { Cause } from "./notice.ts";

/** What has to be known of a conversation to tell whom its news concerns. */
export interface Facts {
  contactName: string;
  assigneeId: string | null;
  aiEnabled: boolean;
  needsPerson: Conversation["needsPerson"];
  place: Conversation["place"];
  version: number;
}

/** A browser's subscription, as far as the question goes. */
export interface Subscriber {
  userId: string;
  what: "mine" | "all";
}

export const factsOf = (view: Omit<Conversation, "unreadCount">): Facts => ({
  contactName: view.contactName,
  assigneeId: view.assignee?.id ?? null,
  aiEnabled: view.aiEnabled,
  needsPerson: view.needsPerson,
  place: view.place,
  version: view.version,
});

/** Nobody's AI answers it: a person does, or should. */
const isInHands = ({ aiEnabled, needsPerson }: Facts): boolean => !aiEnabled || needsPerson !== null;

/**
 * Whom a cause concerns. `mine`: that a conversation needs a person, what one is named in, and what a customer says to oneself or,
 * while nobody is assigned, to no AI. `all`: every customer message besides. A blocked person is nobody's news.
 *
 * @param facts null while nothing is known of the conversation yet
 * @param named whom a note names
 */
export const concerns = (
  { userId, what }: Subscriber,
  cause: Cause["kind"],
  facts: Facts | null,
  named: readonly string[] = [],
): boolean => {
  if (cause === "mention") return named.includes(userId);
  if (facts?.place === "blocked") return false;
  if (cause === "needs_person" || what === "all") return true;
  if (facts === null) return false;
  return facts.assigneeId === null ? isInHands(facts) : facts.assigneeId === userId;
};
