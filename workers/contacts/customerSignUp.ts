import { eq } from "drizzle-orm";
import type { Language } from "../../schema/contract/enums.ts";
import { contactIdentities, contacts, type ContactRow } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import { hashPassword } from "../platform/passwords.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { newToken, sha256Hex } from "../platform/tokens.ts";
import type { CustomerDeps } from "./customerDeps.ts";
import { signUpRules } from "./customerLimits.ts";
import { openCustomerSession, type OpenedSession } from "./customerSession.ts";
import { cleanName, isPlaceholderName } from "./displayName.ts";
import { findEmail } from "./findEmail.ts";
import { findOrCreateContact } from "./findOrCreateContact.ts";
import { resolveContact } from "./resolveContact.ts";

export interface CustomerSignUp {
  name: string;
  /** Lower case. */
  email: string;
  password: string;
}

/** The page on which somebody signs up, and what is known about the browser. */
export interface PageVisit {
  slug: string;
  businessName: string;
  language: Language;
  contactId: string | null;
  visitorHash: string | null;
  addressHash: string;
}

export interface SignedIn {
  contactId: string;
  session: OpenedSession;
}

const hasConfirmedLogin = async (db: TenantDb, { id, claimedEmail }: ContactRow): Promise<boolean> => {
  const owner = claimedEmail === null ? null : await findEmail(db, claimedEmail);
  return owner?.contactId === id && owner.verifiedAt !== null;
};

/** The contact that signs up: the browser's own, unless somebody else has a login there already. */
const claimant = async (
  deps: CustomerDeps,
  db: TenantDb,
  visit: PageVisit,
): Promise<{ contact: ContactRow | null; id: string }> => {
  const own = visit.contactId === null ? null : await resolveContact(db, visit.contactId);
  if (own)
    return (await hasConfirmedLogin(db, own)) ? { contact: null, id: deps.chance.id("contact") } : { contact: own, id: own.id };
  if (visit.visitorHash === null) return { contact: null, id: deps.chance.id("contact") };
  const { contactId } = await findOrCreateContact(deps, db, {
    identity: { kind: "visitor", value: visit.visitorHash },
    isProven: true,
    language: visit.language,
  });
  return { contact: await resolveContact(db, contactId), id: contactId };
};

const claim = async (
  deps: CustomerDeps,
  db: TenantDb,
  who: Awaited<ReturnType<typeof claimant>>,
  form: CustomerSignUp,
  visit: PageVisit,
) => {
  const now = deps.chance.now();
  const passwordHash = await hashPassword(form.password, (length) => deps.chance.bytes(length));
  const login = { passwordHash, claimedEmail: form.email, updatedAt: now };
  const name = cleanName(form.name) || form.email;
  if (!who.contact) {
    const row = {
      ...login,
      id: who.id,
      displayName: name,
      roles: ["lead" as const],
      language: visit.language,
      note: "",
      createdAt: now,
    };
    return db.insert(contacts, row);
  }
  const identities = await db.all(contactIdentities, { where: eq(contactIdentities.contactId, who.id) });
  const isNameless = isPlaceholderName(who.contact.displayName, identities);
  const set = { ...login, language: who.contact.language ?? visit.language, ...(isNameless ? { displayName: name } : {}) };
  return db.update(contacts, set, eq(contacts.id, who.id));
};

const confirmation = async (deps: CustomerDeps, db: TenantDb, contactId: string, email: string, visit: PageVisit) => {
  const token = newToken((length) => deps.chance.bytes(length));
  const { businessName, language, slug } = visit;
  const mail = await deps.orderConfirmation(db, { to: email, language, businessName, path: `/ai/${slug}` }, token);
  const tokenHash = await sha256Hex(token);
  const row = { tokenHash, purpose: "verify_customer" as const, userId: null, tenantId: db.tenantId, contactId, email };
  return { statements: [deps.mailTokens.issue(row, deps.chance.now()), mail.statement], hint: mail.hint };
};

/**
 * Signs a visitor up as a customer and signs them in. The e-mail is a claim: it takes nobody's contact, blocks nobody and gives
 * no level until `verifyCustomerEmail`. Refuses `email_taken` for an address that has a confirmed login (which tells no more than
 * a password reset would) and `too_many_requests`.
 */
export const customerSignUp = async (
  deps: CustomerDeps,
  db: TenantDb,
  form: CustomerSignUp,
  visit: PageVisit,
): Promise<SignedIn | Refusal> => {
  const tooMany = await deps.rateLimits.take(await signUpRules(db.tenantId, form.email, visit.addressHash), deps.chance.now());
  if (tooMany) return tooMany;
  if ((await findEmail(db, form.email))?.verifiedAt) return refuse("email_taken");
  const who = await claimant(deps, db, visit);
  const { session, statements } = await openCustomerSession(deps.chance, db, who.id);
  const mail = await confirmation(deps, db, who.id, form.email, visit);
  await db.batch([
    await claim(deps, db, who, form, visit),
    ...mail.statements,
    ...statements,
    audit(db, deps.chance, { actor: `customer:${who.id}`, action: "customer.signed_up", subject: who.id }),
  ]);
  await deps.hints.send([mail.hint]);
  return { contactId: who.id, session };
};
