import { eq, type SQL } from "drizzle-orm";
import { contacts, subscriptions, type SubscriptionRow } from "../../schema/tables/contacts.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { oneOf } from "./oneOf.ts";
import type { OwnedSubscription } from "./person.ts";

export type FoundSubscription = OwnedSubscription & Pick<SubscriptionRow, "id" | "updatedAt">;

const fields = {
  id: subscriptions.id,
  contactId: subscriptions.contactId,
  email: subscriptions.email,
  level: subscriptions.level,
  status: subscriptions.status,
  updatedAt: subscriptions.updatedAt,
  ownerRoles: contacts.roles,
};

const read = (db: TenantDb, where: SQL): Promise<FoundSubscription[]> =>
  db.pick(fields, subscriptions, { where, join: [[contacts, eq(contacts.id, subscriptions.contactId)]] });

/** Subscriptions given to any of these contacts. */
export const givenTo = (db: TenantDb, contactIds: string[]): Promise<FoundSubscription[]> =>
  read(db, oneOf(subscriptions.contactId, contactIds));

/**
 * Adds those that count because of an e-mail somebody has verified; the newest first. Two questions rather than one with OR, for
 * which SQLite would read every subscription of the tenant.
 */
export const withThoseOfEmails = async (
  db: TenantDb,
  given: FoundSubscription[],
  verifiedEmails: string[],
): Promise<FoundSubscription[]> => {
  const known = new Set(given.map(({ id }) => id));
  const more = verifiedEmails.length === 0 ? [] : await read(db, oneOf(subscriptions.email, verifiedEmails));
  return [...given, ...more.filter(({ id }) => !known.has(id))].toSorted(
    (a, b) => b.updatedAt - a.updatedAt || (a.id < b.id ? 1 : -1),
  );
};
