import { contactIdentities, type IdentityRow } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { oneOf } from "./oneOf.ts";

/** Identities of these contacts, oldest first. Sorted here: asked for `ORDER BY id`, SQLite would walk the tenant's primary key. */
export const readIdentities = async (db: TenantDb, contactIds: string[]): Promise<IdentityRow[]> => {
  const found = await db.all(contactIdentities, { where: oneOf(contactIdentities.contactId, contactIds) });
  return found.toSorted((a, b) => (a.id < b.id ? -1 : 1));
};
