import type { Language } from "../../../schema/contract/enums.ts";
import { figures as english } from "./en/figures.ts";
import { figures as italian } from "./it/figures.ts";
import { language } from "./language.ts";

export const figuresDictionaries: Record<Language, typeof italian> = { it: italian, en: english };

/** The words of the figures page; they come with it. */
export const figuresWords = (): typeof italian => figuresDictionaries[language()];
