import type { Language } from "../../../schema/contract/enums.ts";
import { contactDesk as english } from "./en/contactDesk.ts";
import { contactDesk as italian } from "./it/contactDesk.ts";
import { language } from "./language.ts";

export const contactDictionaries: Record<Language, typeof italian> = { it: italian, en: english };

/** The words of the contacts' pages that nothing else needs; they come with them. */
export const contactWords = (): typeof italian => contactDictionaries[language()];
