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

const daysAgo = (iso: string, now: Date): number => dayNumber(now) - dayNumber(new Date(iso));

/** `oggi` and `ieri`, in every place that tells when; null for any other day. */
const nearDay = (iso: string, now: Date): string | null => {
  const ago = daysAgo(iso, now);
  if (ago !== 0 && ago !== 1) return null;
  return new Intl.RelativeTimeFormat(locales[language()], { numeric: "auto" }).format(-ago, "day");
};

/** `oggi`, `ieri`, else `12 mar`: a day that stands by itself, not within a sentence. */
export const shortDay = (iso: string, now: Date = new Date()): string => nearDay(iso, now) ?? dateOf(iso, now);

/** `oggi, 14:05`, `ieri, 14:05`, else `12 mar, 14:05`. */
export const momentOf = (iso: string, now: Date = new Date()): string => `${shortDay(iso, now)}, ${timeOf(iso)}`;

/** What a separator between days says: today, yesterday, a weekday within the week, else the date. */
export const dayOf = (iso: string, now: Date = new Date()): string => {
  const near = nearDay(iso, now);
  if (near) return near;
  const at = new Date(iso);
  const ago = daysAgo(iso, now);
  if (ago > 1 && ago < 7) return dateFormat({ weekday: "long" }).format(at);
  return dateFormat({ weekday: "short", day: "numeric", month: "long", year: "numeric" }).format(at);
};

/** The shortest that still tells when: the time today, the weekday this week, else the date. */
export const shortMoment = (iso: string, now: Date = new Date()): string => {
  const ago = daysAgo(iso, now);
  if (ago <= 0) return timeOf(iso);
  if (ago > 1 && ago < 7) return dateFormat({ weekday: "short" }).format(new Date(iso));
  return shortDay(iso, now);
};

export const numberOf = (value: number): string => new Intl.NumberFormat(locales[language()]).format(value);

/** `Bronzo, Argento e Gold` */
export const listOfWords = (words: readonly string[]): string =>
  new Intl.ListFormat(locales[language()], { type: "conjunction" }).format(words);

/** `20 nov`, of a calendar day `YYYY-MM-DD`; with the year when that isn't this one. */
export const dayNameOf = (day: string, now: Date = new Date()): string => {
  const isThisYear = day.startsWith(String(now.getFullYear()));
  const year = isThisYear ? {} : ({ year: "numeric" } as const);
  return dateFormat({ day: "numeric", month: "short", timeZone: "UTC", ...year }).format(Date.parse(day));
};
