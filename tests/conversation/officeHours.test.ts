import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OfficeHours } from "../../schema/contract/settings.ts";
import { closedSince, isAwayNews, isOpenAt, type AwayRule } from "../../workers/conversation/officeHours.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const nineToSix = [{ from: 9 * 60, to: 18 * 60 }];
const weekdays: OfficeHours = [nineToSix, nineToSix, nineToSix, nineToSix, nineToSix, [], []];
const rome = { hours: weekdays, timeZone: "Europe/Rome" };

const at = (instant: string): number => Date.parse(instant);

describe("office hours", () => {
  it("are those of the business's own clock, in winter and in summer", () => {
    expect(isOpenAt(rome, at("2026-01-12T07:59:59Z"))).toBe(false);
    expect(isOpenAt(rome, at("2026-01-12T08:00:00Z"))).toBe(true);
    expect(isOpenAt(rome, at("2026-07-13T07:00:00Z"))).toBe(true);
    expect(isOpenAt(rome, at("2026-07-13T16:00:00Z"))).toBe(false);
  });

  it("begin on Monday", () => {
    const mondays: OfficeHours = [nineToSix, [], [], [], [], [], []];
    const open = [...Array(7).keys()].filter((days) =>
      isOpenAt({ hours: mondays, timeZone: "Europe/Rome" }, at("2026-11-16T11:00:00Z") + days * day),
    );
    expect(open).toEqual([0]);
  });

  it("may reach midnight and go on from there", () => {
    const night: OfficeHours = [[{ from: 20 * 60, to: 24 * 60 }], [{ from: 0, to: 2 * 60 }], [], [], [], [], []];
    const rule = { hours: night, timeZone: "Europe/Rome" };
    expect(isOpenAt(rule, at("2026-01-12T22:59:00Z"))).toBe(true);
    expect(isOpenAt(rule, at("2026-01-12T23:01:00Z"))).toBe(true);
    expect(closedSince(rule, at("2026-01-13T12:00:00Z"))).toBe(at("2026-01-13T01:00:00Z"));
  });

  it("say since when nobody has been there", () => {
    expect(closedSince(rome, at("2026-01-12T12:00:00Z"))).toBeNull();
    expect(closedSince(rome, at("2026-01-12T20:00:00Z"))).toBe(at("2026-01-12T17:00:00Z"));
    expect(closedSince(rome, at("2026-01-18T20:00:00Z"))).toBe(at("2026-01-16T17:00:00Z"));
  });

  it("count back over a change of the clocks", () => {
    // In 2026 Italy's clocks go forward in the night to Sunday the 29th of March, and back in that to Sunday the 25th of October.
    expect(closedSince(rome, at("2026-03-29T12:00:00Z"))).toBe(at("2026-03-27T17:00:00Z"));
    expect(closedSince(rome, at("2026-10-25T12:00:00Z"))).toBe(at("2026-10-23T16:00:00Z"));
  });

  it("that never come leave one time of absence", () => {
    const never = { hours: Array.from({ length: 7 }, () => []), timeZone: "Europe/Rome" };
    expect(closedSince(never, at("2026-01-12T12:00:00Z"))).toBe(0);
  });

  it("that are all taken away bring the away text also to whom it was said long before", () => {
    const holidays = { hours: Array.from({ length: 7 }, () => []), timeZone: "Europe/Rome", text: "Torniamo a settembre." };
    const now = at("2026-08-10T12:00:00Z");
    expect(isAwayNews(holidays, at("2026-03-02T21:00:00Z"), now)).toBe(true);
    expect(isAwayNews(holidays, at("2026-08-09T12:00:00Z"), now)).toBe(false);
  });
});

/** Zones that change their clocks at different times and by different steps, and some that never do. */
const zones = [
  "Europe/Rome",
  "America/New_York",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "UTC",
];

/** By the wall clock alone, a minute at a time: slow, and nothing to be wrong about. */
const walls = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  ]),
);
const wallOf = (timeZone: string, instant: number): { weekday: number; minutes: number } => {
  const [weekday = "", time = ""] = (walls.get(timeZone)?.format(instant) ?? "").replace(",", "").split(" ");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return { weekday: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(weekday), minutes: hours * 60 + minutes };
};

const isOpenByTheWall = ({ hours, timeZone }: Pick<AwayRule, "hours" | "timeZone">, instant: number): boolean => {
  const { weekday, minutes } = wallOf(timeZone, instant);
  return (hours[weekday] ?? []).some(({ from, to }) => from <= minutes && minutes < to);
};

const span = fc
  .tuple(fc.integer({ min: 0, max: 1_439 }), fc.integer({ min: 1, max: 1_440 }))
  .map(([a, b]) => ({ from: Math.min(a, b - 1), to: Math.max(a + 1, b) }));
const someHours: fc.Arbitrary<OfficeHours> = fc.array(fc.array(span, { maxLength: 3 }), { minLength: 7, maxLength: 7 });

/** Mostly around the days on which clocks are changed. */
const changes = [
  "2026-03-29T01:00:00Z",
  "2026-10-25T01:00:00Z",
  "2026-03-08T07:00:00Z",
  "2026-11-01T06:00:00Z",
  "2026-04-04T15:00:00Z",
];
const moment = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * 24 * 60, max: 9 * 24 * 60 }))
  .map(([change, minutes]) => at(change) + minutes * minute);

const settings = { numRuns: Number(process.env["RUNS"] ?? 150), seed: Number(process.env["SEED"] ?? 20_261_122) };

describe("office hours, in any zone and on any day", () => {
  it("are what the wall clock shows", () => {
    fc.assert(
      fc.property(someHours, fc.constantFrom(...zones), moment, (hours, timeZone, instant) => {
        expect(isOpenAt({ hours, timeZone }, instant)).toBe(isOpenByTheWall({ hours, timeZone }, instant));
      }),
      settings,
    );
  });

  it("ended at the last minute that was open, though the clocks were changed since", () => {
    fc.assert(
      fc.property(someHours, fc.constantFrom(...zones), moment, (hours, timeZone, instant) => {
        const rule = { hours, timeZone };
        let last: number | null = instant;
        while (last > instant - 14 * day && !isOpenByTheWall(rule, last)) last -= minute;
        const found = closedSince(rule, instant);
        expect(found).toBe(last === instant ? null : last > instant - 14 * day ? last + minute : 0);
      }),
      { ...settings, numRuns: Math.ceil(settings.numRuns / 10) },
    );
  });

  it("bring the away text once in each time of absence, and never while somebody is there", () => {
    fc.assert(
      fc.property(
        someHours,
        fc.constantFrom(...zones),
        moment,
        fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 60 }),
        (hours, timeZone, start, gaps) => {
          const rule = { hours, timeZone, text: "Torniamo presto." };
          let [now, saidAt, saidInThisAbsence] = [start, null as number | null, false];
          for (const gap of gaps) {
            for (let passed = 0; passed < gap; passed++) {
              now += minute;
              if (isOpenAt(rule, now) || (saidAt !== null && now - saidAt > 15 * day)) saidInThisAbsence = false;
            }
            const says = isAwayNews(rule, saidAt, now);
            expect(says).toBe(!isOpenAt(rule, now) && !saidInThisAbsence);
            if (says) [saidAt, saidInThisAbsence] = [now, true];
          }
        },
      ),
      { ...settings, numRuns: Math.ceil(settings.numRuns / 10) },
    );
  });
});
