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

let wanted = language();
let prepare: (next: Language) => Promise<void> | undefined = () => undefined;

/** What must be at hand before a language is shown, such as its words; it may already be. */
export const prepareWith = (step: typeof prepare): void => {
  prepare = step;
};

/** The page goes on in the language it has until the next one is there: no moment without words, and none with half of them. */
const turnTo = async (next: Language): Promise<void> => {
  wanted = next;
  try {
    const coming = prepare(next);
    // Nothing is waited for where nothing has to come: the turn is at once then.
    if (coming) await coming;
    if (wanted === next) write(next);
  } catch {
    // Without a connection the page stays as it is; the choice is kept and holds from the next time on.
  }
};

/** The reader's own choice; it outlives the session. */
export const setLanguage = (next: Language): void => {
  globalThis.localStorage?.setItem(languageStoredAt, next);
  void turnTo(next);
};

/** The business's language is used until the reader has chosen one. */
export const suggestLanguage = (next: Language): void => {
  if (!isLanguage(globalThis.localStorage?.getItem(languageStoredAt))) void turnTo(next);
};

createRoot(() => {
  createEffect(() => {
    if (globalThis.document) document.documentElement.lang = language();
  });
});
