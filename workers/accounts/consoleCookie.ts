import { sessionLifetime } from "../platform/consoleSessions.ts";
import { cookieNames, setCookie } from "../platform/cookies.ts";

/** The cookie of a console session, living as long as the session does. */
export const consoleCookie = (token: string): string => setCookie(cookieNames.console, token, sessionLifetime / 1_000);
