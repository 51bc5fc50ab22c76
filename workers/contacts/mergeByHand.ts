import type { Contact } from "../../schema/contract/contacts.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { ContactDeps } from "./deps.ts";
import { mergeContacts } from "./mergeContacts.ts";
import { readCard } from "./readCards.ts";

/** Joins two contacts because somebody in the console says that they are one person. Refuses `already_one`, `not_found`, `conflict`. */
export const mergeByHand = async (
  deps: ContactDeps,
  db: TenantDb,
  actor: string,
  pair: { winnerId: string; loserId: string },
): Promise<{ contact: Contact; mergeId: string } | Refusal> => {
  const merged = await mergeContacts(deps, db, { ...pair, reason: "console", actor });
  if (isRefusal(merged)) return merged;
  if (merged.mergeId === null) return refuse("already_one");
  const contact = await readCard(db, merged.contactId);
  return isRefusal(contact) ? contact : { contact, mergeId: merged.mergeId };
};
