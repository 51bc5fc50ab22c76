import { and, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { contactIdentities, contacts, type ContactRow } from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import { verifyPassword } from "../platform/passwords.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { CustomerDeps } from "./customerDeps.ts";
import { signInRules } from "./customerLimits.ts";
import { findCustomer, openCustomerSession } from "./customerSession.ts";
import type { SignedIn } from "./customerSignUp.ts";
import { findEmail } from "./findEmail.ts";
import { mergeContacts } from "./mergeContacts.ts";
import { resolveContact } from "./resolveContact.ts";

/** Hashing is slow on purpose: so many sign-ups with one unconfirmed address are tried, no more. */
const mostClaims = 3;

interface Login {
  contact: ContactRow;
  passwordHash: string | null;
}

/** The logins of an address: the confirmed one first, then unconfirmed sign-ups, the newest first. Each opens its own contact only. */
const loginsOf = async (db: TenantDb, email: string): Promise<Login[]> => {
  const claims = await db.all(contacts, {
    where: and(eq(contacts.claimedEmail, email), isNotNull(contacts.passwordHash), isNull(contacts.deletedAt)),
    orderBy: [desc(contacts.id)],
    limit: 20,
  });
  const owner = await findEmail(db, email);
  const holders = await Promise.all(claims.map((claim) => resolveContact(db, claim.id)));
  const logins = claims.flatMap(({ passwordHash }, at) => {
    const contact = holders[at];
    return contact ? [{ contact, passwordHash }] : [];
  });
  const isConfirmed = ({ contact }: Login) => owner?.verifiedAt !== null && owner?.contactId === contact.id;
  return [...logins.filter(isConfirmed), ...logins.filter((login) => !isConfirmed(login))].slice(0, mostClaims);
};

const findLogin = async (db: TenantDb, email: string, password: string): Promise<Login | null> => {
  const logins = await loginsOf(db, email);
  if (logins.length === 0) await verifyPassword(password, null);
  for (const login of logins) if (await verifyPassword(password, login.passwordHash)) return login;
  return null;
};

/** A thread begun before signing in becomes the customer's; but never that of a person who is known by anything but a cookie. */
const takeThreadAlong = async (
  deps: CustomerDeps,
  db: TenantDb,
  contactId: string,
  visitorHash: string | null,
): Promise<void> => {
  const visitor = await findCustomer(db, { sessionHash: null, visitorHash }, deps.chance.now());
  if (!visitor || visitor.contactId === contactId) return;
  const [row, identities, thread] = await Promise.all([
    resolveContact(db, visitor.contactId),
    db.all(contactIdentities, { where: eq(contactIdentities.contactId, visitor.contactId) }),
    db.first(conversations, eq(conversations.contactId, visitor.contactId)),
  ]);
  const isAnonymous = identities.every(({ kind }) => kind === "visitor") && row !== null && row.passwordHash === null;
  if (!thread || !isAnonymous) return;
  await mergeContacts(deps, db, {
    winnerId: contactId,
    loserId: visitor.contactId,
    reason: "sign_in",
    actor: `customer:${contactId}`,
  });
};

/**
 * Signs a customer in on the public page: a session of this tenant's, useless in the console. Refuses `wrong_credentials`, the
 * same for an unknown address as for a wrong password and after as much work, and `too_many_requests`.
 */
export const customerSignIn = async (
  deps: CustomerDeps,
  db: TenantDb,
  { email, password }: { email: string; password: string },
  { visitorHash, addressHash }: { visitorHash: string | null; addressHash: string },
): Promise<SignedIn | Refusal> => {
  const rules = await signInRules(db.tenantId, email, addressHash);
  const tooMany = await deps.rateLimits.take(rules, deps.chance.now());
  if (tooMany) return tooMany;
  const login = await findLogin(db, email, password);
  if (!login) return refuse("wrong_credentials");
  await deps.rateLimits.forgive(rules);
  const contactId = login.contact.id;
  const { session, statements } = await openCustomerSession(deps.chance, db, contactId);
  await db.batch(statements);
  await takeThreadAlong(deps, db, contactId, visitorHash);
  return { contactId, session };
};
