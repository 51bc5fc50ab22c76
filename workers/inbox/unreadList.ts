import type { SortKey } from "./shelves.ts";

/** A page of what one user has not seen. */
export interface UnreadQuery {
  sort: "attention" | "recent";
  agentId: string | null;
  labelId: string | null;
  /** Where the page before ended. */
  after: SortKey | null;
  limit: number;
}

export interface UnreadRow extends Record<string, SqlStorageValue>, SortKey {
  id: string;
  sortAttention: number;
  sortAt: number;
}

const columns = "SELECT u.conversation_id AS id, u.attention AS sortAttention, u.at AS sortAt FROM unread AS u";
const wanted = `u.user_id = ?1 AND ((?2 IS NULL AND ?3 IS NULL) OR EXISTS (
  SELECT 1 FROM thread AS t WHERE t.id = u.conversation_id AND (?2 IS NULL OR t.facts ->> '$.agentId' = ?2)
    AND (?3 IS NULL OR EXISTS (SELECT 1 FROM json_each(t.facts, '$.labelIds') WHERE value = ?3))
))`;

const byAttention = `${columns} WHERE ${wanted} AND (?4 IS NULL OR (u.attention, u.at, u.conversation_id) < (?4, ?5, ?6))
  ORDER BY u.attention DESC, u.at DESC, u.conversation_id DESC LIMIT ?7`;

/** The newest of both kinds, merged: each is in order by the index. */
const byTime = [0, 1]
  .map(
    (attention) =>
      `${columns} WHERE ${wanted} AND u.attention = ${attention} AND (?4 IS NULL OR (u.at, u.conversation_id) < (?5, ?6))`,
  )
  .join(" UNION ALL ")
  .concat(" ORDER BY sortAt DESC, id DESC LIMIT ?7");

/** The conversations a user has not seen all of, in the inbox's order, with how much. */
export const listUnread = (sql: SqlStorage, userId: string, { sort, agentId, labelId, after, limit }: UnreadQuery): UnreadRow[] =>
  sql
    .exec<UnreadRow>(
      sort === "attention" ? byAttention : byTime,
      userId,
      agentId,
      labelId,
      after?.sortAttention ?? null,
      after?.sortAt ?? null,
      after?.id ?? null,
      limit,
    )
    .toArray();

/** How many conversations a user has not seen all of. */
export const countUnread = (sql: SqlStorage, userId: string): number =>
  sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM unread WHERE user_id = ?", userId).one().n;
