import type { z } from "zod";
import type { changePasswordSchema } from "../../schema/contract/auth.ts";
import { auditChange } from "../platform/audit.ts";
import { hashPassword, verifyPassword } from "../platform/passwords.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";
import { limitRules } from "./limits.ts";
import { otherSessions } from "./ownSessions.ts";

const wrongPassword = () =>
  refuse("invalid_input", {
    errors: [{ path: "currentPassword", code: "wrong_password", message: "This is not the current password" }],
  });

/**
 * Changes the caller's password and ends every other session of theirs. Guessing the present one counts as guessing at the door.
 *
 * @returns `invalid_input` with `wrong_password`, or `too_many_requests`
 */
export const changePassword = async (
  deps: AccountDeps,
  caller: ConsoleCaller,
  { currentPassword, newPassword }: z.output<typeof changePasswordSchema>,
  addressHash: string,
): Promise<Refusal | undefined> => {
  const { userId, db, email } = caller;
  const rules = await limitRules("sign_in", { email, addressHash });
  const tooMany = await deps.limits.take(rules, deps.chance.now());
  if (tooMany) return tooMany;
  const former = (await deps.accounts.user(userId))?.passwordHash ?? null;
  if (!(await verifyPassword(currentPassword, former)) || former === null) return wrongPassword();
  const passwordHash = await hashPassword(newPassword, deps.chance.bytes);
  const others = await otherSessions(deps, caller);
  const [changed] = await db.batch([
    deps.accounts.changePassword(userId, passwordHash, former),
    auditChange(db, deps.chance, { actor: userId, action: "user.change_password", subject: userId }),
    others.statement,
  ]);
  if (!changed) return wrongPassword();
  await deps.limits.forgive(rules);
  await others.drop();
  return undefined;
};
