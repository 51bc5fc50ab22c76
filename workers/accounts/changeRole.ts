import type { MembershipRole } from "../../schema/contract/enums.ts";
import type { TeamMember } from "../../schema/contract/team.ts";
import { auditChange } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";
import { memberOnWire } from "./teamOnWire.ts";

type Deps = Pick<AccountDeps, "chance" | "team" | "liveRoom">;

/** Why a change of the team did nothing, told from how it stands now. */
export const whyUnchanged = async ({ team }: Pick<Deps, "team">, caller: ConsoleCaller, userId: string): Promise<Refusal> => {
  const [self, target] = await Promise.all([team.member(caller.tenantId, caller.userId), team.member(caller.tenantId, userId)]);
  if (!target) return refuse("not_found");
  if (caller.userId !== userId && self?.role !== "owner") return refuse("not_allowed");
  return refuse("last_owner");
};

/**
 * Gives a member another role. It holds from their next request on; their consoles come back and read it again.
 *
 * @returns `not_found`, `last_owner`, or `not_allowed` when the caller has just ceased to be an owner
 */
export const changeRole = async (
  deps: Deps,
  caller: ConsoleCaller,
  userId: string,
  role: MembershipRole,
): Promise<TeamMember | Refusal> => {
  const { tenantId, db } = caller;
  const before = await deps.team.member(tenantId, userId);
  if (!before) return refuse("not_found");
  if (before.role === role) return memberOnWire(before);
  const detail = { from: before.role, to: role };
  const [changed] = await db.batch([
    deps.team.changeRole({ tenantId, userId, byUserId: caller.userId }, role),
    auditChange(db, deps.chance, { actor: caller.userId, action: "team.change_role", subject: userId, detail }),
  ]);
  if (!changed) return whyUnchanged(deps, caller, userId);
  await deps.liveRoom(tenantId).renew(userId);
  return memberOnWire({ ...before, role });
};
