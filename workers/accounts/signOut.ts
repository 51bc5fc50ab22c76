import { cookieNames, readCookie } from "../platform/cookies.ts";
import { sha256Hex } from "../platform/tokens.ts";
import type { AccountDeps } from "./deps.ts";

/** Ends the session that the request's cookie names, if there is one. */
export const signOut = async ({ sessions }: Pick<AccountDeps, "sessions">, request: Request): Promise<void> => {
  const token = readCookie(request, cookieNames.console);
  if (token) await sessions.end(await sha256Hex(token));
};
