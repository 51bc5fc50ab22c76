import type { Language } from "../../../schema/contract/enums.ts";
import { privacy as english } from "./en/privacy.ts";
import { privacy as italian } from "./it/privacy.ts";
import { language } from "./language.ts";

export const privacyDictionaries: Record<Language, typeof italian> = { it: italian, en: english };

/** The words for taking a person's data along and for erasing it. They come with the contact's page. */
export const privacyWords = (): typeof italian => privacyDictionaries[language()];
