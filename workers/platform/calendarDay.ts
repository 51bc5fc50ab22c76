/** Making one takes longer than all the rest of a turn's arithmetic; there are some 400 zones, so they may all stay. */
const days = new Map<string, Intl.DateTimeFormat>();

const dayIn = (timeZone: string): Intl.DateTimeFormat => {
  const known =
    days.get(timeZone) ?? new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  days.set(timeZone, known);
  return known;
};

/** The calendar day it is in a time zone, `YYYY-MM-DD`. */
export const calendarDay = (now: number, timeZone: string): string => dayIn(timeZone).format(now);

const minute = 60_000;

/**
 * The first moment of the calendar day that `now` falls on, in milliseconds. It is searched for, not computed from an offset:
 * days of 23 and 25 hours, and zones that skip midnight, come out right. Days begin at a whole minute everywhere.
 */
export const startOfDay = (now: number, timeZone: string): number => {
  const day = calendarDay(now, timeZone);
  const isToday = (minutes: number) => calendarDay(minutes * minute, timeZone) === day;
  let today = Math.floor(now / minute);
  while (isToday(today - 60)) today -= 60;
  for (let before = today - 60; today - before > 1;) {
    const middle = Math.floor((before + today) / 2);
    if (isToday(middle)) today = middle;
    else before = middle;
  }
  return today * minute;
};
