import type { Language } from "../../../schema/contract/enums.ts";
import { health as en } from "./en/health.ts";
import { health as it } from "./it/health.ts";
import { language } from "./language.ts";

export const healthDictionaries: Record<Language, typeof it> = { it, en };

/** The words of the health page and of alerts. They come with those parts, not with the console's first load. */
export const healthWords = (): typeof it => healthDictionaries[language()];
