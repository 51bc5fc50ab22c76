import { and, eq, isNull, notInArray, or, sql } from "drizzle-orm";
import { contactIdentities, contacts, type ContactRow, type IdentityRow } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { sha256Hex } from "../platform/tokens.ts";
import { isIdentityTaken } from "./constraint.ts";
import type { CustomerDeps } from "./customerDeps.ts";
import { findEmail } from "./findEmail.ts";
import { mergeContacts } from "./mergeContacts.ts";
import { resolveContact } from "./resolveContact.ts";

interface Proof {
  email: string;
  tokenHash: string;
  /** The contact that signed up, as it is today. */
  me: ContactRow;
  /** The row that holds the password: `me`, or one that was joined into it. */
  claimId: string;
}

/** Reads a mailed token for whoever follows it. It counts only in a browser that is the customer's own. */
const readProof = async (deps: CustomerDeps, db: TenantDb, token: string, callerId: string | null): Promise<Proof | Refusal> => {
  const tokenHash = await sha256Hex(token);
  const found = await deps.mailTokens.find(tokenHash, "verify_customer", deps.chance.now());
  if (isRefusal(found)) return found;
  if (found.tenantId !== db.tenantId || found.contactId === null) return refuse("code_invalid");
  const claim = await db.first(contacts, eq(contacts.id, found.contactId));
  const me = await resolveContact(db, found.contactId);
  if (!me || claim?.claimedEmail !== found.email) return refuse("code_invalid");
  const caller = callerId === null ? null : await resolveContact(db, callerId);
  return caller?.id === me.id ? { email: found.email, tokenHash, me, claimId: claim.id } : refuse("not_signed_in");
};

/** Somebody else's unproved sign-up with this address stands on the contact that has it: it is not the consultant's client. */
const isRivalClaim = async (db: TenantDb, owner: IdentityRow): Promise<boolean> => {
  if (owner.verifiedAt !== null) return false;
  const claims = await db.all(contacts, { where: eq(contacts.claimedEmail, owner.value), limit: 20 });
  const holders = await Promise.all(claims.map((claim) => resolveContact(db, claim.id)));
  return holders.some((holder) => holder?.id === owner.contactId);
};

/** Used token, verified address, and no other claim on it any more: whoever proved it has it. */
const settle = (deps: CustomerDeps, db: TenantDb, { email, tokenHash, me, claimId }: Proof, ownerId: string): Statement[] => {
  const now = deps.chance.now();
  const mine = [me.id, ownerId];
  const notMine = and(
    eq(contacts.claimedEmail, email),
    notInArray(contacts.id, [claimId, ...mine]),
    or(isNull(contacts.mergedInto), notInArray(contacts.mergedInto, mine)),
  );
  return [
    deps.mailTokens.use(tokenHash, now),
    db.update(contacts, { claimedEmail: null, passwordHash: null }, notMine),
    db.update(
      contactIdentities,
      { verifiedAt: sql`coalesce(${contactIdentities.verifiedAt}, ${now})` },
      and(eq(contactIdentities.kind, "email"), eq(contactIdentities.value, email)),
    ),
    audit(db, deps.chance, { actor: `customer:${me.id}`, action: "customer.email_verified", subject: me.id }),
  ];
};

const prove = async (deps: CustomerDeps, db: TenantDb, proof: Proof): Promise<{ contactId: string } | Refusal> => {
  const { me, email } = proof;
  const owner = await findEmail(db, email);
  const isRival = owner !== null && (await isRivalClaim(db, owner));
  const done = settle(deps, db, proof, owner && !isRival ? owner.contactId : me.id);
  if (!owner) {
    const row = {
      id: deps.chance.id("identity"),
      contactId: me.id,
      kind: "email" as const,
      value: email,
      createdAt: deps.chance.now(),
    };
    await db.batch([db.insert(contactIdentities, row), ...done]);
    return { contactId: me.id };
  }
  if (owner.contactId === me.id) {
    await db.batch(done);
    return { contactId: me.id };
  }
  if (isRival) {
    await db.batch([db.update(contactIdentities, { contactId: me.id }, eq(contactIdentities.id, owner.id)), ...done]);
    return { contactId: me.id };
  }
  const wish = { winnerId: owner.contactId, loserId: me.id, reason: "email_verified" as const, actor: `customer:${me.id}` };
  return mergeContacts(deps, db, wish, done);
};

/**
 * Follows the link that was mailed at sign-up. From now on the address is the customer's: subscriptions given to it count, and a
 * contact that the consultant had entered under it is joined with the one that signed up, whose place it takes.
 *
 * The link must be opened where the customer is signed in (or at least in the browser that signed up): otherwise someone could sign
 * up with another person's address and wait for that person to click. Refuses `not_signed_in`, `code_invalid`, `code_expired`.
 *
 * @param callerId the contact of the session or of the visitor cookie
 */
export const verifyCustomerEmail = async (
  deps: CustomerDeps,
  db: TenantDb,
  { token, callerId }: { token: string; callerId: string | null },
): Promise<{ contactId: string } | Refusal> => {
  const proof = await readProof(deps, db, token, callerId);
  if (isRefusal(proof)) return proof;
  try {
    return await prove(deps, db, proof);
  } catch (error) {
    if (!isIdentityTaken(error)) throw error;
    return prove(deps, db, proof);
  }
};
