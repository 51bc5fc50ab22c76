import { eq } from "drizzle-orm";
import type { Contact } from "../../schema/contract/contacts.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ContactDeps } from "./deps.ts";
import { readCard } from "./readCards.ts";
import { resolveContact } from "./resolveContact.ts";
import { promiseBlock, spreadNow } from "./spreadBlock.ts";

/**
 * Blocks a person, or lets them in again. When it resolves their conversations obey it; those that could not be told are told by a job,
 * and each turn and each message asks anyway. Refuses `not_found`.
 */
export const blockContact = async (
  deps: ContactDeps,
  db: TenantDb,
  actor: string,
  contactId: string,
  blocked: boolean,
): Promise<Contact | Refusal> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  if (blocked === (contact.blockedAt !== null)) return readCard(db, contact.id);
  const now = deps.chance.now();
  // What was known before is older than this, whatever the clock says.
  const at = Math.max(now, (contact.blockedAt ?? 0) + 1);
  await db.batch([
    db.update(contacts, { blockedAt: blocked ? at : null, updatedAt: now }, eq(contacts.id, contact.id)),
    promiseBlock(db, deps.chance, { contactId: contact.id, at }),
    audit(db, deps.chance, { actor, action: blocked ? "contact.blocked" : "contact.unblocked", subject: contact.id }),
  ]);
  await spreadNow(deps, db, { contactId: contact.id, at });
  return readCard(db, contact.id);
};
