import type { Language } from "../../../schema/contract/enums.ts";
import type { Dictionary } from "./it.ts";
import { language, prepareWith } from "./language.ts";

const sources: Record<Language, () => Promise<Dictionary>> = {
  it: async () => (await import("./it.ts")).it,
  en: async () => (await import("./en.ts")).en,
};

const held: Partial<Record<Language, Dictionary>> = {};

/** Fetches the words of one language; before the first are there nothing can be shown. */
export const loadWords = async (wanted: Language): Promise<void> => {
  held[wanted] ??= await sources[wanted]();
};

prepareWith((next) => (held[next] ? undefined : loadWords(next)));

/** The words of the reader's language; reactive, so read it where it is shown. */
export const t = (): Dictionary => {
  const words = held[language()];
  if (!words) throw new Error("Words are asked for before they are there");
  return words;
};
