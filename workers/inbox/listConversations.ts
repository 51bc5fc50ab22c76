import { sql, type SQL } from "drizzle-orm";
import type { z } from "zod";
import type { Conversation, conversationListQuerySchema } from "../../schema/contract/conversations.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { selectWithNames, toConversation, type ConversationFacts } from "./conversationRow.ts";
import { pilesOf, type Pile } from "./piles.ts";

type Query = z.output<typeof conversationListQuerySchema>;

/**
 * A page of the inbox: what needs a person first, then the newest. SQLite merges the piles as it goes and stops when the page is
 * full, so that a page reads the same few rows in a tenant of any size (DESIGN section 7). The indexes are named, lest a planner
 * without statistics prefers one that has to be read to its end.
 */
export const listConversations = async (
  db: TenantDb,
  query: Query,
): Promise<{ items: Conversation[]; nextCursor: string | null }> => {
  const rows = await db.raw<ConversationFacts>((tenantId) => {
    const parts =
      query.contactId === undefined
        ? pilesOf(query.filter).map((pile) => pilePart(tenantId, query, pile))
        : [contactPart(tenantId, query)];
    const merged = sql`${sql.join(parts, sql` UNION ALL `)} ORDER BY attention DESC, last_message_at DESC, id DESC LIMIT ${query.limit + 1}`;
    return sql`${selectWithNames(sql`(${merged})`)} ORDER BY c.attention DESC, c.last_message_at DESC, c.id DESC`;
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toConversation),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.attention, last.lastMessageAt, last.id]) : null,
  };
};

const pilePart = (tenantId: string, query: Query, { isClient, isUnread }: Pile): SQL => {
  const ofAgent = query.agentId === undefined ? sql`` : sql` AND agent_id = ${query.agentId}`;
  const index = query.agentId === undefined ? sql`conversations_inbox` : sql`conversations_inbox_of_agent`;
  return sql`SELECT * FROM conversations INDEXED BY ${index}
    WHERE tenant_id = ${tenantId}${ofAgent} AND is_client = ${isClient} AND is_unread = ${isUnread} AND ${listed(query)}`;
};

/** One contact has a handful of conversations: they are read by contact, and the filter looks at each. */
const contactPart = (tenantId: string, query: Query): SQL => {
  const ofAgent = query.agentId === undefined ? sql`` : sql` AND agent_id = ${query.agentId}`;
  const wanted = pilesOf(query.filter).map(
    ({ isClient, isUnread }) => sql`(is_client = ${isClient} AND is_unread = ${isUnread})`,
  );
  return sql`SELECT * FROM conversations INDEXED BY conversations_contact
    WHERE tenant_id = ${tenantId} AND contact_id = ${query.contactId}${ofAgent} AND (${sql.join(wanted, sql` OR `)}) AND ${listed(query)}`;
};

/** Begun, not joined into another thread, and after the last one shown: in each case a range of the index, never a row to look at. */
const listed = ({ filter, cursor }: Query): SQL => {
  const begun = sql`last_message_at > 0 AND moved_to IS NULL`;
  const [attention, at, id] = decodeCursor(cursor, 3) ?? [];
  const isMidway = id !== undefined;
  if (filter === "needs_person")
    return sql`${begun} AND attention = 1${isMidway ? sql` AND (last_message_at, id) < (${at}, ${id})` : sql``}`;
  return isMidway ? sql`${begun} AND (attention, last_message_at, id) < (${attention}, ${at}, ${id})` : begun;
};
