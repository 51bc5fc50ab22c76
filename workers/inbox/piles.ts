import type { z } from "zod";
import type { conversationListQuerySchema } from "../../schema/contract/conversations.ts";

export type InboxFilter = z.output<typeof conversationListQuerySchema>["filter"];

/** Conversations lie in four piles, each in the inbox's order by an index; a filter is some of the piles, merged. */
export interface Pile {
  isClient: 0 | 1;
  isUnread: 0 | 1;
}

const piles: Pile[] = [
  { isClient: 0, isUnread: 0 },
  { isClient: 0, isUnread: 1 },
  { isClient: 1, isUnread: 0 },
  { isClient: 1, isUnread: 1 },
];

export const pilesOf = (filter: InboxFilter): Pile[] =>
  piles.filter(({ isClient, isUnread }) => {
    if (filter === "leads") return isClient === 0;
    if (filter === "clients") return isClient === 1;
    return filter !== "unread" || isUnread === 1;
  });
