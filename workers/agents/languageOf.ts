import type { CustomerLanguage } from "../../schema/contract/enums.ts";
import { readHints, type FoundLanguage } from "./languageHints.ts";

const sureFrom = 0.75;

/**
 * The language of what somebody has written so far, all of it together, made for short messages without accents and with
 * chat spellings. Names, numbers, addresses and emoji count for nothing.
 */
export const languageOf = (texts: string[]): FoundLanguage => readHints(texts.join("\n"));

/**
 * The language for Filo's own texts to whoever wrote these messages, once it is sure enough to be kept; null until then.
 * Someone who writes in a language that Filo has no texts in gets the English ones.
 */
export const languageToKeep = (texts: string[]): CustomerLanguage | null => {
  const { language, confidence } = languageOf(texts);
  if (language === null || confidence < sureFrom) return null;
  return language === "other" ? "en" : language;
};
