import { language } from "./language.ts";

const locales = { it: "it-IT", en: "en-GB" } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = `${language()}${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locales[language()], options);
  formats.set(key, made);
  return made;
};

const dayNumber = (at: Date): number => Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / 86_400_000);

/** `14:05` */
export const timeOf = (iso: string): string => dateFormat({ hour: "2-digit", minute: "2-digit" }).format(new Date(iso));

/** `12 mar 2026`; without the year in the current one. */
export const dateOf = (iso: string, now: Date = new Date()): string => {
  const at = new Date(iso);
  const year = at.getFullYear() === now.getFullYear() ? undefined : ("numeric" as const);
  return dateFormat({ day: "numeric", month: "short", ...(year ? { year } : {}) }).format(at);
};

/** `oggi, 14:05`, else `12 mar, 14:05`. */
export const momentOf = (iso: string, now: Date = new Date()): string =>
  `${dayNumber(now) === dayNumber(new Date(iso)) ? dayOf(iso, now) : dateOf(iso, now)}, ${timeOf(iso)}`;

/** What a separator between days says: today, yesterday, a weekday within the week, else the date. */
export const dayOf = (iso: string, now: Date = new Date()): string => {
  const at = new Date(iso);
  const ago = dayNumber(now) - dayNumber(at);
  if (ago === 0 || ago === 1) {
    return new Intl.RelativeTimeFormat(locales[language()], { numeric: "auto" }).format(-ago, "day");
  }
  if (ago > 1 && ago < 7) return dateFormat({ weekday: "long" }).format(at);
  return dateFormat({ weekday: "short", day: "numeric", month: "long", year: "numeric" }).format(at);
};

/** The shortest that still tells when: the time today, the weekday this week, else the date. */
export const shortMoment = (iso: string, now: Date = new Date()): string => {
  const at = new Date(iso);
  const ago = dayNumber(now) - dayNumber(at);
  if (ago <= 0) return timeOf(iso);
  if (ago === 1) return dayOf(iso, now);
  if (ago < 7) return dateFormat({ weekday: "short" }).format(at);
  return dateOf(iso, now);
};

export const numberOf = (value: number): string => new Intl.NumberFormat(locales[language()]).format(value);

/** `Bronzo, Argento e Gold` */
export const listOfWords = (words: readonly string[]): string =>
  new Intl.ListFormat(locales[language()], { type: "conjunction" }).format(words);
