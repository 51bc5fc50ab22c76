import type { Language } from "../../../schema/contract/enums.ts";
import { settings as en } from "./en/settings.ts";
import { settings as it } from "./it/settings.ts";
import { language } from "./language.ts";

export const settingsDictionaries: Record<Language, typeof it> = { it, en };

/** The words of the settings. They come with that page, not with the console's first load. */
export const settingsWords = (): typeof it => settingsDictionaries[language()];
