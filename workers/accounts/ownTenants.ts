import type { OwnTenant, Session } from "../../schema/contract/auth.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";
import { sessionOf } from "./session.ts";

/** The tenants a user belongs to, oldest membership first. */
export const listTenants = async ({ directory }: Pick<AccountDeps, "directory">, caller: ConsoleCaller): Promise<OwnTenant[]> => {
  const memberships = await directory.membershipsOf(caller.userId);
  const tenants = await Promise.all(memberships.map(({ tenantId }) => directory.tenant(tenantId)));
  return memberships.flatMap(({ tenantId, role }, at) => {
    const tenant = tenants[at];
    return tenant ? [{ id: tenantId, name: tenant.name, role, isCurrent: tenantId === caller.tenantId }] : [];
  });
};

/**
 * Takes the caller's session over to another of their tenants. What it listened to in the one before is closed.
 *
 * @returns `not_found` when the caller doesn't belong there
 */
export const chooseTenant = async (deps: AccountDeps, caller: ConsoleCaller, tenantId: string): Promise<Session | Refusal> => {
  const { userId, sessionHash } = caller;
  const [moved] = await deps
    .tenantDb(tenantId)
    .batch([deps.sessions.move(sessionHash, userId, tenantId), deps.team.seen(tenantId, userId, deps.chance.now())]);
  if (!moved) return refuse("not_found");
  if (tenantId !== caller.tenantId) await deps.liveRoom(caller.tenantId).drop(sessionHash);
  const [user, tenant, member] = await Promise.all([
    deps.accounts.user(userId),
    deps.directory.tenant(tenantId),
    deps.team.member(tenantId, userId),
  ]);
  return user && tenant && member ? sessionOf(user, tenant, member.role, deps.platformAdmins) : refuse("not_found");
};
