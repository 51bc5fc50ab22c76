import type { z } from "zod";
import type { Language } from "../../../../schema/contract/enums.ts";
import type { Settings, settingsPatchSchema } from "../../../../schema/contract/settings.ts";
import { hoursFormOf, officeHoursOf, type HoursForm } from "./officeHours.ts";

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
  /** Days; empty for ever. */
  keepMessagesDays: string;
  keepFilesDays: string;
  officeHours: HoursForm;
  awayText: string;
}
export type SettingsField = keyof SettingsForm;

export const formOf = (settings: Settings): SettingsForm => ({
  name: settings.name,
  language: settings.language,
  timeZone: settings.timeZone,
  consultantPhones: settings.consultantPhones.join("\n"),
  receptionPhones: settings.receptionPhones.join("\n"),
  alertEmail: settings.alertEmail ?? "",
  removeProviderMedia: settings.removeProviderMedia,
  keepMessagesDays: String(settings.keepMessagesDays ?? ""),
  keepFilesDays: String(settings.keepFilesDays ?? ""),
  officeHours: hoursFormOf(settings.officeHours),
  awayText: settings.awayText,
});

/** One number a line; commas and semicolons part them too, since lists are pasted. */
export const numbersIn = (text: string): string[] =>
  text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter(Boolean);

const daysOf = (text: string): number | null => (text === "" ? null : Number(text));

/** The fields as the API takes them. */
const patchOf = (form: SettingsForm) => ({
  name: form.name,
  language: form.language,
  timeZone: form.timeZone,
  consultantPhones: numbersIn(form.consultantPhones),
  receptionPhones: numbersIn(form.receptionPhones),
  alertEmail: form.alertEmail.trim() || null,
  removeProviderMedia: form.removeProviderMedia,
  keepMessagesDays: daysOf(form.keepMessagesDays),
  keepFilesDays: daysOf(form.keepFilesDays),
  officeHours: officeHoursOf(form.officeHours),
  awayText: form.awayText,
});

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What differs from what is stored, as the API takes it. */
export const settingsChanges = (settings: Settings, form: SettingsForm): z.input<typeof settingsPatchSchema> => {
  const known: Record<string, unknown> = settings;
  return Object.fromEntries(Object.entries(patchOf(form)).filter(([name, value]) => !isSame(value, known[name])));
};

/** Which fields a form has changed of what it was opened on. */
export const changedFields = (settings: Settings, form: SettingsForm): SettingsField[] =>
  Object.keys(settingsChanges(settings, form)) as SettingsField[];

export interface Joined {
  form: SettingsForm;
  /** Changed on both sides, and not to the same. */
  conflicts: SettingsField[];
}

/** My edits on top of what is stored now: where only one side changed a field, that side counts; where both did, mine stands for now. */
export const joinEdits = (base: Settings, mine: SettingsForm, theirs: Settings): Joined => {
  const changedByThem = new Set(changedFields(base, formOf(theirs)));
  const changedByMe = changedFields(base, mine);
  const stillDiffers = new Set(changedFields(theirs, mine));
  return {
    form: { ...formOf(theirs), ...Object.fromEntries(changedByMe.map((name) => [name, mine[name]])) },
    conflicts: changedByMe.filter((name) => changedByThem.has(name) && stillDiffers.has(name)),
  };
};

/** The words for one list's field: the API names the number by its place. */
export const listError = (errors: Record<string, string>, field: string): string | undefined => {
  const found = Object.entries(errors).find(([path]) => path === field || path.startsWith(`${field}.`));
  if (!found) return undefined;
  const place = Number(found[0].slice(field.length + 1));
  return found[0] === field ? found[1] : `${place + 1}. ${found[1]}`;
};

/** Edits that were not saved, as this browser keeps them. */
export interface SettingsDraft {
  at: string;
  form: Partial<SettingsForm>;
  /** What they were made on: what somebody else has changed since is met, not overwritten. Earlier drafts did not keep it. */
  base?: Settings;
}

export const parseDraft = (stored: string | null): SettingsDraft | null => {
  try {
    const parsed: unknown = JSON.parse(stored ?? "null");
    return typeof parsed === "object" && parsed !== null && "at" in parsed && "form" in parsed ? (parsed as SettingsDraft) : null;
  } catch {
    return null;
  }
};
