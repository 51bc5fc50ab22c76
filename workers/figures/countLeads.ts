import { and, eq, sql } from "drizzle-orm";
import { dailyLeads } from "../../schema/tables/figures.ts";
import { jsonParts } from "../platform/jsonParts.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { spanOfDay } from "./days.ts";
import { reachedAt, type Progress } from "./funnelSteps.ts";
import { spansOf, type Spans } from "./spans.ts";

type LeadsRow = Omit<typeof dailyLeads.$inferSelect, "tenantId" | "day">;
type Stages = Pick<LeadsRow, "engagedAfter" | "qualifiedAfter" | "convertedAfter">;

interface LeadRow extends Record<string, unknown>, Omit<Progress, "repliedAt"> {
  agentId: string;
}

/** Counts a day's leads, but for those who were joined into somebody: by when they came, and by when they were won. */
export const countLeads = async (db: TenantDb, day: string, timeZone: string): Promise<LeadsRow[]> => {
  const [came, won] = await readLeads(db, spanOfDay(day, timeZone));
  const byAgent = Map.groupBy(came, ({ agentId }) => agentId);
  const wonWith = new Map(won.map(({ agentId, count }) => [agentId, count]));
  return [...new Set([...byAgent.keys(), ...wonWith.keys()])].map((agentId) => {
    const leads = byAgent.get(agentId) ?? [];
    return { agentId, newLeads: leads.length, convertedLeads: wonWith.get(agentId) ?? 0, ...stageTimes(leads) };
  });
};

/** How long leads took from their first message to each stage. */
export const stageTimes = (leads: readonly Omit<Progress, "repliedAt">[]): Stages => {
  const times = leads.map((lead) => reachedAt(lead).map((at) => (at === null ? null : at - lead.newAt)));
  const after = (stage: number): Spans => spansOf(times.flatMap((of) => of[stage] ?? []));
  return { engagedAfter: after(1), qualifiedAfter: after(2), convertedAfter: after(3) };
};

const readLeads = (db: TenantDb, { from, to }: { from: number; to: number }) =>
  Promise.all([
    db.raw<LeadRow>(
      (tenantId) => sql`
        SELECT f.agent_id AS agentId, f.new_at AS newAt, f.engaged_at AS engagedAt, f.qualified_at AS qualifiedAt,
          f.converted_at AS convertedAt
        FROM funnel AS f INDEXED BY funnel_new CROSS JOIN contacts AS k ON k.tenant_id = f.tenant_id AND k.id = f.contact_id
        WHERE f.tenant_id = ${tenantId} AND f.new_at >= ${from} AND f.new_at < ${to} AND k.merged_into IS NULL`,
    ),
    db.raw<{ agentId: string; count: number }>(
      (tenantId) => sql`
        SELECT f.agent_id AS agentId, count(*) AS count
        FROM funnel AS f INDEXED BY funnel_converted CROSS JOIN contacts AS k ON k.tenant_id = f.tenant_id AND k.id = f.contact_id
        WHERE f.tenant_id = ${tenantId} AND f.converted_at IS NOT NULL AND f.converted_at >= ${from} AND f.converted_at < ${to}
          AND k.merged_into IS NULL
        GROUP BY f.agent_id`,
    ),
  ]);

/** What a day's rows become; those that stay as they are aren't written. */
export const writeLeads = (db: TenantDb, day: string, rows: readonly LeadsRow[]): Statement[] => [
  db.remove(dailyLeads, and(eq(dailyLeads.day, day), absent(rows))!),
  ...jsonParts(rows).map((part) =>
    db.rawStatement(
      (tenantId) => sql`
        INSERT INTO daily_leads (tenant_id, day, agent_id, new_leads, converted_leads, engaged_after, qualified_after, converted_after)
        SELECT ${tenantId}, ${day}, r.value ->> 'agentId', r.value ->> 'newLeads', r.value ->> 'convertedLeads',
          r.value -> 'engagedAfter', r.value -> 'qualifiedAfter', r.value -> 'convertedAfter'
        FROM json_each(${part}) AS r WHERE true
        ON CONFLICT (tenant_id, day, agent_id) DO UPDATE SET new_leads = excluded.new_leads, converted_leads = excluded.converted_leads,
          engaged_after = excluded.engaged_after, qualified_after = excluded.qualified_after, converted_after = excluded.converted_after
        WHERE (new_leads, converted_leads, engaged_after, qualified_after, converted_after)
          IS NOT (excluded.new_leads, excluded.converted_leads, excluded.engaged_after, excluded.qualified_after, excluded.converted_after)`,
    ),
  ),
];

const absent = (rows: readonly LeadsRow[]) => sql`agent_id NOT IN (
  SELECT value FROM json_each(${JSON.stringify(rows.map(({ agentId }) => agentId))}))`;
