import type { CustomerLanguage } from "../../../../schema/contract/enums.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { it, type Words } from "./it.ts";

/** The page's words in every language, for whoever has them all at hand: the Function that fills the page. */
export const allWords: Record<CustomerLanguage, Words> = { it, en, es, fr };
