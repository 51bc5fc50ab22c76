import type { z } from "zod";
import type { Language } from "../../../../schema/contract/enums.ts";
import type { Settings, settingsPatchSchema } from "../../../../schema/contract/settings.ts";

/** The settings as their form holds them: numbers one per line. */
export interface SettingsForm {
  name: string;
  language: Language;
  timeZone: string;
  consultantPhones: string;
  receptionPhones: string;
  /** Empty for nowhere. */
  alertEmail: string;
  removeProviderMedia: boolean;
}

export const formOf = (settings: Settings): SettingsForm => ({
  name: settings.name,
  language: settings.language,
  timeZone: settings.timeZone,
  consultantPhones: settings.consultantPhones.join("\n"),
  receptionPhones: settings.receptionPhones.join("\n"),
  alertEmail: settings.alertEmail ?? "",
  removeProviderMedia: settings.removeProviderMedia,
});

/** One number a line; commas and semicolons part them too, since lists are pasted. */
export const numbersIn = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter(Boolean);

/** What differs from what is stored, as the API takes it. */
export const settingsChanges = (settings: Settings, form: SettingsForm): z.input<typeof settingsPatchSchema> => {
  const isSameList = (a: readonly string[], b: readonly string[]) => a.join("\n") === b.join("\n");
  const alertEmail = form.alertEmail.trim() || null;
  const [consultants, reception] = [numbersIn(form.consultantPhones), numbersIn(form.receptionPhones)];
  return {
    ...(form.name === settings.name ? {} : { name: form.name }),
    ...(form.language === settings.language ? {} : { language: form.language }),
    ...(form.timeZone === settings.timeZone ? {} : { timeZone: form.timeZone }),
    ...(isSameList(consultants, settings.consultantPhones) ? {} : { consultantPhones: consultants }),
    ...(isSameList(reception, settings.receptionPhones) ? {} : { receptionPhones: reception }),
    ...(alertEmail === settings.alertEmail ? {} : { alertEmail }),
    ...(form.removeProviderMedia === settings.removeProviderMedia ? {} : { removeProviderMedia: form.removeProviderMedia }),
  };
};

/** The words for one list's field: the API names the number by its place. */
export const listError = (errors: Record<string, string>, field: string): string | undefined => {
  const found = Object.entries(errors).find(([path]) => path === field || path.startsWith(`${field}.`));
  if (!found) return undefined;
  const place = Number(found[0].slice(field.length + 1));
  return found[0] === field ? found[1] : `${place + 1}. ${found[1]}`;
};
