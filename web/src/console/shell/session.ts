import type { QueryClient } from "@tanstack/solid-query";
import { createContext, createSignal, useContext, type Accessor } from "solid-js";
import type { Session } from "../../../../schema/contract/auth.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { asProblem } from "../../api/problem.ts";
import { suggestLanguage } from "../../i18n/language.ts";
import { t } from "../../i18n/text.ts";
import { paths } from "../../paths.ts";
import { keptOutgoing } from "../../realtime/keptOutgoing.ts";
import { isOnline } from "./network.ts";
import { wipeBrowser } from "./wipeBrowser.ts";

const storedAt = "filo.session";
const ownerAt = "filo.owner";

/** Names whose reads and unsent messages this browser keeps. */
export const ownerOf = ({ tenant, user }: Session): string => `${tenant.id}:${user.id}`;

/** Whoever is signed in now owns what is kept here: what somebody else has left is wiped. */
const remember = (session: Session): boolean => {
  const isSomebodyElse = ![null, ownerOf(session)].includes(localStorage.getItem(ownerAt));
  if (isSomebodyElse) void wipeBrowser();
  localStorage.setItem(ownerAt, ownerOf(session));
  localStorage.setItem(storedAt, JSON.stringify(session));
  return isSomebodyElse;
};

const [isChecked, setChecked] = createSignal(false);

/** Whether the server has said who is signed in. Until then nothing is sent: what waits here may be somebody else's. */
export { isChecked };

/** Somebody else signs in, or this user goes over to another tenant, in another window: a full load shows theirs. */
export const watchOwner = (): void => {
  window.addEventListener("storage", ({ key, oldValue, newValue }) => {
    if (key === ownerAt && oldValue !== null && newValue !== null && newValue !== oldValue) location.reload();
  });
};

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
  if (remember(session)) {
    // Not who this page was painted for: a full load, so that nothing of theirs stays in memory, and nothing goes out meanwhile.
    location.reload();
    return new Promise(() => undefined);
  }
  setChecked(true);
  suggestLanguage(session.tenant.language);
  return session;
};

/** Takes up a session that signing in or up has just given. */
export const enterSession = (client: QueryClient, session: Session): void => {
  client.clear();
  remember(session);
  setChecked(true);
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

let isLeaving = false;

/** Signed out by the server: to the sign-in page, which brings back here. A full load, so that nothing stays in memory. */
export const leave = (): void => {
  if (isLeaving) return;
  localStorage.removeItem(storedAt);
  location.assign(paths.signIn(location.pathname + location.search));
};

const [isSignOutAsked, setSignOutAsked] = createSignal(false);

/** Somebody wants to sign out, and has to decide something first. */
export { isSignOutAsked, setSignOutAsked };

/**
 * Ends the session and lets go of everything this browser keeps of it, drafts included: somebody else may sit here next. A full
 * load, so that nothing stays in memory either.
 *
 * @throws Problem when the server could not be told: the session goes on then, and everything stays
 */
export const signOut = async (): Promise<void> => {
  isLeaving = true;
  try {
    await call("POST /api/auth/sign-out");
  } catch (thrown) {
    if (asProblem(thrown).key !== "not_signed_in") {
      isLeaving = false;
      throw thrown;
    }
  }
  await wipeBrowser();
  location.assign(paths.signIn());
};

/** Signs out, unless something would be lost, or the session would go on: that is asked and said first. */
export const wantSignOut = (): void => {
  if (!isOnline() || keptOutgoing(localStorage).length > 0) setSignOutAsked(true);
  else void signOut().catch(() => setSignOutAsked(true));
};
