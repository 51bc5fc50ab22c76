import type { CustomerLanguage } from "../../../schema/contract/enums.ts";

export const locales: Record<CustomerLanguage, string> = { it: "it-IT", en: "en-GB", es: "es-ES", fr: "fr-FR" };

/** `14:05` */
export const timeOf = (language: CustomerLanguage, iso: string): string =>
  new Intl.DateTimeFormat(locales[language], { hour: "2-digit", minute: "2-digit" }).format(new Date(iso));

const dayNumber = (at: Date): number => Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / 86_400_000);

/** `oggi`, `ieri`, else the date, with the year when it isn't this one. */
export const dayOf = (language: CustomerLanguage, iso: string, now: Date): string => {
  const at = new Date(iso);
  const ago = dayNumber(now) - dayNumber(at);
  if (ago === 0 || ago === 1) return new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" }).format(-ago, "day");
  const year = at.getFullYear() === now.getFullYear() ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(locales[language], { weekday: "short", day: "numeric", month: "long", ...year }).format(at);
};

export const isSameDay = (one: string, other: string): boolean => dayNumber(new Date(one)) === dayNumber(new Date(other));
