import { sql, type SQL } from "drizzle-orm";

/** The contact that an id stands for today, by however many merges: itself, or whom it was joined into. */
export const survivorOf = (tenantId: string, contactId: SQL): SQL => sql`(
  WITH RECURSIVE up (id, next) AS (
    SELECT k.id, k.merged_into FROM contacts AS k WHERE k.tenant_id = ${tenantId} AND k.id = ${contactId}
    UNION
    SELECT k.id, k.merged_into FROM up JOIN contacts AS k ON k.tenant_id = ${tenantId} AND k.id = up.next
  )
  SELECT id FROM up WHERE next IS NULL)`;
