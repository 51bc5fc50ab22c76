import type { Language } from "../../../schema/contract/enums.ts";
import { thread as en } from "./en/thread.ts";
import { thread as it } from "./it/thread.ts";
import { language } from "./language.ts";

export const threadDictionaries: Record<Language, typeof it> = { it, en };

/** The words of a thread and its composer: they come with the first thread that is opened. */
export const threadWords = (): typeof it => threadDictionaries[language()];
