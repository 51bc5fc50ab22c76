import type { z } from "zod";
import { newPersonSchema, type acceptInvitationSchema, type Session } from "../../schema/contract/auth.ts";
import type { InvitationPreview } from "../../schema/contract/team.ts";
import type { UserRow } from "../platform/accounts.ts";
import { auditChange } from "../platform/audit.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import { fieldProblems } from "../platform/fieldProblems.ts";
import type { InvitationRow } from "../platform/invitations.ts";
import { hashPassword, verifyPassword } from "../platform/passwords.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { Statement } from "../platform/tenantDb.ts";
import { newToken, sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";
import { limitRules } from "./limits.ts";
import { sessionOf } from "./session.ts";

type Input = z.output<typeof acceptInvitationSchema>;

/** Who holds the link, as far as the request tells. */
interface Holder {
  caller: ConsoleCaller | null;
  addressHash: string;
  device: string;
}

/** Whoever joins, and what makes them ready to. */
interface Joiner {
  userId: string;
  statement: Statement;
}

/** The account of an invited address, if it has one that somebody can sign in to: who left their last team begins anew. */
const knownUser = async (
  { accounts, directory }: AccountDeps,
  email: string,
): Promise<{ user: UserRow | null; isKnown: boolean }> => {
  const user = await accounts.userByEmail(email);
  return { user, isKnown: user !== null && (await directory.membershipsOf(user.id)).length > 0 };
};

/**
 * What an invitation is for, to whoever holds its link.
 *
 * @returns `code_invalid` for a link that is unknown, used or taken back, `code_expired`
 */
export const showInvitation = async (deps: AccountDeps, token: string): Promise<InvitationPreview | Refusal> => {
  const invitation = await deps.invitations.find(await sha256Hex(token), deps.chance.now());
  if (isRefusal(invitation)) return invitation;
  const [tenant, names, { isKnown }] = await Promise.all([
    deps.directory.tenant(invitation.tenantId),
    deps.accounts.names([invitation.invitedBy]),
    knownUser(deps, invitation.email),
  ]);
  const invitedBy = names.get(invitation.invitedBy) ?? "";
  return { businessName: tenant?.name ?? "", invitedBy, email: invitation.email, role: invitation.role, isKnown };
};

/** A known person: signed in with the invited address, or giving its password now. */
const knownJoiner = async (
  deps: AccountDeps,
  invitation: InvitationRow,
  user: UserRow,
  { password }: Input,
  { caller, addressHash }: Holder,
): Promise<Joiner | Refusal> => {
  const now = deps.chance.now();
  if (password === undefined) {
    if (!caller) return refuse("not_signed_in");
    if (caller.userId !== user.id) return refuse("wrong_account");
  } else {
    const rules = await limitRules("sign_in", { email: user.email, addressHash });
    const tooMany = await deps.limits.take(rules, now);
    if (tooMany) return tooMany;
    if (!(await verifyPassword(password, user.passwordHash))) return refuse("wrong_credentials");
    await deps.limits.forgive(rules);
  }
  return { userId: user.id, statement: deps.invitations.confirmUser(invitation.tokenHash, user.id, now) };
};

/** A person without an account, or with one that belongs to no team any more. */
const newJoiner = async (
  { chance, invitations }: AccountDeps,
  invitation: InvitationRow,
  user: UserRow | null,
  input: Input,
): Promise<Joiner | Refusal> => {
  const parsed = newPersonSchema.safeParse(input);
  if (!parsed.success) return refuse("invalid_input", { errors: fieldProblems(parsed.error) });
  const { name, password } = parsed.data;
  const now = chance.now();
  const chosen = { id: user?.id ?? chance.id("user"), name, passwordHash: await hashPassword(password, chance.bytes) };
  const made = { ...chosen, email: invitation.email, createdAt: now };
  const { tokenHash } = invitation;
  const statement = user ? invitations.renewUser(tokenHash, chosen, now) : invitations.insertUser(tokenHash, made, now);
  return { userId: chosen.id, statement };
};

/** Membership and session, all while the invitation is still open, or nothing. */
const join = async (
  deps: AccountDeps,
  invitation: InvitationRow,
  { userId, statement }: Joiner,
  device: string,
): Promise<{ token: string } | Refusal> => {
  const now = deps.chance.now();
  const db = deps.tenantDb(invitation.tenantId);
  const token = newToken(deps.chance.bytes);
  const session = { tokenHash: await sha256Hex(token), userId, device };
  const fact = { actor: userId, action: "team.join", subject: invitation.id, detail: { role: invitation.role } };
  try {
    const [, , opened] = await db.batch([
      statement,
      deps.invitations.join(invitation.tokenHash, userId, now),
      deps.invitations.openSession(invitation.tokenHash, session, now),
      auditChange(db, deps.chance, fact),
      deps.invitations.accept(invitation.tokenHash, now),
    ]);
    return opened ? { token } : refuse("code_invalid");
  } catch (error) {
    if (isUniqueViolation(error, "users.email")) return refuse("email_taken");
    throw error;
  }
};

/**
 * Joins the team of an invitation. The address is the invited one's and nobody else's, and holding its mail confirms it.
 *
 * @returns `code_invalid` (unknown, taken back, or accepted, also by another request at this very moment), `code_expired`; of a known
 * person `not_signed_in`, `wrong_account`, `wrong_credentials`, `too_many_requests`; of a new one `invalid_input`, `email_taken`
 */
export const acceptInvitation = async (
  deps: AccountDeps,
  input: Input,
  holder: Holder,
): Promise<{ session: Session; token: string } | Refusal> => {
  const invitation = await deps.invitations.find(await sha256Hex(input.token), deps.chance.now());
  if (isRefusal(invitation)) return invitation;
  const { user, isKnown } = await knownUser(deps, invitation.email);
  const joiner =
    user && isKnown ? await knownJoiner(deps, invitation, user, input, holder) : await newJoiner(deps, invitation, user, input);
  if (isRefusal(joiner)) return joiner;
  const joined = await join(deps, invitation, joiner, holder.device);
  if (isRefusal(joined)) return joined;
  const { tenantId } = invitation;
  // The browser's cookie is the new session's from here on: the one it had would only linger.
  if (holder.caller?.userId === joiner.userId) {
    await deps.sessions.end(holder.caller.sessionHash);
    await deps.liveRoom(holder.caller.tenantId).drop(holder.caller.sessionHash);
  }
  const [now, tenant, member] = await Promise.all([
    deps.accounts.user(joiner.userId),
    deps.directory.tenant(tenantId),
    deps.team.member(tenantId, joiner.userId),
  ]);
  if (!now || !tenant || !member) return refuse("code_invalid");
  return { session: sessionOf(now, tenant, member.role, deps.platformAdmins), token: joined.token };
};
