import type { Language } from "../../../schema/contract/enums.ts";
import { contactImport as english } from "./en/contactImport.ts";
import { contactImport as italian } from "./it/contactImport.ts";
import { language } from "./language.ts";

export const importDictionaries: Record<Language, typeof italian> = { it: italian, en: english };

/** The words of the page on which a list of contacts is taken in; they come with it. */
export const importWords = (): typeof italian => importDictionaries[language()];
