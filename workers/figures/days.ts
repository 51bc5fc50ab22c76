import { calendarDay, startOfDay } from "../platform/calendarDay.ts";

const hourMs = 60 * 60_000;

/** The calendar day after, `YYYY-MM-DD`: a matter of the calendar alone, so it is reckoned in UTC. */
export const dayAfter = (day: string, by = 1): string => new Date(Date.parse(day) + by * 24 * hourMs).toISOString().slice(0, 10);

/** Every day from one to another, both included. */
export const daysBetween = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = from; day <= to; day = dayAfter(day)) days.push(day);
  return days;
};

/** As many days as `from` to `to` has, just before them. */
export const rangeBefore = (from: string, to: string): { from: string; to: string } => {
  const length = daysBetween(from, to).length;
  return { from: dayAfter(from, -length), to: dayAfter(from, -1) };
};

/**
 * When a calendar day begins and ends in a time zone, in milliseconds: its first moment, and that of the day after. Noon in UTC is
 * the same day in every zone from -12 to +11, and the day before or after in the others.
 */
export const spanOfDay = (day: string, timeZone: string): { from: number; to: number } => ({
  from: startOf(day, timeZone),
  to: startOf(dayAfter(day), timeZone),
});

const startOf = (day: string, timeZone: string): number => {
  const noon = Date.parse(day) + 12 * hourMs;
  const within = [0, -14, 14].map((hours) => noon + hours * hourMs).find((at) => calendarDay(at, timeZone) === day) ?? noon;
  return startOfDay(within, timeZone);
};
