import { eq } from "drizzle-orm";
import { contacts } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { personOf, verifiedEmailsOf, type Person } from "./person.ts";
import { readIdentities } from "./readIdentities.ts";
import { givenTo, withThoseOfEmails } from "./readSubscriptions.ts";
import { resolveContact } from "./resolveContact.ts";

/**
 * Everything a turn needs to know about a contact, read afresh: its level may have changed since the last message. Ids of
 * contacts that were joined into another resolve to that one; null for an unknown, foreign or deleted contact.
 */
export const readPerson = async (db: TenantDb, contactId: string): Promise<Person | null> => {
  const [contact, identities, given] = await Promise.all([
    db.first(contacts, eq(contacts.id, contactId)),
    readIdentities(db, [contactId]),
    givenTo(db, [contactId]),
  ]);
  if (!contact || contact.deletedAt !== null) return null;
  if (contact.mergedInto === null)
    return personOf(contact, identities, await withThoseOfEmails(db, given, verifiedEmailsOf(identities)));
  const survivor = await resolveContact(db, contact.mergedInto);
  return survivor && readPerson(db, survivor.id);
};
