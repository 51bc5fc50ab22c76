import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { agents, whatsappLines, type AgentRow } from "../../schema/tables/agents.ts";
import { oneOf } from "../contacts/oneOf.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

export type LineRow = typeof whatsappLines.$inferSelect;
export interface AgentWithLine {
  agent: AgentRow;
  line: LineRow | null;
}

/** An agent as it is now, read at every turn; null for an unknown, foreign or deleted one. */
export const readAgent = (db: TenantDb, id: string): Promise<AgentRow | null> =>
  db.first(agents, and(eq(agents.id, id), isNull(agents.deletedAt)));

export const readAgentWithLine = async (db: TenantDb, id: string): Promise<AgentWithLine | null> => {
  const [agent, line] = await Promise.all([readAgent(db, id), db.first(whatsappLines, eq(whatsappLines.agentId, id))]);
  return agent && { agent, line };
};

/** A page of the tenant's agents, oldest first. */
export const listAgents = async (
  db: TenantDb,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: AgentWithLine[]; nextCursor: string | null }> => {
  const [after] = decodeCursor(cursor, 1) ?? [];
  const rows = await db.all(agents, {
    where: and(isNull(agents.deletedAt), after === undefined ? undefined : gt(agents.id, String(after))),
    orderBy: [asc(agents.id)],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const ids = page.map((agent) => agent.id);
  const lines = ids.length === 0 ? [] : await db.all(whatsappLines, { where: oneOf(whatsappLines.agentId, ids) });
  const last = page.at(-1);
  return {
    items: page.map((agent) => ({ agent, line: lines.find((line) => line.agentId === agent.id) ?? null })),
    nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null,
  };
};
