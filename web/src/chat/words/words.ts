import type { Language } from "../../../../schema/contract/enums.ts";
import type { FailureKey } from "../../api/problem.ts";
import { en } from "./en.ts";
import { it, type Words } from "./it.ts";

export const wordsOf = (language: Language): Words => (language === "it" ? it : en);

/** Why something was refused, in the reader's words. */
export const failureIn = (words: Words, key: FailureKey): string => words.failures[key] ?? words.failure;
