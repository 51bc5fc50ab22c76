import type { Language } from "../../../schema/contract/enums.ts";
import { setup as en } from "./en/setup.ts";
import { setup as it } from "./it/setup.ts";
import { language } from "./language.ts";

export const setupDictionaries: Record<Language, typeof it> = { it, en };

/** The words of the first hour. They come with its page and card, not with the console's first load. */
export const setupWords = (): typeof it => setupDictionaries[language()];
