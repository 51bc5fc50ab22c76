import { sql, type SQL } from "drizzle-orm";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { survivorOf } from "./survivorOf.ts";

const among = (ids: readonly string[]): SQL => sql`IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`;

/** Says it again of a day that is said to be stale already. */
export const saidAgain = sql`ON CONFLICT (tenant_id, what, day) DO UPDATE SET times = times + 1`;

/**
 * Days on which these leads came or were won are to be counted again. The calendar is the tenant's own, so the days before and after
 * in UTC are meant, too.
 */
export const staleLeads = (db: TenantDb, contactIds: readonly string[]): Statement =>
  db.rawStatement(
    (tenantId) => sql`
      INSERT INTO stale_days (tenant_id, what, day, times)
      SELECT ${tenantId}, 'leads', date(f.at / 1000, 'unixepoch', o.value || ' days') AS day, 1
      FROM (
        SELECT new_at AS at FROM funnel INDEXED BY sqlite_autoindex_funnel_1 WHERE tenant_id = ${tenantId} AND contact_id ${among(contactIds)}
        UNION ALL
        SELECT converted_at FROM funnel INDEXED BY sqlite_autoindex_funnel_1 WHERE tenant_id = ${tenantId} AND contact_id ${among(contactIds)} AND converted_at IS NOT NULL
      ) AS f CROSS JOIN json_each('[-1, 0, 1]') AS o WHERE true GROUP BY 3 ${saidAgain}`,
  );

/**
 * The counted days of two contacts follow who they are, after these were joined or parted in the same batch: each day's row names the
 * person, and the days on which they wrote are to be counted again.
 */
export const daysFollow = (db: TenantDb, contactIds: readonly [winner: string, loser: string]): Statement[] => [
  db.rawStatement(
    (tenantId) => sql`
      INSERT INTO stale_days (tenant_id, what, day, times)
      SELECT ${tenantId}, 'people', day, 1 FROM daily_contacts INDEXED BY daily_contacts_person
      WHERE tenant_id = ${tenantId} AND person_id ${among(contactIds)} GROUP BY day ${saidAgain}`,
  ),
  db.rawStatement(
    (tenantId) => sql`
      UPDATE daily_contacts SET person_id = ${survivorOf(tenantId, sql`daily_contacts.contact_id`)}
      WHERE tenant_id = ${tenantId} AND person_id ${among(contactIds)}
        AND person_id <> ${survivorOf(tenantId, sql`daily_contacts.contact_id`)}`,
  ),
];
