import type { DeviceSession } from "../../schema/contract/auth.ts";
import { audit } from "../platform/audit.ts";
import { sessionLifetime } from "../platform/consoleSessions.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { Statement } from "../platform/tenantDb.ts";
import type { AccountDeps } from "./deps.ts";

type Deps = Pick<AccountDeps, "chance" | "sessions" | "directory" | "liveRoom">;

/** The start of a token's hash: enough to tell a user's sessions apart, and no use to whoever reads it. */
const idOf = (tokenHash: string): string => tokenHash.slice(0, 24);

export const listSessions = async ({ chance, sessions }: Deps, caller: ConsoleCaller): Promise<DeviceSession[]> => {
  const rows = await sessions.listOf(caller.userId, chance.now());
  return rows.map(({ tokenHash, device, tenantName, createdAt, expiresAt }) => ({
    id: idOf(tokenHash),
    device,
    tenantName,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: new Date(expiresAt - sessionLifetime).toISOString(),
    isCurrent: tokenHash === caller.sessionHash,
  }));
};

/** Ends one of the caller's sessions, and what it still listens to. */
export const endSession = async (
  { sessions, liveRoom }: Deps,
  caller: ConsoleCaller,
  id: string,
): Promise<Refusal | undefined> => {
  const ended = await sessions.endOneOf(caller.userId, id);
  if (!ended) return refuse("not_found");
  await liveRoom(ended.tenantId).drop(ended.tokenHash);
  return undefined;
};

/** A user's other sessions and what they listen to, to be closed once the sessions have ended. This one goes on undisturbed. */
export const otherSessions = async (
  { chance, sessions, liveRoom }: Deps,
  { userId, sessionHash }: Pick<ConsoleCaller, "userId" | "sessionHash">,
): Promise<{ statement: Statement; drop(): Promise<void> }> => {
  const listed = await sessions.listOf(userId, chance.now());
  const others = listed.filter(({ tokenHash }) => tokenHash !== sessionHash);
  return {
    statement: sessions.endOthersOf(userId, sessionHash),
    async drop() {
      await Promise.all(others.map(({ tenantId, tokenHash }) => liveRoom(tenantId).drop(tokenHash)));
    },
  };
};

/** Ends all of the caller's sessions, on all devices; with `keepThis` all others. */
export const signOutEverywhere = async (deps: Deps, caller: ConsoleCaller, keepThis: boolean): Promise<void> => {
  const { userId, db } = caller;
  const others = await otherSessions(deps, caller);
  await db.batch([
    keepThis ? others.statement : deps.sessions.endAllOf(userId),
    audit(db, deps.chance, { actor: userId, action: "user.sign_out_everywhere", subject: userId, detail: { keepThis } }),
  ]);
  if (keepThis) return others.drop();
  const memberships = await deps.directory.membershipsOf(userId);
  await Promise.all(memberships.map(({ tenantId }) => deps.liveRoom(tenantId).drop(userId)));
};
