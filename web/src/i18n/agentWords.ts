import type { Language } from "../../../schema/contract/enums.ts";
import { agentWork as en } from "./en/agentWork.ts";
import { agentWork as it } from "./it/agentWork.ts";
import { language } from "./language.ts";

export const agentDictionaries: Record<Language, typeof it> = { it, en };

/** The words of making, publishing and sharing an agent. They come with those pages, not with the console's first load. */
export const agentWords = (): typeof it => agentDictionaries[language()];
