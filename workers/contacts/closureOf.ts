import { sql } from "drizzle-orm";
import type { TenantDb } from "../platform/tenantDb.ts";

/** Everybody who is one person today: the contact and all who were joined into it, directly or by way of another. */
export const closureOf = async (db: TenantDb, contactId: string): Promise<string[]> => {
  const rows = await db.raw<{ id: string }>(
    (tenantId) => sql`
      WITH RECURSIVE one (id) AS (
        VALUES (${contactId})
        UNION
        SELECT k.id FROM one
        JOIN contact_merges AS m ON m.tenant_id = ${tenantId} AND m.winner_id = one.id
        JOIN contacts AS k ON k.tenant_id = ${tenantId} AND k.id = m.loser_id AND k.merged_into = one.id
      )
      SELECT id FROM one`,
  );
  return rows.map(({ id }) => id);
};
