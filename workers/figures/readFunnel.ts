import { and, between, eq } from "drizzle-orm";
import { funnelStages, type FiguresQuery, type FunnelReport } from "../../schema/contract/figures.ts";
import { dailyLeads } from "../../schema/tables/figures.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { addSpans, countOf, percentile, type Spans } from "./spans.ts";

/** Below so many a share says more about chance than about the business. */
export const enough = 5;

type LeadsRow = typeof dailyLeads.$inferSelect;

/** Nobody's lead has a level above Bronze (DESIGN section 4), so leads are asked for at the others in vain. */
export const leadLevel = 1;

/** The rows of a range's days and agents: as many as there are of these, however many leads. */
export const readLeads = (db: TenantDb, { from, to, agentId, level }: FiguresQuery): Promise<LeadsRow[]> =>
  level !== undefined && level !== leadLevel
    ? Promise.resolve([])
    : db.all(dailyLeads, {
        where: and(between(dailyLeads.day, from, to), agentId === undefined ? undefined : eq(dailyLeads.agentId, agentId))!,
      });

/** How far those have come who first wrote within the range. Someone who skipped a stage counts as having passed it. */
export const readFunnel = async (db: TenantDb, query: FiguresQuery): Promise<FunnelReport> =>
  stagesOf(await readLeads(db, query));

type Counted = Pick<LeadsRow, "newLeads" | "engagedAfter" | "qualifiedAfter" | "convertedAfter">;

export const stagesOf = (rows: readonly Counted[]): FunnelReport => {
  const sum = (pick: (row: Counted) => Spans): Spans => rows.map(pick).reduce(addSpans, {});
  const later = [
    sum(({ engagedAfter }) => engagedAfter),
    sum(({ qualifiedAfter }) => qualifiedAfter),
    sum(({ convertedAfter }) => convertedAfter),
  ];
  const counts = [rows.reduce((total, { newLeads }) => total + newLeads, 0), ...later.map(countOf)];
  return {
    stages: funnelStages.map((stage, at) => {
      const [count, before] = [counts[at] ?? 0, counts[at - 1] ?? 0];
      const took = later[at - 1];
      return {
        stage,
        count,
        share: before < enough ? null : count / before,
        medianMs: took === undefined || count < enough ? null : percentile(took, 0.5),
      };
    }),
  };
};
