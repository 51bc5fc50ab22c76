import { sql, type SQL } from "drizzle-orm";
import type { FunnelStage } from "../../schema/contract/figures.ts";
import type { BehindAsked, BehindSource } from "./behind.ts";

const stages: Record<FunnelStage, { date: SQL; index: SQL }> = {
  new: { date: sql`f.new_at`, index: sql`funnel_new` },
  engaged: { date: sql`coalesce(f.engaged_at, f.qualified_at, f.converted_at)`, index: sql`funnel_engaged` },
  qualified: { date: sql`coalesce(f.qualified_at, f.converted_at)`, index: sql`funnel_qualified` },
  converted: { date: sql`f.converted_at`, index: sql`funnel_converted` },
};

/** Leads who reached a stage within the range, the last first; or who came within it and have reached it since, the newest lead first. */
export const behindStages = (
  stage: FunnelStage,
  { since, until, agentId, of }: Pick<BehindAsked, "since" | "until" | "agentId" | "of">,
): BehindSource => {
  const { date } = stages[stage];
  const { date: ranged, index } = of === "cohort" ? stages.new : stages[stage];
  return {
    candidates: (tenantId, after, limit) => sql`
      SELECT c.at, c.id, c.id AS contactId, c.reached IS NOT NULL AND k.merged_into IS NULL
        ${agentId === undefined ? sql`` : sql`AND c.agent_id = ${agentId}`} AS isListed
      FROM (
        SELECT ${ranged} AS at, f.contact_id AS id, f.agent_id, ${date} AS reached FROM funnel AS f INDEXED BY ${index}
        WHERE f.tenant_id = ${tenantId} AND ${ranged} IS NOT NULL AND ${ranged} >= ${since} AND ${ranged} < ${until}
          ${after === null ? sql`` : sql`AND (${ranged}, f.contact_id) < (${after.at}, ${after.id})`}
        ORDER BY ${ranged} DESC, f.contact_id DESC LIMIT ${limit}
      ) AS c CROSS JOIN contacts AS k ON k.tenant_id = ${tenantId} AND k.id = c.id
      ORDER BY c.at DESC, c.id DESC`,
    facts: (tenantId, contactIds) => sql`
      SELECT f.contact_id AS contactId, ${date} AS at, 1 AS count,
        (SELECT max(id) FROM conversations AS c WHERE c.tenant_id = f.tenant_id AND c.contact_id = f.contact_id AND c.agent_id = f.agent_id)
          AS conversationId
      FROM json_each(${JSON.stringify(contactIds)}) AS wanted
      CROSS JOIN funnel AS f ON f.tenant_id = ${tenantId} AND f.contact_id = wanted.value`,
  };
};
