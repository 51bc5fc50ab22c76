import { dateOf, timeOf } from "./format.ts";
import { language } from "./language.ts";

const dayNumber = (at: Date): number => Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / 86_400_000);

const before = { it: "alle", en: "at" } as const;

const dayWord = (at: Date, ahead: number, now: Date): string => {
  if (ahead === 1) return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(1, "day");
  if (ahead < 7) return new Intl.DateTimeFormat(language(), { weekday: "long" }).format(at);
  return dateOf(at.toISOString(), now);
};

/** A moment still to come, within a sentence: `alle 15:40`, `domani alle 09:00`, `lunedì alle 09:00`, `12 mar alle 09:00`. */
export const comingMoment = (iso: string, now: Date = new Date()): string => {
  const at = new Date(iso);
  const ahead = dayNumber(at) - dayNumber(now);
  const time = `${before[language()]} ${timeOf(iso)}`;
  return ahead <= 0 ? time : `${dayWord(at, ahead, now)} ${time}`;
};
