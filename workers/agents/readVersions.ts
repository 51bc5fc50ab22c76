import { and, desc, eq, lt } from "drizzle-orm";
import type { AgentVersion, AgentVersionSummary } from "../../schema/contract/agentVersions.ts";
import { agentVersions, type AgentRow } from "../../schema/tables/agents.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { changedFields, fieldsOf } from "./agentFields.ts";
import type { AgentDeps } from "./deps.ts";
import { authorOf, type Names } from "./drafts.ts";
import { readAgent } from "./readAgent.ts";
import { nobodyKnown } from "./versionRows.ts";

type VersionRow = typeof agentVersions.$inferSelect;

/** A version carries every text of its agent, so a page of them is short. */
const mostVersions = 20;

/** What is published now, as a version: for an agent that nobody has published since versions are kept. */
const presentVersion = (agent: AgentRow): VersionRow => ({
  tenantId: agent.tenantId,
  agentId: agent.id,
  version: agent.version,
  fields: fieldsOf(agent),
  publishedBy: nobodyKnown,
  publishedAt: agent.updatedAt,
  restoredFrom: null,
});

const factsOf = (row: VersionRow, names: Names) => ({
  version: row.version,
  at: new Date(row.publishedAt).toISOString(),
  by: authorOf(row.publishedBy, names),
  restoredFrom: row.restoredFrom,
});

/** The versions of an agent, the newest first, each with what it changed of the one before. */
export const listVersions = async (
  { names }: Pick<AgentDeps, "names">,
  db: TenantDb,
  id: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: AgentVersionSummary[]; nextCursor: string | null } | Refusal> => {
  const agent = await readAgent(db, id);
  if (!agent) return refuse("not_found");
  const [before] = decodeCursor(cursor, 1) ?? [];
  const most = Math.min(limit, mostVersions);
  const found = await db.all(agentVersions, {
    where: and(eq(agentVersions.agentId, id), before === undefined ? undefined : lt(agentVersions.version, Number(before))),
    orderBy: [desc(agentVersions.version)],
    limit: most + 1,
  });
  const isPresentKept = before !== undefined || found[0]?.version === agent.version;
  const rows = isPresentKept ? found : [presentVersion(agent), ...found];
  const known = await names(rows.map((row) => row.publishedBy));
  const items = rows.slice(0, most).map((row, at) => {
    const older = rows[at + 1];
    return { ...factsOf(row, known), changed: older ? changedFields(older.fields, row.fields) : null };
  });
  const last = items.at(-1);
  return { items, nextCursor: rows.length > most && last ? encodeCursor([last.version]) : null };
};

/** The row of one version; the one that is published now is there even if it was never kept. */
export const findVersion = async (db: TenantDb, agent: AgentRow, version: number): Promise<VersionRow | null> => {
  const row = await db.first(agentVersions, and(eq(agentVersions.agentId, agent.id), eq(agentVersions.version, version)));
  return row ?? (version === agent.version ? presentVersion(agent) : null);
};

export const readVersion = async (
  { names }: Pick<AgentDeps, "names">,
  db: TenantDb,
  id: string,
  version: number,
): Promise<AgentVersion | Refusal> => {
  const agent = await readAgent(db, id);
  const row = agent && (await findVersion(db, agent, version));
  if (!row) return refuse("not_found");
  return { ...factsOf(row, await names([row.publishedBy])), fields: row.fields };
};
