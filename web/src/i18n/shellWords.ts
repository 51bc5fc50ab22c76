import type { Language } from "../../../schema/contract/enums.ts";
import { shell as en } from "./en/shell.ts";
import { shell as it } from "./it/shell.ts";
import { language } from "./language.ts";

export const shellDictionaries: Record<Language, typeof it> = { it, en };

/** The words of palette, help and notifications, which come with those parts and not with the console's first load. */
export const shellWords = (): typeof it => shellDictionaries[language()];
