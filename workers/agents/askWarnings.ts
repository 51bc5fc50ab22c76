import { sql } from "drizzle-orm";
import type { AgentDraftFields } from "../../schema/contract/agentDrafts.ts";
import type { AgentWarning } from "../../schema/contract/agentVersions.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { fieldsOf } from "./agentFields.ts";
import type { AgentDeps } from "./deps.ts";
import { given } from "./given.ts";
import { readAgentWithLine } from "./readAgent.ts";
import { warningsOf, type Shelf } from "./warnings.ts";

const readShelves = (db: TenantDb, agentId: string): Promise<Shelf[]> =>
  db.raw<Shelf & Record<string, unknown>>(
    (tenantId) => sql`
      select scope, min_level as minLevel, state, count(*) as count from knowledge_items
      where tenant_id = ${tenantId} and (agent_id = ${agentId} or agent_id is null) group by scope, min_level, state`,
  );

/** Everybody who has a record with the tenant, and would be answered from it by a standard agent. */
const countClients = async (db: TenantDb): Promise<number> => {
  const [row] = await db.raw<{ count: number }>(
    (tenantId) => sql`
      select count(*) as count from contacts where tenant_id = ${tenantId} and merged_into is null and deleted_at is null
      and exists (select 1 from json_each(contacts.roles) where value = 'client')`,
  );
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
