import { sql } from "drizzle-orm";
import type { TenantDb } from "../platform/tenantDb.ts";

/** How often messages failed with a provider's code, and when last, in milliseconds. */
export interface FailureCount extends Record<string, unknown> {
  code: string;
  count: number;
  lastAt: number;
}

const mostRows = 1_000;
const mostCodes = 50;

/** Failures since then, most frequent first, out of the latest thousand: all of it from the index `messages_failed`. */
export const readFailures = async (db: TenantDb, since: number): Promise<{ failures: FailureCount[]; isCut: boolean }> => {
  const failures = await db.raw<FailureCount>(
    (tenantId) => sql`
      SELECT code, COUNT(*) AS count, MAX(failed_at) AS lastAt FROM (
        SELECT coalesce(failure_code, 'unknown') AS code, failed_at FROM messages INDEXED BY messages_failed
        WHERE tenant_id = ${tenantId} AND failed_at > ${since} ORDER BY failed_at DESC LIMIT ${mostRows + 1}
      ) GROUP BY code ORDER BY count DESC, lastAt DESC LIMIT ${mostCodes}`,
  );
  return { failures, isCut: failures.reduce((sum, { count }) => sum + count, 0) > mostRows };
};
