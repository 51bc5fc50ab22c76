import type { CustomerLanguage } from "../../../../schema/contract/enums.ts";
import type { FailureKey } from "../../api/problem.ts";
import { en } from "./en.ts";
import { it, type Words } from "./it.ts";

/** The page's words. Two languages come with the page, the other two when they are asked for. */
export const loadWords = async (language: CustomerLanguage): Promise<Words> => {
  if (language === "es") return (await import("./es.ts")).es;
  if (language === "fr") return (await import("./fr.ts")).fr;
  return language === "it" ? it : en;
};

/** Why something was refused, in the reader's words. */
export const failureIn = (words: Words, key: FailureKey): string => words.failures[key] ?? words.failure;
