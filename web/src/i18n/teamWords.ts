import type { Language } from "../../../schema/contract/enums.ts";
import { team as en } from "./en/team.ts";
import { team as it } from "./it/team.ts";
import { language } from "./language.ts";

export const teamDictionaries: Record<Language, typeof it> = { it, en };

/** The words of the team. They come with that page, not with the console's first load. */
export const teamWords = (): typeof it => teamDictionaries[language()];
