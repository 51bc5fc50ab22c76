import type { z } from "zod";
import type { Session, signInSchema } from "../../schema/contract/auth.ts";
import { verifyPassword } from "../platform/passwords.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import { newToken, sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";
import { limitRules } from "./limits.ts";
import { sessionOf } from "./session.ts";

/**
 * Opens a session in the user's oldest tenant. A wrong password and an unknown e-mail are told apart neither by words nor by the
 * time they take.
 *
 * @returns `wrong_credentials` or `too_many_requests`
 */
export const signIn = async (
  deps: AccountDeps,
  input: z.output<typeof signInSchema>,
  addressHash: string,
): Promise<{ session: Session; token: string } | Refusal> => {
  const now = deps.chance.now();
  const rules = await limitRules("sign_in", { email: input.email, addressHash });
  const tooMany = await deps.limits.take(rules, now);
  if (tooMany) return tooMany;
  const user = await deps.accounts.userByEmail(input.email);
  if (!(await verifyPassword(input.password, user?.passwordHash ?? null)) || !user) return refuse("wrong_credentials");
  const [membership] = await deps.directory.membershipsOf(user.id);
  const tenant = membership && (await deps.directory.tenant(membership.tenantId));
  if (!membership || !tenant) return refuse("wrong_credentials");

  const token = newToken(deps.chance.bytes);
  const opening = { tokenHash: await sha256Hex(token), userId: user.id, tenantId: tenant.id };
  await deps.tenantDb(tenant.id).batch([deps.sessions.open(opening, now)]);
  await deps.limits.forgive(rules);
  return { session: sessionOf(user, tenant, membership.role, deps.platformAdmins), token };
};
