import { wipeKept } from "../../api/keptStore.ts";
import { languageStoredAt } from "../../i18n/language.ts";
import { unsubscribeBrowser } from "./notices/registration.ts";

/**
 * Lets go of everything this browser keeps of whoever was here: what they read, drafts, unsent messages, notifications. The language is
 * the browser's. Somebody else may sit here next.
 */
export const wipeBrowser = async (): Promise<void> => {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith("filo.") && key !== languageStoredAt) localStorage.removeItem(key);
  }
  await Promise.all([wipeKept(), unsubscribeBrowser()]);
};
