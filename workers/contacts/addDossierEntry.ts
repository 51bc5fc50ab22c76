import type { z } from "zod";
import type { DossierEntry, dossierFieldsSchema } from "../../schema/contract/contacts.ts";
import { dossierEntries } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { dossierEntryOf } from "./dossierEntry.ts";
import { resolveContact } from "./resolveContact.ts";

/** Adds what the consultant keeps about a client: it becomes part of that client's own context on standard agents. */
export const addDossierEntry = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  actor: string,
  contactId: string,
  fields: z.output<typeof dossierFieldsSchema>,
): Promise<DossierEntry | Refusal> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  const row = {
    id: chance.id("dossierEntry"),
    contactId: contact.id,
    kind: fields.kind,
    title: fields.title,
    body: fields.body,
    happenedAt: Date.parse(fields.happenedAt),
    createdAt: chance.now(),
  };
  await db.batch([
    db.insert(dossierEntries, row),
    audit(db, chance, { actor, action: "dossier.added", subject: row.id, detail: { contactId: contact.id } }),
  ]);
  return dossierEntryOf({ tenantId: db.tenantId, ...row });
};
