import { createSignal } from "solid-js";

/** What this browser does when something happens, kept in it and for its user alone. */
export interface BrowserSettings {
  /** Notifications are wanted; the browser's own permission comes on top. */
  isOn: boolean;
  what: "mine" | "all";
  hasSound: boolean;
  /** They were offered and put off. */
  wasAsked: boolean;
  /** The browser's push service tells this browser, so that the page doesn't. */
  isPushed: boolean;
}

const storedAt = "filo.notices";
const untouched: BrowserSettings = { isOn: false, what: "mine", hasSound: false, wasAsked: false, isPushed: false };

const stored = (): BrowserSettings => {
  try {
    return { ...untouched, ...(JSON.parse(localStorage.getItem(storedAt) ?? "{}") as Partial<BrowserSettings>) };
  } catch {
    return untouched;
  }
};

const [browserSettings, setSettings] = createSignal(stored());
export { browserSettings };

export const changeSettings = (change: Partial<BrowserSettings>): void => {
  const next = { ...browserSettings(), ...change };
  setSettings(next);
  localStorage.setItem(storedAt, JSON.stringify(next));
};

export type Permission = NotificationPermission | "unsupported";

/** What the browser allows. An iPhone knows notifications only in a console that was put on the Home Screen. */
export const permission = (): Permission => ("Notification" in globalThis ? Notification.permission : "unsupported");

export const needsInstalling = (): boolean =>
  /iphone|ipad|ipod/i.test(navigator.userAgent) && !globalThis.matchMedia("(display-mode: standalone)").matches;
