import { and, desc, eq, sql } from "drizzle-orm";
import { staleDays } from "../../schema/tables/figures.ts";
import { saidAgain } from "../contacts/countedDays.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

export type StaleDay = Omit<typeof staleDays.$inferSelect, "tenantId">;

/** What is counted again in one round. */
const staleAtOnce = 40;

/** The latest first: they are looked at most. */
export const readStale = (db: TenantDb): Promise<StaleDay[]> =>
  db.pick({ what: staleDays.what, day: staleDays.day, times: staleDays.times }, staleDays, {
    orderBy: [desc(staleDays.day)],
    limit: staleAtOnce,
  });

export const sayStale = (db: TenantDb, what: StaleDay["what"], days: readonly string[]): Statement =>
  db.rawStatement(
    (tenantId) => sql`
      INSERT INTO stale_days (tenant_id, what, day, times)
      SELECT ${tenantId}, ${what}, d.value, 1 FROM json_each(${JSON.stringify([...new Set(days)])}) AS d WHERE true ${saidAgain}`,
  );

/** Once it has been counted as it was when it was read: what was said of it since stays. */
export const noLongerStale = (db: TenantDb, { what, day, times }: StaleDay): Statement =>
  db.remove(staleDays, and(eq(staleDays.what, what), eq(staleDays.day, day), eq(staleDays.times, times))!);
