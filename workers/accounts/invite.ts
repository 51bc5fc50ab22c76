import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { JobHint } from "../../schema/contract/jobs.ts";
import type { Invitation, inviteSchema } from "../../schema/contract/team.ts";
import { invitations } from "../../schema/tables/platform.ts";
import { audit, auditChange } from "../platform/audit.ts";
import { isUniqueViolation } from "../platform/causes.ts";
import { invitationLifetime, isPending, type InvitationRow } from "../platform/invitations.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { newToken, sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";
import { inviteRules } from "./limits.ts";
import { orderMail } from "./mailOrder.ts";
import { invitationOnWire } from "./teamOnWire.ts";

/** A link of its own for an invitation, and the job that mails it. */
const newLink = async (
  deps: AccountDeps,
  db: TenantDb,
  { to, invitedBy }: { to: string; invitedBy: string },
): Promise<{ tokenHash: string; mail: { statement: Statement; hint: JobHint } }> => {
  const tenant = await deps.directory.tenant(db.tenantId);
  if (!tenant) throw new Error(`Tenant ${db.tenantId} has a session but no row`);
  const token = newToken(deps.chance.bytes);
  const about = { to, language: tenant.language, businessName: tenant.name, invitedBy };
  const mail = await orderMail(deps, db, { ...about, template: "invitation", path: "/console/invitation" }, token);
  return { tokenHash: await sha256Hex(token), mail };
};

const pendingOf = (db: TenantDb, email: string): Promise<InvitationRow | null> =>
  db.first(invitations, and(eq(invitations.email, email), isPending()));

/**
 * Asks somebody by mail to join the team: a link of seven days, for one use. Whether the address has an account elsewhere is told to
 * nobody.
 *
 * @returns `already_member`, `already_invited` (send that one again, or take it back) or `too_many_requests`
 */
export const invite = async (
  deps: AccountDeps,
  caller: ConsoleCaller,
  { email, role }: z.output<typeof inviteSchema>,
): Promise<Invitation | Refusal> => {
  const { db, tenantId, userId, userName } = caller;
  const now = deps.chance.now();
  const tooMany = await deps.limits.take(await inviteRules(tenantId, email), now);
  if (tooMany) return tooMany;
  if (await deps.team.memberByEmail(tenantId, email)) return refuse("already_member");
  const former = await pendingOf(db, email);
  if (former && former.expiresAt > now) return refuse("already_invited");

  const { tokenHash, mail } = await newLink(deps, db, { to: email, invitedBy: userName });
  const id = deps.chance.id("invitation");
  const times = { createdAt: now, expiresAt: now + invitationLifetime, acceptedAt: null, revokedAt: null };
  const row: InvitationRow = { tenantId, id, email, role, tokenHash, invitedBy: userId, ...times };
  try {
    await db.batch([
      ...(former ? [db.update(invitations, { revokedAt: now }, eq(invitations.id, former.id))] : []),
      db.insert(invitations, row),
      mail.statement,
      audit(db, deps.chance, { actor: userId, action: "team.invite", subject: id, detail: { role } }),
    ]);
  } catch (error) {
    if (isUniqueViolation(error, "invitations.tenant_id, invitations.email")) return refuse("already_invited");
    throw error;
  }
  await deps.hints.send([mail.hint]);
  return invitationOnWire(row, userName);
};

/** Mails an invitation anew: its former link opens nothing any more, the new one for seven days. */
export const resendInvitation = async (deps: AccountDeps, caller: ConsoleCaller, id: string): Promise<Invitation | Refusal> => {
  const { db, tenantId, userId, userName } = caller;
  const now = deps.chance.now();
  const known = await db.first(invitations, and(eq(invitations.id, id), isPending()));
  if (!known) return refuse("not_found");
  const tooMany = await deps.limits.take(await inviteRules(tenantId, known.email), now);
  if (tooMany) return tooMany;
  const { tokenHash, mail } = await newLink(deps, db, { to: known.email, invitedBy: userName });
  const renewed = { tokenHash, invitedBy: userId, expiresAt: now + invitationLifetime };
  const [changed] = await db.batch([
    db.update(invitations, renewed, and(eq(invitations.id, id), isPending())),
    auditChange(db, deps.chance, { actor: userId, action: "team.invite_again", subject: id }),
    mail.statement,
  ]);
  if (!changed) return refuse("not_found");
  await deps.hints.send([mail.hint]);
  return invitationOnWire({ ...known, ...renewed }, userName);
};

/** Takes an invitation back; its link then says no more than one that never was. */
export const revokeInvitation = async (
  { chance }: Pick<AccountDeps, "chance">,
  { db, userId }: Pick<ConsoleCaller, "db" | "userId">,
  id: string,
): Promise<Refusal | undefined> => {
  const [changed] = await db.batch([
    db.update(invitations, { revokedAt: chance.now() }, and(eq(invitations.id, id), isPending())),
    auditChange(db, chance, { actor: userId, action: "team.uninvite", subject: id }),
  ]);
  return changed ? undefined : refuse("not_found");
};
