import { desc, eq, sql } from "drizzle-orm";
import type { AgentShare } from "../../schema/contract/agentShares.ts";
import { agentShares } from "../../schema/tables/agents.ts";
import { agentReaders } from "../../schema/tables/contacts.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { readAgent } from "./readAgent.ts";

export type ShareRow = typeof agentShares.$inferSelect;

/** As many links as an agent may have: each is a campaign, a place, a partner, not a person. */
export const mostShares = 200;

export const shareOnWire = ({ tenantId: _tenantId, createdAt, updatedAt, ...share }: ShareRow, readers: number): AgentShare => ({
  ...share,
  readers,
  createdAt: new Date(createdAt).toISOString(),
  updatedAt: new Date(updatedAt).toISOString(),
});

const countReaders = async (db: TenantDb, agentId: string): Promise<Map<string, number>> => {
  const rows = await db.raw<{ shareId: string; count: number }>(
    (tenantId) => sql`
      select shares.id as shareId, count(*) as count from agent_shares as shares
      cross join agent_readers as readers on readers.tenant_id = shares.tenant_id and readers.share_id = shares.id
      where shares.tenant_id = ${tenantId} and shares.agent_id = ${agentId} group by shares.id`,
  );
  return new Map(rows.map(({ shareId, count }) => [shareId, count]));
};

/** The links of an agent, the newest first, with how many people came by each. */
export const listShares = async (db: TenantDb, agentId: string): Promise<{ items: AgentShare[]; nextCursor: null } | Refusal> => {
  if (!(await readAgent(db, agentId))) return refuse("not_found");
  const [rows, readers] = await Promise.all([
    db.all(agentShares, { where: eq(agentShares.agentId, agentId), orderBy: [desc(agentShares.id)], limit: mostShares }),
    countReaders(db, agentId),
  ]);
  return { items: rows.map((row) => shareOnWire(row, readers.get(row.id) ?? 0)), nextCursor: null };
};

export const countReadersOf = async (db: TenantDb, shareId: string): Promise<number> => {
  const [row] = await db.pick({ count: sql<number>`count(*)` }, agentReaders, {
    where: eq(agentReaders.shareId, shareId),
  });
  return row?.count ?? 0;
};
