import { sql } from "drizzle-orm";
import type { AgentFields } from "../../schema/contract/agents.ts";
import { agentVersions, type AgentRow } from "../../schema/tables/agents.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { fieldsOf } from "./agentFields.ts";

/** Stands for whoever published a version before versions were kept. */
export const nobodyKnown = "system";

interface NewVersion {
  agentId: string;
  version: number;
  fields: AgentFields;
  publishedBy: string;
  publishedAt: number;
  restoredFrom: number | null;
}

/** The version of an agent that has just been made. */
export const firstVersion = (db: TenantDb, version: NewVersion): Statement =>
  db.insert(agentVersions, { ...version, fields: fieldsOf(version.fields) });

/** The version that is about to be left, if it was never kept: it is a fact already, whatever becomes of the batch. */
export const versionBefore = (db: TenantDb, agent: AgentRow): Statement =>
  db.insert(
    agentVersions,
    {
      agentId: agent.id,
      version: agent.version,
      fields: fieldsOf(agent),
      publishedBy: nobodyKnown,
      publishedAt: agent.updatedAt,
      restoredFrom: null,
    },
    { do: "nothing" },
  );

/** The version that the statement just before it in the batch has published, if it did. */
export const versionPublished = (db: TenantDb, version: NewVersion): Statement => {
  const { agentId, version: number, fields, publishedBy, publishedAt, restoredFrom } = version;
  return db.rawStatement(
    (tenantId) => sql`
      insert into agent_versions (tenant_id, agent_id, version, fields, published_by, published_at, restored_from)
      select ${tenantId}, ${agentId}, ${number}, ${JSON.stringify(fieldsOf(fields))}, ${publishedBy}, ${publishedAt}, ${restoredFrom}
      where changes() > 0`,
  );
};
