import type { QueryClient } from "@tanstack/solid-query";
import { createContext, useContext, type Accessor } from "solid-js";
import type { Session } from "../../../../schema/contract/auth.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { languageStoredAt, suggestLanguage } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";

const storedAt = "filo.session";

/** Who was signed in last time: enough to paint the console before the session is checked, never enough to read anything. */
export const rememberedSession = (): Session | undefined => {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(storedAt) ?? "null");
    return typeof parsed === "object" && parsed !== null && "tenant" in parsed ? (parsed as Session) : undefined;
  } catch {
    return undefined;
  }
};

export const readSession = async (signal: AbortSignal): Promise<Session> => {
  const session = await call("GET /api/auth/session", {}, signal);
  localStorage.setItem(storedAt, JSON.stringify(session));
  suggestLanguage(session.tenant.language);
  return session;
};

/** Takes up a session that signing in or up has just given. */
export const enterSession = (client: QueryClient, session: Session): void => {
  client.clear();
  localStorage.setItem(storedAt, JSON.stringify(session));
  client.setQueryData(keys.session, session);
  suggestLanguage(session.tenant.language);
};

const SessionContext = createContext<Accessor<Session | undefined>>(() => undefined);

export const SessionProvider = SessionContext.Provider;
export const useSession = (): Accessor<Session | undefined> => useContext(SessionContext);

/** Why this member may not do something, in words; nothing when it may. Mirrors the API's own check, which decides. */
export const useMayNot = (needs: "write" | "manage"): Accessor<string | undefined> => {
  const session = useSession();
  return () => {
    const role = session()?.role;
    if (role === "readonly") return t().common.readOnly;
    return needs === "manage" && role === "member" ? t().common.ownerOnly : undefined;
  };
};

/**
 * Ends the session and lets go of everything this browser keeps of it, drafts included: somebody else may sit here next. A full
 * load, so that nothing stays in memory either.
 */
export const signOut = async (): Promise<void> => {
  await call("POST /api/auth/sign-out").catch(() => undefined);
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("filo.") && key !== languageStoredAt) localStorage.removeItem(key);
  }
  location.assign(paths.signIn());
};
