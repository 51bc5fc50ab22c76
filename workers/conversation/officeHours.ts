import type { OfficeHours } from "../../schema/contract/settings.ts";

/** When a business is there, in its own time zone, and what it says when it isn't. */
export interface AwayRule {
  hours: OfficeHours;
  timeZone: string;
  text: string;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * A week, and one more for spans that a change of the clocks has swallowed. No zone changes its clocks twice within
 * (https://www.iana.org/time-zones).
 */
const lookBackMs = 15 * day;

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = "2-digit" as const;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(timeZone, made);
  return made;
};

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
const offsetAt = (timeZone: string, at: number): number => {
  const parts = formatOf(timeZone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
  return wall - Math.floor(at / 1_000) * 1_000;
};

/** A time during which the clocks were not changed. */
interface Stretch {
  from: number;
  to: number;
  offset: number;
}

/** The stretches up to `at`, the latest first. */
const stretchesBefore = (timeZone: string, at: number): Stretch[] => {
  const from = at - lookBackMs;
  const [first, last] = [offsetAt(timeZone, from), offsetAt(timeZone, at)];
  if (first === last) return [{ from, to: at, offset: last }];
  let [before, after] = [from, at];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(timeZone, middle) === first) before = middle;
    else after = middle;
  }
  return [
    { from: after, to: at, offset: last },
    { from, to: after, offset: first },
  ];
};

/** Days since 1970 as the wall's calendar shows them; 1970 began on a Thursday, and weeks begin on Monday. */
const weekdayOf = (days: number): number => (((days + 3) % 7) + 7) % 7;

/** When the business was last open within a stretch: the end of that time, or the stretch's own; null when it wasn't. */
const lastOpenIn = (hours: OfficeHours, { from, to, offset }: Stretch): number | null => {
  const [begins, ends] = [from + offset, to + offset];
  for (let days = Math.floor(ends / day); days >= Math.floor(begins / day); days--) {
    const closings = (hours[weekdayOf(days)] ?? [])
      .map((span) => ({ opens: days * day + span.from * minute, closes: days * day + span.to * minute }))
      .filter(({ opens, closes }) => Math.max(opens, begins) < Math.min(closes, ends))
      .map(({ closes }) => Math.min(closes, ends));
    if (closings.length > 0) return Math.max(...closings) - offset;
  }
  return null;
};

/** Whether the wall clock of the zone is within the hours; a span's end does not belong to it. */
export const isOpenAt = ({ hours, timeZone }: Pick<AwayRule, "hours" | "timeZone">, at: number): boolean => {
  const wall = at + offsetAt(timeZone, at);
  const days = Math.floor(wall / day);
  const minutes = (wall - days * day) / minute;
  return (hours[weekdayOf(days)] ?? []).some(({ from, to }) => from <= minutes && minutes < to);
};

/** Since when the business has been closed, in milliseconds; 0 when it has not been open for long; null while it is open. */
export const closedSince = (rule: Pick<AwayRule, "hours" | "timeZone">, at: number): number | null => {
  if (isOpenAt(rule, at)) return null;
  for (const stretch of stretchesBefore(rule.timeZone, at)) {
    const closed = lastOpenIn(rule.hours, stretch);
    if (closed !== null) return closed;
  }
  return 0;
};

/** Whether the away text is to be said now: once in each time of absence, and once more should that last longer than is looked back. */
export const isAwayNews = (rule: AwayRule | null, saidAt: number | null, now: number): boolean => {
  const since = rule && closedSince(rule, now);
  return since !== null && (saidAt === null || saidAt < Math.max(since, now - lookBackMs));
};
