import { sql, type SQL } from "drizzle-orm";
import type { TenantDb } from "../platform/tenantDb.ts";

/** The ids of everybody who is one person today, as a query. */
export const closureQuery = (tenantId: string, contactId: SQL): SQL => sql`
  WITH RECURSIVE one (id) AS (
    SELECT ${contactId}
    UNION
    SELECT k.id FROM one
    CROSS JOIN contact_merges AS g ON g.tenant_id = ${tenantId} AND g.winner_id = one.id
    CROSS JOIN contacts AS k ON k.tenant_id = ${tenantId} AND k.id = g.loser_id AND k.merged_into = one.id
  )
  SELECT id FROM one`;

/** Everybody who is one person today: the contact and all who were joined into it, directly or by way of another. */
export const closureOf = async (db: TenantDb, contactId: string): Promise<string[]> => {
  const rows = await db.raw<{ id: string }>((tenantId) => closureQuery(tenantId, sql`${contactId}`));
  return rows.map(({ id }) => id);
};
