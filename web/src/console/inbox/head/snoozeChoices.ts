export type SnoozeChoice = "hour" | "afternoon" | "evening" | "tomorrow" | "monday";

interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const morningAt = 9;
const afternoonAt = 14;
const eveningAt = 18;
/** A part of the day that begins sooner than this is as good as now. */
const leastAheadMs = 30 * minuteMs;
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  formats.set(timeZone, made);
  return made;
};

/** What a clock in that zone shows at a moment (milliseconds since 1970). */
export const wallTimeOf = (at: number, timeZone: string): WallTime => {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return { year, month, day, hour, minute };
};

const asUtc = ({ year, month, day, hour, minute }: WallTime): number => Date.UTC(year, month - 1, day, hour, minute);

/** The moment at which a clock in that zone shows this; where the clock jumps over it, the moment after the jump. */
export const momentAt = (wall: WallTime, timeZone: string): number => {
  const wanted = asUtc(wall);
  const offsetAt = (at: number) => asUtc(wallTimeOf(at, timeZone)) - Math.floor(at / minuteMs) * minuteMs;
  const first = wanted - offsetAt(wanted);
  return wanted - offsetAt(first);
};

/** 0 for Monday. */
const weekdayOf = ({ year, month, day }: WallTime): number => (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;

/**
 * When a conversation may come back, in the business's time zone: those of the usual moments that are still to come and tell
 * themselves apart, the soonest first.
 *
 * @param now milliseconds since 1970
 */
export const snoozeChoices = (now: number, timeZone: string): { choice: SnoozeChoice; at: number }[] => {
  const today = wallTimeOf(now, timeZone);
  const on = (daysAhead: number, hour: number) => momentAt({ ...today, day: today.day + daysAhead, hour, minute: 0 }, timeZone);
  const toMonday = 7 - weekdayOf(today);
  const all: { choice: SnoozeChoice; at: number }[] = [
    { choice: "hour", at: Math.ceil((now + hourMs) / (5 * minuteMs)) * 5 * minuteMs },
    { choice: "afternoon", at: on(0, afternoonAt) },
    { choice: "evening", at: on(0, eveningAt) },
    { choice: "tomorrow", at: on(1, morningAt) },
    { choice: "monday", at: on(toMonday, morningAt) },
  ];
  const isTold = ({ choice }: { choice: SnoozeChoice }) =>
    !(choice === "evening" && today.hour < 12) && !(choice === "monday" && toMonday === 1);
  return all.filter((one) => one.at - now >= leastAheadMs && isTold(one)).toSorted((a, b) => a.at - b.at);
};

const twoDigits = (value: number): string => String(value).padStart(2, "0");

/** A moment as a `datetime-local` field holds it, in that zone. */
export const fieldOf = (at: number, timeZone: string): string => {
  const { year, month, day, hour, minute } = wallTimeOf(at, timeZone);
  return `${year}-${twoDigits(month)}-${twoDigits(day)}T${twoDigits(hour)}:${twoDigits(minute)}`;
};

const fieldShape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/;
const yearMs = 365 * 24 * hourMs;

type Picked = { at: number } | { problem: "missing" | "past" | "far" };

/** The moment a `datetime-local` field names in that zone, if a conversation may be snoozed until then. */
export const pickedMoment = (field: string, now: number, timeZone: string): Picked => {
  const found = fieldShape.exec(field);
  if (!found) return { problem: "missing" };
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = found.slice(1).map(Number);
  const at = momentAt({ year, month, day, hour, minute }, timeZone);
  if (at <= now) return { problem: "past" };
  return at - now > yearMs ? { problem: "far" } : { at };
};
