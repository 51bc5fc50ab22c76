import { auditChange } from "../platform/audit.ts";
import { jobOfChange } from "../platform/jobs.ts";
import type { Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { AccountDeps } from "./deps.ts";
import { whyUnchanged } from "./changeRole.ts";

/**
 * Ends a membership, somebody else's or the caller's own; sessions and open consoles of this tenant end with it. The account stays, and
 * so does what was signed with its name; conversations that were theirs are nobody's again, by a job.
 *
 * @returns `not_found`, `last_owner`, or `not_allowed` when the caller has just ceased to be an owner
 */
export const removeMember = async (
  deps: Pick<AccountDeps, "chance" | "team" | "sessions" | "liveRoom" | "hints">,
  caller: ConsoleCaller,
  userId: string,
): Promise<Refusal | undefined> => {
  const { tenantId, db } = caller;
  const action = userId === caller.userId ? "team.leave" : "team.remove";
  const uniqueKey = `free_assigned:${userId}:${deps.chance.now()}`;
  const payload = { userId, by: { id: caller.userId, name: caller.userName || caller.email } };
  const freeing = jobOfChange(db, deps.chance, { kind: "free_assigned", uniqueKey, payload });
  const [removed] = await db.batch([
    deps.team.remove({ tenantId, userId, byUserId: caller.userId }),
    auditChange(db, deps.chance, { actor: caller.userId, action, subject: userId }),
    freeing.statement,
    deps.sessions.endLeftBehind(tenantId, userId),
  ]);
  if (removed) await deps.hints.send([freeing.hint]);
  const refusal = removed ? undefined : await whyUnchanged(deps, caller, userId);
  // Also for somebody who has left already: the room may have been out of reach then.
  if (!refusal || refusal.key === "not_found") await deps.liveRoom(tenantId).forget(userId);
  return refusal;
};
