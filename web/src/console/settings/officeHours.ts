import type { OfficeHours } from "../../../../schema/contract/settings.ts";

/** A span as it is typed: `09:00`, or empty. The end of the day is `00:00`. */
export interface SpanText {
  from: string;
  to: string;
}

/** The week as its form holds it, Monday first; what was there stays there while it is switched off. */
export interface HoursForm {
  isOn: boolean;
  days: SpanText[][];
}

export type SpanProblem = "missing" | "backwards" | "overlaps";

export const mostSpans = 4;
const dayMinutes = 24 * 60;

const textOf = (minutes: number): string => {
  const inDay = minutes % dayMinutes;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
};

const minutesOf = (text: string): number | null => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  return hours === undefined || minutes === undefined ? null : Number(hours) * 60 + Number(minutes);
};

/** What most begin with: the shop's two halves from Monday to Friday. */
const usualWeek = (): SpanText[][] =>
  Array.from({ length: 7 }, (_, day) =>
    day < 5
      ? [
          { from: "09:00", to: "13:00" },
          { from: "14:00", to: "18:00" },
        ]
      : [],
  );

export const hoursFormOf = (hours: OfficeHours | null): HoursForm => ({
  isOn: hours !== null,
  days: hours?.map((day) => day.map(({ from, to }) => ({ from: textOf(from), to: textOf(to) }))) ?? usualWeek(),
});

const spanOf = ({ from, to }: SpanText): { from: number; to: number } | null => {
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  return begin === null || end === null ? null : { from: begin, to: end === 0 ? dayMinutes : end };
};

/** What is wrong with each span of a day, in the spans' order. */
export const spanProblems = (day: readonly SpanText[]): (SpanProblem | null)[] => {
  const spans = day.map(spanOf);
  return spans.map((span, at) => {
    if (span === null) return "missing";
    if (span.from >= span.to) return "backwards";
    const isTaken = spans.some((other, place) => place < at && other !== null && other.from < span.to && span.from < other.to);
    return isTaken ? "overlaps" : null;
  });
};

export const isWeekRight = ({ isOn, days }: HoursForm): boolean =>
  !isOn || days.every((day) => spanProblems(day).every((problem) => problem === null));

/** The week as the API takes it; null when it is switched off. Of a week that isn't right, what can be read. */
export const officeHoursOf = ({ isOn, days }: HoursForm): OfficeHours | null =>
  isOn ? days.map((day) => day.flatMap((span) => spanOf(span) ?? []).toSorted((a, b) => a.from - b.from)) : null;

/** One more span in a day, after those that are there. */
export const withSpan = (day: readonly SpanText[]): SpanText[] => {
  const last = day.map(spanOf).reduce((latest, span) => Math.max(latest, span?.to ?? 0), 0);
  const from = last === 0 ? 9 * 60 : Math.min(last + 60, dayMinutes - 60);
  return [...day, { from: textOf(from), to: textOf(Math.min(from + 4 * 60, dayMinutes)) }];
};
