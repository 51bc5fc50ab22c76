import type { z } from "zod";
import type { Contact, contactCreateSchema } from "../../schema/contract/contacts.ts";
import type { IdentityKind } from "../../schema/contract/contacts.ts";
import { contactIdentities, contacts } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import type { Refusal } from "../platform/refusal.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { writeUnlessTaken } from "./writeUnlessTaken.ts";
import { readCard } from "./readCards.ts";

/** An identity that the consultant typed in: nobody has proved it yet. */
export const typedIdentity = (
  db: TenantDb,
  chance: Chance,
  contactId: string,
  kind: IdentityKind,
  value: string,
  verifiedAt: number | null = null,
): Statement =>
  db.insert(contactIdentities, {
    id: chance.id("identity"),
    contactId,
    kind,
    value,
    verifiedAt,
    createdAt: chance.now(),
  });

/** A contact entered in the console; a lead unless said otherwise. Refuses a phone or e-mail that is another contact's. */
export const createContact = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  actor: string,
  wish: z.output<typeof contactCreateSchema>,
): Promise<Contact | Refusal> => {
  const id = chance.id("contact");
  const now = chance.now();
  const refused = await writeUnlessTaken(db, wish, id, [
    db.insert(contacts, {
      id,
      displayName: wish.displayName,
      roles: [...new Set(wish.roles ?? ["lead" as const])],
      language: wish.language ?? null,
      languageSource: wish.language ? "set" : null,
      note: wish.note ?? "",
      goal: wish.goal ?? "",
      createdAt: now,
      updatedAt: now,
    }),
    ...(wish.phone ? [typedIdentity(db, chance, id, "phone", wish.phone)] : []),
    ...(wish.email ? [typedIdentity(db, chance, id, "email", wish.email)] : []),
    audit(db, chance, { actor, action: "contact.created", subject: id }),
  ]);
  return refused ?? readCard(db, id);
};
