import { sql } from "drizzle-orm";
import type { ConsoleCaller } from "../platform/route.ts";
import { asSeen, withContacts, type ConversationPage } from "./asSeen.ts";
import type { ConversationFacts } from "./conversationRow.ts";
import type { InboxDeps } from "./deps.ts";
import { afterOf, cursorAt } from "./listCursor.ts";
import { listOfContact } from "./listOfContact.ts";
import { listUnread } from "./listUnread.ts";
import { inOrderOf, mergedShelves, shelvesOf, type ListQuery, type SortKey } from "./shelves.ts";

interface ListedRow extends ConversationFacts, SortKey {
  id: string;
}

/**
 * A page of the inbox: what needs a person first, or else the newest first. It reads the same few rows of D1 in a tenant of any
 * size (DESIGN section 7). What a user has not seen is known to the live room alone.
 */
export const listConversations = (
  deps: Pick<InboxDeps, "inbox">,
  caller: ConsoleCaller,
  query: ListQuery,
): Promise<ConversationPage> => {
  if (query.contactId !== undefined) return listOfContact(deps, caller, query, query.contactId);
  return query.filter === "unread" ? listUnread(deps, caller, query) : listShelves(deps, caller, query);
};

const listShelves = async (
  deps: Pick<InboxDeps, "inbox">,
  caller: ConsoleCaller,
  query: ListQuery,
): Promise<ConversationPage> => {
  const after = afterOf(query.cursor);
  const rows = await caller.db.raw<ListedRow>((tenantId) => {
    const merged = mergedShelves(shelvesOf(tenantId, caller.userId, query), query, after);
    return sql`SELECT c.sortAttention, c.sortAt, ${withContacts(sql`(${merged})`)}`;
  });
  const shown = rows.toSorted(inOrderOf(query)).slice(0, query.limit);
  return { items: await asSeen(deps, caller, shown), nextCursor: rows.length > query.limit ? cursorAt(shown.at(-1)) : null };
};
