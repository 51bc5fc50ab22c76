import { sql } from "drizzle-orm";
import { funnelStages, type FiguresQuery, type FunnelReport } from "../../schema/contract/figures.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { spanOfDay } from "./days.ts";
import type { FiguresDeps } from "./deps.ts";
import type { Progress } from "./funnelSteps.ts";

/** Below so many a share says more about chance than about the business. */
export const enough = 5;

interface LeadRow extends Record<string, unknown>, Omit<Progress, "repliedAt"> {}

/** How far those have come who first wrote within the range. Someone who skipped a stage counts as having passed it. */
export const readFunnel = async (deps: FiguresDeps, db: TenantDb, query: FiguresQuery): Promise<FunnelReport | Refusal> => {
  const tenant = await deps.directory.tenant(db.tenantId);
  if (!tenant) return refuse("not_found");
  if (query.level !== undefined && query.level > 1) return stagesOf([]);
  const from = spanOfDay(query.from, tenant.timeZone).from;
  const to = spanOfDay(query.to, tenant.timeZone).to;
  const leads = await db.raw<LeadRow>(
    (tenantId) => sql`
      SELECT f.new_at AS newAt, f.engaged_at AS engagedAt, f.qualified_at AS qualifiedAt, f.converted_at AS convertedAt
      FROM funnel AS f INDEXED BY funnel_new JOIN contacts AS k ON k.tenant_id = f.tenant_id AND k.id = f.contact_id
      WHERE f.tenant_id = ${tenantId} AND f.new_at >= ${from} AND f.new_at < ${to} AND k.merged_into IS NULL
        ${query.agentId === undefined ? sql`` : sql`AND f.agent_id = ${query.agentId}`}`,
  );
  return stagesOf(leads);
};

/** When a lead had come as far as each stage: the stage's own date, or the first of the later ones. */
const reachedAt = ({ newAt, engagedAt, qualifiedAt, convertedAt }: Omit<Progress, "repliedAt">): (number | null)[] => {
  const dates = [newAt, engagedAt, qualifiedAt, convertedAt];
  return dates.map((_, stage) => {
    const later = dates.slice(stage).filter((at) => at !== null);
    return later.length === 0 ? null : Math.min(...later);
  });
};

export const stagesOf = (leads: readonly Omit<Progress, "repliedAt">[]): FunnelReport => {
  const reached = leads.map(reachedAt);
  return {
    stages: funnelStages.map((stage, at) => {
      const times = reached.flatMap((dates, lead) => {
        const when = dates[at] ?? null;
        return when === null ? [] : [when - (leads[lead]?.newAt ?? when)];
      });
      const before = at === 0 ? 0 : reached.filter((dates) => dates[at - 1] !== null).length;
      return {
        stage,
        count: times.length,
        share: before < enough ? null : times.length / before,
        medianMs: at === 0 || times.length < enough ? null : medianOf(times),
      };
    }),
  };
};

const medianOf = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0;
