import { consoleCookie } from "./consoleCookie.ts";
import { isWorthProlonging } from "../platform/consoleSessions.ts";
import type { ConsoleVisit } from "../platform/consoleVisit.ts";
import { cookieNames, readCookie } from "../platform/cookies.ts";
import { isToken, sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";
import { isPlatformAdmin } from "./session.ts";

type Deps = Pick<AccountDeps, "chance" | "sessions" | "team" | "tenantDb" | "platformAdmins">;

/** Who the console's cookie names, with the tenant's database in hand; null without a live session. Prolongs it once a day. */
export const consoleCaller = async (deps: Deps, request: Request): Promise<ConsoleVisit | null> => {
  const token = readCookie(request, cookieNames.console);
  if (token === null || !isToken(token)) return null;
  const now = deps.chance.now();
  const sessionHash = await sha256Hex(token);
  const session = await deps.sessions.find(sessionHash, now);
  if (!session) return null;
  const prolong = isWorthProlonging(session.expiresAt, now);
  const { tenantId, userId } = session;
  if (prolong)
    await deps.tenantDb(tenantId).batch([deps.sessions.prolong(sessionHash, now), deps.team.seen(tenantId, userId, now)]);
  return {
    caller: {
      userId: session.userId,
      userName: session.name,
      email: session.email,
      role: session.role,
      tenantId: session.tenantId,
      db: deps.tenantDb(session.tenantId),
      sessionHash,
      memberSince: session.memberSince,
    },
    isPlatformAdmin: isPlatformAdmin(session, deps.platformAdmins),
    setCookie: prolong ? consoleCookie(token) : null,
  };
};
