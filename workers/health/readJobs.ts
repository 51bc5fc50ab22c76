import { sql, type SQL } from "drizzle-orm";
import type { TenantDb } from "../platform/tenantDb.ts";

/** Jobs whose time has come, and those given up in the last seven days. Times in milliseconds. */
export interface JobFacts {
  due: number;
  failed: number;
  /** When the first of the due ones was due. */
  oldestAt: number | null;
}

const mostRows = 500;
const weekMs = 7 * 24 * 60 * 60_000;

/** Each state's oldest rows alone, from the index `jobs_of_tenant`. */
export const readJobs = async (db: TenantDb, now: number): Promise<JobFacts & { isCut: boolean }> => {
  const rows = await db.raw<{ state: string; count: number; oldestAt: number }>((tenantId) => {
    const part = (state: string, when: SQL) => sql`
      SELECT ${state} AS state, COUNT(*) AS count, MIN(due_at) AS oldestAt FROM (
        SELECT due_at FROM jobs INDEXED BY jobs_of_tenant
        WHERE tenant_id = ${tenantId} AND state = ${state} AND ${when} ORDER BY due_at LIMIT ${mostRows + 1})`;
    const isDue = sql`due_at <= ${now}`;
    return sql`${part("due", isDue)} UNION ALL ${part("leased", isDue)} UNION ALL ${part("failed", sql`due_at > ${now - weekMs}`)}`;
  });
  const waiting = rows.filter(({ state, count }) => state !== "failed" && count > 0);
  return {
    due: waiting.reduce((sum, { count }) => sum + count, 0),
    failed: rows.find(({ state }) => state === "failed")?.count ?? 0,
    oldestAt: waiting.length === 0 ? null : Math.min(...waiting.map(({ oldestAt }) => oldestAt)),
    isCut: rows.some(({ count }) => count > mostRows),
  };
};
