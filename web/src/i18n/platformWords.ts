import type { Language } from "../../../schema/contract/enums.ts";
import { platform as en } from "./en/platform.ts";
import { platform as it } from "./it/platform.ts";
import { language } from "./language.ts";

export const platformDictionaries: Record<Language, typeof it> = { it, en };

/** The words of the platform's page, which few ever open: they come with it. */
export const platformWords = (): typeof it => platformDictionaries[language()];
