import { and, eq } from "drizzle-orm";
import { dossierEntries } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { DossierRow } from "./dossierEntry.ts";
import { resolveContact } from "./resolveContact.ts";

/** An entry of this contact's dossier; null when the contact or the entry is not there, or the two don't belong together. */
export const findDossierEntry = async (db: TenantDb, contactId: string, entryId: string): Promise<DossierRow | null> => {
  const contact = await resolveContact(db, contactId);
  return contact && db.first(dossierEntries, and(eq(dossierEntries.id, entryId), eq(dossierEntries.contactId, contact.id)));
};
