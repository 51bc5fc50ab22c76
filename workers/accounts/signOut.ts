import { cookieNames, readCookie } from "../platform/cookies.ts";
import { sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";

type Deps = Pick<AccountDeps, "sessions" | "liveRoom">;

/** Ends the session that the request's cookie names, if there is one, and what it still listens to. */
export const signOut = async ({ sessions, liveRoom }: Deps, request: Request): Promise<void> => {
  const token = readCookie(request, cookieNames.console);
  if (!token) return;
  const sessionHash = await sha256Hex(token);
  const ended = await sessions.end(sessionHash);
  if (ended) await liveRoom(ended.tenantId).drop(sessionHash);
};
