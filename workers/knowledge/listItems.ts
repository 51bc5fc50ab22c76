import { and, desc, eq, isNull, lt } from "drizzle-orm";
import { agents, knowledgeItems } from "../../schema/tables/agents.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ItemRow } from "./itemOnWire.ts";

export interface ItemQuery {
  agentId?: string | undefined;
  scope?: "agent" | "store" | undefined;
  cursor?: string | undefined;
  limit: number;
}

const { tenantId, id, scope, agentId, title, kind, minLevel, state, failure, characters, fileId, createdAt } = knowledgeItems;
const fields = { tenantId, id, scope, agentId, title, kind, minLevel, state, failure, characters, fileId, createdAt };

/** A page of knowledge items, newest first; those of deleted agents are not shown. */
export const listItems = async (db: TenantDb, query: ItemQuery): Promise<{ items: ItemRow[]; nextCursor: string | null }> => {
  const [before] = decodeCursor(query.cursor, 1) ?? [];
  const rows = await db.pick(fields, knowledgeItems, {
    join: [[agents, eq(agents.id, knowledgeItems.agentId)]],
    where: and(
      isNull(agents.deletedAt),
      query.agentId === undefined ? undefined : eq(knowledgeItems.agentId, query.agentId),
      query.scope === undefined ? undefined : eq(knowledgeItems.scope, query.scope),
      before === undefined ? undefined : lt(knowledgeItems.id, String(before)),
    ),
    orderBy: [desc(knowledgeItems.id)],
    limit: query.limit + 1,
  });
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > query.limit && last ? encodeCursor([last.id]) : null };
};
