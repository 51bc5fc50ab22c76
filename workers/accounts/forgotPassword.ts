import { audit } from "../platform/audit.ts";
import { newToken, sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";
import { orderMail } from "./mailOrder.ts";

/**
 * Mails a link to set a new password, if the e-mail is a user's. To be run after the answer has gone out, so that neither its
 * words nor its time tell whether it is.
 */
export const forgotPassword = async (deps: AccountDeps, email: string): Promise<void> => {
  const user = await deps.accounts.userByEmail(email);
  const [membership] = user ? await deps.directory.membershipsOf(user.id) : [];
  const tenant = membership && (await deps.directory.tenant(membership.tenantId));
  if (!user || !tenant) return;
  const now = deps.chance.now();
  const db = deps.tenantDb(tenant.id);
  const token = newToken(deps.chance.bytes);
  const about = { to: user.email, language: tenant.language, businessName: tenant.name };
  const mail = await orderMail(deps, db, { ...about, template: "reset_password", path: "/console/reset" }, token);
  const link = { tokenHash: await sha256Hex(token), userId: user.id, tenantId: tenant.id, contactId: null, email: user.email };
  await db.batch([
    deps.mailTokens.issue({ ...link, purpose: "reset_password" }, now),
    mail.statement,
    audit(db, deps.chance, { actor: "system", action: "user.forgot_password", subject: user.id }),
  ]);
  await deps.hints.send([mail.hint]);
};
