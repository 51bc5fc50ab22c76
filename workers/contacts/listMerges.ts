import { and, desc, eq, lt, sql } from "drizzle-orm";
import { contactMerges, contacts } from "../../schema/tables/contacts.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { mergeViewOf, type MergeView } from "./mergeView.ts";

/** Merges a contact took part in, on either side, newest first. */
export const listMerges = async (
  db: TenantDb,
  contactId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: MergeView[]; nextCursor: string | null } | Refusal> => {
  if (!(await db.first(contacts, eq(contacts.id, contactId)))) return refuse("not_found");
  const after = decodeCursor(cursor, 1)?.[0];
  const rows = await db.all(contactMerges, {
    where: and(
      sql`${contactMerges.id} IN (SELECT id FROM contact_merges WHERE tenant_id = ${db.tenantId} AND winner_id = ${contactId}
        UNION SELECT id FROM contact_merges WHERE tenant_id = ${db.tenantId} AND loser_id = ${contactId})`,
      after === undefined ? undefined : lt(contactMerges.id, String(after)),
    ),
    orderBy: [desc(contactMerges.id)],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(mergeViewOf), nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
};
