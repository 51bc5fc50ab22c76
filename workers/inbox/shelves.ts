import { sql, type SQL } from "drizzle-orm";
import type { z } from "zod";
import type { conversationListQuerySchema } from "../../schema/contract/conversations.ts";
import { attentionsOf, pilesOf, placeOf } from "./piles.ts";

export type ListQuery = z.output<typeof conversationListQuerySchema>;

/** Conversations that an index holds in the order of a list: which, and by which columns. */
export interface Shelf {
  from: SQL;
  where: SQL;
  attention: SQL;
  at: SQL;
  id: SQL;
  /** Whether `attention` stands in the index before `at`. */
  hasAttention: boolean;
}

const ownColumns = { attention: sql`c.attention`, at: sql`c.last_message_at`, id: sql`c.id` };
const listed = sql`c.last_message_at > 0 AND c.moved_to IS NULL`;

/**
 * The shelves that a list is merged from: however it is narrowed, an index holds just what it shows, in its order, so that a page costs
 * the same in a tenant of any size. The indexes are named, lest a planner without statistics prefers one that has to be read to its end.
 */
export const shelvesOf = (tenantId: string, userId: string, query: ListQuery): Shelf[] => {
  const { labelId } = query;
  if (query.filter === "mine")
    return [
      labelId === undefined ? assigneeShelf(tenantId, userId, query) : labelledAssigneeShelf(tenantId, userId, query, labelId),
    ];
  if (labelId !== undefined) return pilesOf(query.filter).map((isClient) => labelShelf(tenantId, query, labelId, isClient));
  if (placeOf(query.filter) !== "open") return [elsewhereShelf(tenantId, query)];
  return pilesOf(query.filter).map((isClient) => pileShelf(tenantId, query, isClient));
};

const ofAgent = ({ agentId }: ListQuery): SQL => (agentId === undefined ? sql`` : sql` AND c.agent_id = ${agentId}`);

const pileShelf = (tenantId: string, query: ListQuery, isClient: number): Shelf => {
  const index = query.agentId === undefined ? sql`conversations_inbox` : sql`conversations_inbox_of_agent`;
  return {
    ...ownColumns,
    from: sql`conversations AS c INDEXED BY ${index}`,
    where: sql`c.tenant_id = ${tenantId}${ofAgent(query)} AND c.is_client = ${isClient} AND c.place = 'open' AND ${listed}`,
    hasAttention: true,
  };
};

const elsewhereShelf = (tenantId: string, query: ListQuery): Shelf => ({
  ...ownColumns,
  from: sql`conversations AS c INDEXED BY ${query.agentId === undefined ? sql`conversations_elsewhere` : sql`conversations_elsewhere_of_agent`}`,
  where: sql`c.tenant_id = ${tenantId} AND c.place = ${placeOf(query.filter)} AND c.place <> 'open'${ofAgent(query)} AND ${listed}`,
  hasAttention: false,
});

const assigneeShelf = (tenantId: string, userId: string, query: ListQuery): Shelf => {
  const index = query.agentId === undefined ? sql`conversations_assignee` : sql`conversations_assignee_of_agent`;
  return {
    attention: sql`c.list_attention`,
    at: sql`c.list_at`,
    id: sql`c.id`,
    from: sql`conversations AS c INDEXED BY ${index}`,
    where: sql`c.tenant_id = ${tenantId} AND c.assignee_id = ${userId} AND c.list_at IS NOT NULL${ofAgent(query)}`,
    hasAttention: true,
  };
};

const labelled = (tenantId: string, { agentId }: ListQuery, labelId: string, index: SQL, narrowed: SQL): Shelf => ({
  attention: sql`l.list_attention`,
  at: sql`l.list_at`,
  id: sql`l.conversation_id`,
  from: sql`conversation_labels AS l INDEXED BY ${index}
    CROSS JOIN conversations AS c ON c.tenant_id = l.tenant_id AND c.id = l.conversation_id`,
  where: sql`l.tenant_id = ${tenantId} AND l.label_id = ${labelId}${agentId === undefined ? sql`` : sql` AND l.agent_id = ${agentId}`}${narrowed}`,
  hasAttention: true,
});

const labelShelf = (tenantId: string, query: ListQuery, labelId: string, isClient: number): Shelf => {
  const index = query.agentId === undefined ? sql`conversation_labels_label` : sql`conversation_labels_agent`;
  return labelled(tenantId, query, labelId, index, sql` AND l.place = ${placeOf(query.filter)} AND l.is_client = ${isClient}`);
};

const labelledAssigneeShelf = (tenantId: string, userId: string, query: ListQuery, labelId: string): Shelf => {
  const index = query.agentId === undefined ? sql`conversation_labels_assignee` : sql`conversation_labels_assignee_of_agent`;
  return labelled(tenantId, query, labelId, index, sql` AND l.assignee_id = ${userId} AND l.place = 'open'`);
};

/** Whether what needs a person comes first; else the newest does. */
const isByAttention = ({ sort, filter }: ListQuery): boolean =>
  sort === "attention" && filter !== "needs_person" && placeOf(filter) === "open";

/** Where a conversation stands in the list that was asked for. */
export interface SortKey {
  sortAttention: number;
  sortAt: number;
  id: string;
}

export const inOrderOf =
  (query: ListQuery) =>
  (a: SortKey, b: SortKey): number =>
    (isByAttention(query) ? b.sortAttention - a.sortAttention : 0) || b.sortAt - a.sortAt || (a.id < b.id ? 1 : -1);

/** The shelves' conversations in one order, as one query: SQLite merges them as it goes and stops when the page is full. */
export const mergedShelves = (shelves: Shelf[], query: ListQuery, after: SortKey | null): SQL => {
  const parts = shelves.flatMap((shelf) => {
    if (isByAttention(query)) return [run(shelf, sql``, after && pastAttention(shelf, after))];
    const isPast = after && pastTime(shelf, after);
    if (!shelf.hasAttention) return [run(shelf, sql``, isPast)];
    return attentionsOf(query.filter).map((attention) => run(shelf, sql` AND ${shelf.attention} = ${attention}`, isPast));
  });
  const order = isByAttention(query) ? sql`sortAttention DESC, sortAt DESC, sortId DESC` : sql`sortAt DESC, sortId DESC`;
  return sql`${sql.join(parts, sql` UNION ALL `)} ORDER BY ${order} LIMIT ${query.limit + 1}`;
};

const pastAttention = ({ attention, at, id }: Shelf, after: SortKey): SQL =>
  sql`(${attention}, ${at}, ${id}) < (${after.sortAttention}, ${after.sortAt}, ${after.id})`;

const pastTime = ({ at, id }: Shelf, after: SortKey): SQL => sql`(${at}, ${id}) < (${after.sortAt}, ${after.id})`;

const run = ({ from, where, attention, at, id }: Shelf, wanted: SQL, isPast: SQL | null): SQL => sql`
  SELECT c.*, ${attention} AS sortAttention, ${at} AS sortAt, ${id} AS sortId
  FROM ${from} WHERE ${where}${wanted}${isPast ? sql` AND ${isPast}` : sql``}`;
