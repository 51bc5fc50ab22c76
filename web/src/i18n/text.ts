import type { Language } from "../../../schema/contract/enums.ts";
import { en } from "./en.ts";
import { it, type Dictionary } from "./it.ts";
import { language } from "./language.ts";

export const dictionaries: Record<Language, Dictionary> = { it, en };

/** The words of the reader's language; reactive, so read it where it is shown. */
export const t = (): Dictionary => dictionaries[language()];
