import { eq } from "drizzle-orm";
import { dossierEntries } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { findDossierEntry } from "./findDossierEntry.ts";

/** Deletes an entry for good. */
export const removeDossierEntry = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  actor: string,
  place: { contactId: string; entryId: string },
): Promise<Refusal | null> => {
  const entry = await findDossierEntry(db, place.contactId, place.entryId);
  if (!entry) return refuse("not_found");
  await db.batch([
    db.remove(dossierEntries, eq(dossierEntries.id, entry.id)),
    audit(db, chance, { actor, action: "dossier.removed", subject: entry.id, detail: { contactId: entry.contactId } }),
  ]);
  return null;
};
