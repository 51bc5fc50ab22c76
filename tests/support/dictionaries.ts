import { en } from "../../web/src/i18n/en.ts";
import { it } from "../../web/src/i18n/it.ts";

/** What the console's pages share, in each language. */
export const dictionaries = { it, en };
