import { and, eq, inArray, ne } from "drizzle-orm";
import type { z } from "zod";
import type { Contact, subscriptionSchema } from "../../schema/contract/contacts.ts";
import type { ContactRole } from "../../schema/contract/enums.ts";
import { contacts, subscriptions } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import type { Chance } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { primaryOf, verifiedEmailsOf } from "./person.ts";
import { readCard } from "./readCards.ts";
import { readIdentities } from "./readIdentities.ts";
import { givenTo, withThoseOfEmails } from "./readSubscriptions.ts";
import { resolveContact } from "./resolveContact.ts";

type Subscription = z.output<typeof subscriptionSchema>;

/** Whoever pays for Silver or Gold is a client, no longer a lead. */
export const rolesAfter = (roles: ContactRole[], { level, status }: Subscription): ContactRole[] =>
  status === "active" && level >= 2 ? ["client", ...roles.filter((role) => role !== "client" && role !== "lead")] : roles;

/**
 * Sets the level of a contact; the next turn reads it. What the consultant sets is what holds: any other active subscription
 * that counts for this contact ends in the same batch.
 */
export const setSubscription = async (
  { chance }: { chance: Chance },
  db: TenantDb,
  actor: string,
  contactId: string,
  wish: Subscription,
): Promise<Contact | Refusal> => {
  const contact = await resolveContact(db, contactId);
  if (!contact) return refuse("not_found");
  const [given, identities] = await Promise.all([givenTo(db, [contact.id]), readIdentities(db, [contact.id])]);
  const held = await withThoseOfEmails(db, given, verifiedEmailsOf(identities));
  const now = chance.now();
  const own = held.find((subscription) => subscription.contactId === contact.id);
  const email = primaryOf(identities, "email")?.value ?? null;
  const others = held.filter((subscription) => subscription.contactId !== contact.id).map(({ id }) => id);
  const ended = { status: "canceled" as const };
  await db.batch([
    db.update(subscriptions, ended, and(eq(subscriptions.contactId, contact.id), ne(subscriptions.status, "canceled"))),
    ...(others.length === 0
      ? []
      : [db.update(subscriptions, ended, and(inArray(subscriptions.id, others), eq(subscriptions.status, "active")))]),
    own
      ? db.update(subscriptions, { ...wish, email, updatedAt: now }, eq(subscriptions.id, own.id))
      : db.insert(subscriptions, {
          id: chance.id("subscription"),
          contactId: contact.id,
          email,
          ...wish,
          createdAt: now,
          updatedAt: now,
        }),
    db.update(contacts, { roles: rolesAfter(contact.roles, wish), updatedAt: now }, eq(contacts.id, contact.id)),
    audit(db, chance, { actor, action: "subscription.set", subject: contact.id, detail: { ...wish } }),
  ]);
  return readCard(db, contact.id);
};
