import { audit } from "../platform/audit.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import { sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";

/**
 * Confirms the e-mail a link was mailed to.
 *
 * It counts only in a session of the user it was mailed for, and stays unused in any other: otherwise someone could sign up with
 * another person's address, wait for that person to click, and have an account that passes for theirs.
 *
 * @returns `code_invalid` (unknown or used), `code_expired`, or `not_signed_in` (as the user of the link)
 */
export const verifyEmail = async (
  deps: AccountDeps,
  { token, userId }: { token: string; userId: string },
): Promise<Refusal | undefined> => {
  const now = deps.chance.now();
  const tokenHash = await sha256Hex(token);
  const link = await deps.mailTokens.find(tokenHash, "verify_user", now);
  if (isRefusal(link)) return link;
  if (link.userId === null || link.tenantId === null) return refuse("code_invalid");
  if (link.userId !== userId) return refuse("not_signed_in");
  const db = deps.tenantDb(link.tenantId);
  await db.batch([
    deps.accounts.confirmEmail(link.userId, link.email, now),
    deps.mailTokens.use(tokenHash, now),
    audit(db, deps.chance, { actor: link.userId, action: "user.verify_email", subject: link.userId }),
  ]);
  return undefined;
};
