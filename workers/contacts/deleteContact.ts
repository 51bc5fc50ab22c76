import { eq } from "drizzle-orm";
import { agentReaders, contactIdentities, contacts, customerSessions, subscriptions } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { resolveContact } from "./resolveContact.ts";

/**
 * The contact disappears from every list and its identities are free again: whoever writes from them is somebody new. Rows
 * that others point at stay. Subscriptions end, or an e-mail could still bring back the level of somebody deleted.
 */
export const deleteContact = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  actor: string,
  contactId: string,
): Promise<Refusal | null> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  const now = chance.now();
  await db.batch([
    db.update(contacts, { deletedAt: now, updatedAt: now, passwordHash: null, claimedEmail: null }, eq(contacts.id, contact.id)),
    db.remove(contactIdentities, eq(contactIdentities.contactId, contact.id)),
    db.remove(agentReaders, eq(agentReaders.contactId, contact.id)),
    db.remove(customerSessions, eq(customerSessions.contactId, contact.id)),
    db.update(subscriptions, { status: "canceled", email: null, updatedAt: now }, eq(subscriptions.contactId, contact.id)),
    audit(db, chance, { actor, action: "contact.deleted", subject: contact.id }),
  ]);
  return null;
};
