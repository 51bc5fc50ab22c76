import { sql } from "drizzle-orm";
import { agents } from "../../schema/tables/agents.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** What the agents of these conversations are called: few, whatever the number of conversations. */
export const agentNames = async (db: TenantDb, rows: { agentId: string }[]): Promise<Map<string, string>> => {
  const ids = JSON.stringify([...new Set(rows.map(({ agentId }) => agentId))]);
  const found = await db.pick({ id: agents.id, name: agents.name }, agents, {
    where: sql`${agents.id} IN (SELECT value FROM json_each(${ids}))`,
  });
  return new Map(found.map(({ id, name }) => [id, name]));
};
