import type { z } from "zod";
import type { Session, signUpSchema } from "../../schema/contract/auth.ts";
import type { UserRow } from "../platform/accounts.ts";
import { audit } from "../platform/audit.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import type { Chance } from "../platform/clock.ts";
import { hashPassword, verifyPassword } from "../platform/passwords.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import { newToken, sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";
import { limitRules } from "./limits.ts";
import { orderMail } from "./mailOrder.ts";
import { sessionOf } from "./session.ts";

/** Where a business begins; the settings change it. */
const firstTimeZone = "Europe/Rome";

export interface SignedUp {
  session: Session;
  /** For the cookie; stored only as its hash. */
  token: string;
}

/**
 * Creates a console user with a tenant of its own, signs it in and mails a link to confirm the address: all or nothing. Whoever has
 * left their last team keeps their account, and with its password begins a tenant of their own.
 *
 * @returns `sign_ups_closed` (unless the e-mail is a platform administrator's), `too_many_requests` or `email_taken`
 */
export const signUp = async (
  deps: AccountDeps,
  input: z.output<typeof signUpSchema>,
  { addressHash, device }: { addressHash: string; device: string },
): Promise<SignedUp | Refusal> => {
  const { chance, accounts, sessions, mailTokens } = deps;
  if (deps.signUps === "closed" && !deps.platformAdmins.includes(input.email)) return refuse("sign_ups_closed");
  const now = chance.now();
  const tooMany = await deps.limits.take(await limitRules("sign_up", { email: input.email, addressHash }), now);
  if (tooMany) return tooMany;
  const known = await accounts.userByEmail(input.email);
  if (known && !(await mayBeginAnew(deps, known, input.password))) return refuse("email_taken");

  const { tenant, user } = await newAccount(chance, input, known, now);
  const ids = { tenantId: tenant.id, userId: user.id };
  const db = deps.tenantDb(tenant.id);
  const [token, mailToken] = [newToken(chance.bytes), newToken(chance.bytes)];
  const about = { to: user.email, language: tenant.language, businessName: tenant.name };
  const mail = await orderMail(deps, db, { ...about, template: "verify_user", path: "/console/verify" }, mailToken);
  try {
    await db.batch([
      accounts.insertTenant(tenant),
      ...(known ? [] : [accounts.insertUser(user)]),
      accounts.insertMembership({ ...ids, role: "owner", createdAt: now, lastSeenAt: now }),
      sessions.open({ ...ids, tokenHash: await sha256Hex(token), device }, now),
      mailTokens.issue(
        { ...ids, tokenHash: await sha256Hex(mailToken), purpose: "verify_user", contactId: null, email: user.email },
        now,
      ),
      mail.statement,
      audit(db, chance, { actor: user.id, action: "tenant.create", subject: tenant.id }),
    ]);
  } catch (error) {
    if (isUniqueViolation(error, "users.email")) return refuse("email_taken");
    throw error;
  }
  await deps.hints.send([mail.hint]);
  return { session: sessionOf(user, tenant, "owner", deps.platformAdmins), token };
};

const mayBeginAnew = async ({ directory }: AccountDeps, user: UserRow, password: string): Promise<boolean> =>
  (await directory.membershipsOf(user.id)).length === 0 && (await verifyPassword(password, user.passwordHash));

/** The rows of a tenant and of its owner. */
const newAccount = async (chance: Chance, input: z.output<typeof signUpSchema>, known: UserRow | null, now: number) => ({
  tenant: {
    id: chance.id("tenant"),
    name: input.businessName,
    language: input.language,
    timeZone: firstTimeZone,
    consultantPhones: [],
    receptionPhones: [],
    modelKeySealed: null,
    createdAt: now,
  },
  user: known ?? {
    id: chance.id("user"),
    email: input.email,
    name: input.name ?? input.email.split("@")[0] ?? input.email,
    passwordHash: await hashPassword(input.password, chance.bytes),
    emailVerifiedAt: null,
    createdAt: now,
  },
});
