import { eq } from "drizzle-orm";
import { contacts, type ContactRow } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** Longer chains of merges don't happen by hand; a loop must not hang a turn. */
const longestChain = 16;

/** The contact an id stands for today: the one it was joined into, or itself. Null for an unknown or deleted one. */
export const resolveContact = async (db: TenantDb, contactId: string): Promise<ContactRow | null> => {
  let id = contactId;
  for (let step = 0; step < longestChain; step++) {
    const row = await db.first(contacts, eq(contacts.id, id));
    if (!row || row.deletedAt !== null) return null;
    if (row.mergedInto === null) return row;
    id = row.mergedInto;
  }
  throw new Error(`Contact ${contactId} was joined in a circle`);
};
