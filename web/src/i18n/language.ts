import { createEffect, createRoot, createSignal } from "solid-js";
import type { Language } from "../../../schema/contract/enums.ts";

export const languages = ["it", "en"] as const satisfies readonly Language[];

/** Where the choice is kept; it is the reader's, not the session's. */
export const languageStoredAt = "filo.language";

const isLanguage = (value: string | null | undefined): value is Language => languages.some((known) => known === value);

const initial = (): Language => {
  const stored = globalThis.localStorage?.getItem(languageStoredAt);
  if (isLanguage(stored)) return stored;
  return globalThis.navigator?.language.toLowerCase().startsWith("it") === false ? "en" : "it";
};

const [language, write] = createSignal<Language>(initial());

export { language };

/** The reader's own choice; it outlives the session. */
export const setLanguage = (next: Language): void => {
  globalThis.localStorage?.setItem(languageStoredAt, next);
  write(next);
};

/** The business's language is used until the reader has chosen one. */
export const suggestLanguage = (next: Language): void => {
  if (!isLanguage(globalThis.localStorage?.getItem(languageStoredAt))) write(next);
};

createRoot(() => {
  createEffect(() => {
    if (globalThis.document) document.documentElement.lang = language();
  });
});
