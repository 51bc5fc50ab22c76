import { eq } from "drizzle-orm";
import type { Contact } from "../../schema/contract/contacts.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { readCards } from "./readCards.ts";
import { resolveContact } from "./resolveContact.ts";

/** One contact's card. One that was joined into another answers with its own, and `mergedInto` names who it is now. */
export const getContact = async (db: TenantDb, contactId: string): Promise<Contact | Refusal> => {
  const row = await db.first(contacts, eq(contacts.id, contactId));
  const survivor = row && (await resolveContact(db, contactId));
  if (!survivor) return refuse("not_found");
  const [card] = await readCards(db, [{ ...row, mergedInto: survivor.id === row.id ? null : survivor.id }]);
  return card ?? refuse("not_found");
};
