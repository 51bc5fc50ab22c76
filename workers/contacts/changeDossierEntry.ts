import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { DossierEntry, dossierFieldsSchema } from "../../schema/contract/contacts.ts";
import { dossierEntries } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { dossierEntryOf } from "./dossierEntry.ts";
import { findDossierEntry } from "./findDossierEntry.ts";

type DossierPatch = { [K in keyof z.output<typeof dossierFieldsSchema>]?: z.output<typeof dossierFieldsSchema>[K] | undefined };

/** Fields that were given change, others stay. */
export const changeDossierEntry = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  actor: string,
  place: { contactId: string; entryId: string },
  patch: DossierPatch,
): Promise<DossierEntry | Refusal> => {
  const entry = await findDossierEntry(db, place.contactId, place.entryId);
  if (!entry) return refuse("not_found");
  const set = {
    kind: patch.kind ?? entry.kind,
    title: patch.title ?? entry.title,
    body: patch.body ?? entry.body,
    happenedAt: patch.happenedAt === undefined ? entry.happenedAt : Date.parse(patch.happenedAt),
  };
  await db.batch([
    db.update(dossierEntries, set, eq(dossierEntries.id, entry.id)),
    audit(db, chance, { actor, action: "dossier.changed", subject: entry.id, detail: { fields: Object.keys(patch) } }),
  ]);
  return dossierEntryOf({ ...entry, ...set });
};
