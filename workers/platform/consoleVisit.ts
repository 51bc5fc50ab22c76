import type { ConsoleCaller } from "./route.ts";

/** A console user at the door. */
export interface ConsoleVisit {
  caller: ConsoleCaller;
  /** A verified e-mail that `PLATFORM_ADMINS` lists. */
  isPlatformAdmin: boolean;
  /** Set when the session's life was prolonged: the cookie to send along. */
  setCookie: string | null;
}
