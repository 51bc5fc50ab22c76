import type { z } from "zod";
import type { resetPasswordSchema } from "../../schema/contract/auth.ts";
import { audit } from "../platform/audit.ts";
import { hashPassword } from "../platform/passwords.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import { sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";

/**
 * Sets a new password by a mailed link, ends every session of the user and every other such link.
 *
 * @returns `code_invalid` (unknown, used, or used by another request at this very moment) or `code_expired`
 */
export const resetPassword = async (
  deps: AccountDeps,
  { token, password }: z.output<typeof resetPasswordSchema>,
): Promise<Refusal | undefined> => {
  const now = deps.chance.now();
  const tokenHash = await sha256Hex(token);
  const link = await deps.mailTokens.find(tokenHash, "reset_password", now);
  if (isRefusal(link)) return link;
  if (link.userId === null || link.tenantId === null) return refuse("code_invalid");
  const db = deps.tenantDb(link.tenantId);
  const passwordHash = await hashPassword(password, deps.chance.bytes);
  const [changed] = await db.batch([
    deps.accounts.resetPassword(link.userId, passwordHash, tokenHash, now),
    deps.mailTokens.useAllOf(link.userId, "reset_password", now),
    deps.sessions.endAllOf(link.userId),
    audit(db, deps.chance, { actor: link.userId, action: "user.reset_password", subject: link.userId }),
  ]);
  if (!changed) return refuse("code_invalid");
  const { userId } = link;
  const memberships = await deps.directory.membershipsOf(userId);
  await Promise.all(memberships.map(({ tenantId }) => deps.liveRoom(tenantId).drop(userId)));
  return undefined;
};
