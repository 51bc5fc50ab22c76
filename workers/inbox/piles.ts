import type { z } from "zod";
import type { conversationListQuerySchema } from "../../schema/contract/conversations.ts";
import type { PlaceInInbox } from "../../schema/contract/enums.ts";

export type InboxFilter = z.output<typeof conversationListQuerySchema>["filter"];

type Flag = 0 | 1;

/** The open conversations lie in two piles, each in the inbox's order by an index: leads and clients. A filter shows one or both. */
export const pilesOf = (filter: InboxFilter): Flag[] => {
  if (filter === "leads") return [0];
  return filter === "clients" ? [1] : [0, 1];
};

/** Whether a filter shows what needs a person only. */
export const attentionsOf = (filter: InboxFilter): Flag[] => (filter === "needs_person" ? [1] : [0, 1]);

/** Where the conversations lie that a filter shows. */
export const placeOf = (filter: InboxFilter): PlaceInInbox =>
  filter === "snoozed" || filter === "closed" || filter === "blocked" ? filter : "open";
