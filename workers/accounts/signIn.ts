import type { z } from "zod";
import type { Session, signInSchema } from "../../schema/contract/auth.ts";
import { verifyPassword } from "../platform/passwords.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import { newToken, sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";
import { limitRules } from "./limits.ts";
import { sessionOf } from "./session.ts";

/**
 * Opens a session in the tenant where the user was last, or else in their oldest. A wrong password and an unknown e-mail are told apart neither by words nor by the
 * time they take.
 *
 * @returns `wrong_credentials`, `too_many_requests`, or, with the right password, `no_team`
 */
export const signIn = async (
  deps: AccountDeps,
  input: z.output<typeof signInSchema>,
  { addressHash, device }: { addressHash: string; device: string },
): Promise<{ session: Session; token: string } | Refusal> => {
  const now = deps.chance.now();
  const rules = await limitRules("sign_in", { email: input.email, addressHash });
  const tooMany = await deps.limits.take(rules, now);
  if (tooMany) return tooMany;
  const user = await deps.accounts.userByEmail(input.email);
  if (!(await verifyPassword(input.password, user?.passwordHash ?? null)) || !user) return refuse("wrong_credentials");
  const membership = lastSeen(await deps.directory.membershipsOf(user.id));
  const tenant = membership && (await deps.directory.tenant(membership.tenantId));
  if (!membership || !tenant) return refuse("no_team");

  const token = newToken(deps.chance.bytes);
  const opening = { tokenHash: await sha256Hex(token), userId: user.id, tenantId: tenant.id, device };
  await deps.tenantDb(tenant.id).batch([deps.sessions.open(opening, now), deps.team.seen(tenant.id, user.id, now)]);
  await deps.limits.forgive(rules);
  return { session: sessionOf(user, tenant, membership.role, deps.platformAdmins), token };
};

/** Of two with the same day, the older membership. */
const lastSeen = <M extends { lastSeenAt: number | null }>(memberships: M[]): M | undefined =>
  memberships.toSorted((a, b) => (b.lastSeenAt ?? 0) - (a.lastSeenAt ?? 0))[0];
