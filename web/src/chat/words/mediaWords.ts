import type { CustomerLanguage } from "../../../../schema/contract/enums.ts";
import { mediaEn } from "./mediaEn.ts";
import { mediaEs } from "./mediaEs.ts";
import { mediaFr } from "./mediaFr.ts";
import { mediaIt, type MediaWords } from "./mediaIt.ts";

const all: Record<CustomerLanguage, MediaWords> = { it: mediaIt, en: mediaEn, es: mediaEs, fr: mediaFr };

/** What is said of files and recordings; loaded with them. */
export const mediaWordsOf = (language: CustomerLanguage): MediaWords => all[language];
