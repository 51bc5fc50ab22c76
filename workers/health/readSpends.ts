import { isNull } from "drizzle-orm";
import { agents } from "../../schema/tables/agents.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { answered } from "./answered.ts";
import type { HealthDeps } from "./deps.ts";

/** What an agent has spent on a day, reservations included, of what it may, in millionths of a euro. */
export interface SpendFacts {
  agentId: string;
  agentName: string;
  /** Null when its counter did not answer in time. */
  spentMicros: number | null;
  capMicros: number;
}

const mostAgents = 50;

/** @param day the tenant's calendar day, `YYYY-MM-DD` */
export const readSpends = async (
  deps: Pick<HealthDeps, "quota" | "log">,
  db: TenantDb,
  day: string,
  patienceMs: number,
): Promise<{ spends: SpendFacts[]; isCut: boolean }> => {
  const { id, name, dailySpendCapMicros, deletedAt, createdAt } = agents;
  const rows = await db.pick({ agentId: id, agentName: name, capMicros: dailySpendCapMicros }, agents, {
    where: isNull(deletedAt),
    orderBy: [createdAt],
    limit: mostAgents + 1,
  });
  const spends = await Promise.all(
    rows.slice(0, mostAgents).map(async (row) => ({
      ...row,
      spentMicros: await answered(() => deps.quota(row.agentId).spend(day), patienceMs, deps.log),
    })),
  );
  return { spends, isCut: rows.length > mostAgents };
};
