import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarDay, startOfDay } from "../../workers/platform/calendarDay.ts";

test.each([
  ["2026-11-18T22:59:59Z", "Europe/Rome", "2026-11-18", "2026-11-17T23:00:00.000Z"],
  ["2026-11-18T23:00:00Z", "Europe/Rome", "2026-11-19", "2026-11-18T23:00:00.000Z"],
  ["2026-03-29T12:00:00Z", "Europe/Rome", "2026-03-29", "2026-03-28T23:00:00.000Z"],
  ["2026-10-25T22:30:00Z", "Europe/Rome", "2026-10-25", "2026-10-24T22:00:00.000Z"],
  ["2026-11-18T03:00:00Z", "America/Los_Angeles", "2026-11-17", "2026-11-17T08:00:00.000Z"],
  ["2026-11-18T20:00:00Z", "Asia/Kathmandu", "2026-11-19", "2026-11-18T18:15:00.000Z"],
  ["2026-04-24T12:00:00Z", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00.000Z"],
])("%s in %s is %s, which began at %s", (at, zone, day, start) => {
  expect(calendarDay(Date.parse(at), zone)).toBe(day);
  expect(new Date(startOfDay(Date.parse(at), zone)).toISOString()).toBe(start);
});

test("in any zone a day's start is on that day, and the millisecond before it is not", () => {
  const zones = fc.constantFrom(
    "Europe/Rome",
    "America/St_Johns",
    "Pacific/Chatham",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "UTC",
  );
  const moments = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) });
  fc.assert(
    fc.property(moments, zones, (now, zone) => {
      const start = startOfDay(now, zone);
      expect(start).toBeLessThanOrEqual(now);
      expect(calendarDay(start, zone)).toBe(calendarDay(now, zone));
      expect(calendarDay(start - 1, zone)).not.toBe(calendarDay(now, zone));
    }),
    { numRuns: 100 },
  );
});
