import type { Language } from "../../../schema/contract/enums.ts";
import { inboxHead as english } from "./en/inboxHead.ts";
import { inboxHead as italian } from "./it/inboxHead.ts";
import { language } from "./language.ts";

export const headDictionaries: Record<Language, typeof italian> = { it: italian, en: english };

/** The words of what is done with a conversation; they load with the first one that is opened. */
export const headWords = (): typeof italian => headDictionaries[language()];
