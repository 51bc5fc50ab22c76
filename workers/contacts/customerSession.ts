import { and, eq, gt, lte } from "drizzle-orm";
import { contactIdentities, customerSessions } from "../../schema/tables/contacts.ts";
import type { Chance } from "../platform/clock.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { newToken, sha256Hex } from "../platform/tokens.ts";

/** How long a customer stays signed in, in milliseconds. */
export const customerSessionLifetime = 90 * 24 * 60 * 60_000;

/** A session just opened. The token goes into the cookie and nowhere else; only its hash is stored. */
export interface OpenedSession {
  token: string;
  expiresAt: number;
}

/** A new session of a contact's, and the statements that store it and clear away its expired ones. */
export const openCustomerSession = async (
  chance: Chance,
  db: TenantDb,
  contactId: string,
): Promise<{ session: OpenedSession; statements: Statement[] }> => {
  const now = chance.now();
  const session = { token: newToken((length) => chance.bytes(length)), expiresAt: now + customerSessionLifetime };
  const row = { tokenHash: await sha256Hex(session.token), contactId, createdAt: now, expiresAt: session.expiresAt };
  const own = eq(customerSessions.contactId, contactId);
  return {
    session,
    statements: [
      db.remove(customerSessions, and(own, lte(customerSessions.expiresAt, now)) ?? own),
      db.insert(customerSessions, row),
    ],
  };
};

/** Who looks at a public page: the customer of a live session, or else the visitor of a cookie; null before the first message. */
export const findCustomer = async (
  db: TenantDb,
  { sessionHash, visitorHash }: { sessionHash: string | null; visitorHash: string | null },
  now: number,
): Promise<{ contactId: string; isSignedIn: boolean } | null> => {
  if (sessionHash !== null) {
    const session = await db.first(
      customerSessions,
      and(eq(customerSessions.tokenHash, sessionHash), gt(customerSessions.expiresAt, now)),
    );
    if (session) return { contactId: session.contactId, isSignedIn: true };
  }
  if (visitorHash === null) return null;
  const visitor = await db.first(
    contactIdentities,
    and(eq(contactIdentities.kind, "visitor"), eq(contactIdentities.value, visitorHash)),
  );
  return visitor && { contactId: visitor.contactId, isSignedIn: false };
};
