import { eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import type { Contact, contactPatchSchema } from "../../schema/contract/contacts.ts";
import { contactIdentities, contacts, subscriptions, type IdentityRow } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { typedIdentity } from "./createContact.ts";
import { identityChange } from "./identityChange.ts";
import { writeUnlessTaken } from "./writeUnlessTaken.ts";
import { readCard } from "./readCards.ts";
import { resolveContact } from "./resolveContact.ts";

type ContactPatch = z.output<typeof contactPatchSchema>;

const identityStatements = (
  db: TenantDb,
  chance: Chance,
  contactId: string,
  identities: IdentityRow[],
  patch: ContactPatch,
): Statement[] =>
  (["phone", "email"] as const).flatMap((kind) => {
    const { remove, add } = identityChange(identities, kind, patch[kind]);
    return [
      ...(remove.length > 0 ? [db.remove(contactIdentities, inArray(contactIdentities.id, remove))] : []),
      ...(add ? [typedIdentity(db, chance, contactId, kind, add.value, add.verifiedAt)] : []),
    ];
  });

/** Fields that were given change, others stay. A corrected e-mail takes the contact's own subscriptions along. */
export const patchContact = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  actor: string,
  contactId: string,
  patch: ContactPatch,
): Promise<Contact | Refusal> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  const identities = await db.all(contactIdentities, { where: eq(contactIdentities.contactId, contact.id) });
  const refused = await writeUnlessTaken(db, patch, contact.id, [
    db.update(
      contacts,
      {
        ...(patch.displayName === undefined ? {} : { displayName: patch.displayName }),
        ...(patch.roles === undefined ? {} : { roles: [...new Set(patch.roles)] }),
        ...(patch.language === undefined ? {} : { language: patch.language, languageSource: patch.language && "set" }),
        ...(patch.note === undefined ? {} : { note: patch.note }),
        ...(patch.goal === undefined ? {} : { goal: patch.goal }),
        updatedAt: chance.now(),
      },
      eq(contacts.id, contact.id),
    ),
    ...identityStatements(db, chance, contact.id, identities, patch),
    ...(patch.email === undefined
      ? []
      : [db.update(subscriptions, { email: patch.email }, eq(subscriptions.contactId, contact.id))]),
    audit(db, chance, { actor, action: "contact.changed", subject: contact.id, detail: { fields: Object.keys(patch) } }),
  ]);
  return refused ?? readCard(db, contact.id);
};
