import { sql } from "drizzle-orm";
import type { AgentDraftFields } from "../../schema/contract/agentDrafts.ts";
import type { AgentWarning } from "../../schema/contract/agentVersions.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import { matchOf } from "../platform/searchMatch.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { fieldsOf } from "./agentFields.ts";
import type { AgentDeps } from "./deps.ts";
import { given } from "./given.ts";
import { readAgentWithLine } from "./readAgent.ts";
import { mostClientsCounted, warningsOf, type Shelf } from "./warnings.ts";

const readShelves = (db: TenantDb, agentId: string): Promise<Shelf[]> =>
  db.raw<Shelf & Record<string, unknown>>(
    (tenantId) => sql`
      select scope, min_level as minLevel, state, count(*) as count from knowledge_items
      where tenant_id = ${tenantId} and (agent_id = ${agentId} or agent_id is null) group by scope, min_level, state`,
  );

/**
 * How many have a record with the tenant, and would be answered from it by a standard agent. Counted in the index of people's words, which
 * holds nobody who was joined or erased, and no further than is told.
 */
const countClients = async (db: TenantDb): Promise<number> => {
  const [row] = await db.raw<{ count: number }>((tenantId) => {
    const match = matchOf({ tenantId, facets: ["roleclient"] });
    return sql`
      select count(*) as count
      from (select rowid as place from contact_words where contact_words match ${match} limit ${mostClientsCounted + 1}) as found
      cross join contacts as k on k.rowid = found.place
      where k.tenant_id = ${tenantId}`;
  });
  return row?.count ?? 0;
};

/** Looks an agent over as it would be if the draft were published; without one, as its stored draft says. */
export const askWarnings = async (
  { hasVertex }: Pick<AgentDeps, "hasVertex">,
  db: TenantDb,
  id: string,
  draft: AgentDraftFields | undefined,
): Promise<{ items: AgentWarning[] } | Refusal> => {
  const found = await readAgentWithLine(db, id);
  if (!found) return refuse("not_found");
  const before = fieldsOf(found.agent);
  const after = { ...before, ...(given(draft ?? found.agent.draft ?? {}) as object) };
  const becomesLevelled = before.levels.length === 0 && after.levels.length > 0;
  const [shelves, clients] = await Promise.all([readShelves(db, id), becomesLevelled ? countClients(db) : 0]);
  return { items: warningsOf({ before, after, hasLine: found.line !== null, hasVertex, clients, shelves }) };
};
