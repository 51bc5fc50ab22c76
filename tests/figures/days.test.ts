import { describe, expect, it } from "vitest";
import { dayAfter, daysBetween, rangeBefore, spanOfDay } from "../../workers/figures/days.ts";
import { calendarDay } from "../../workers/platform/calendarDay.ts";

const hour = 3_600_000;

describe("days of the tenant's own", () => {
  it("follow the calendar over months, years and leap days", () => {
    expect(dayAfter("2026-12-31")).toBe("2027-01-01");
    expect(dayAfter("2028-02-28")).toBe("2028-02-29");
    expect(daysBetween("2026-02-27", "2026-03-02")).toEqual(["2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02"]);
  });

  it("compare with as many days just before", () => {
    expect(rangeBefore("2026-03-01", "2026-03-31")).toEqual({ from: "2026-01-29", to: "2026-02-28" });
    expect(rangeBefore("2026-03-01", "2026-03-01")).toEqual({ from: "2026-02-28", to: "2026-02-28" });
  });

  it("are 23 and 25 hours long when clocks change", () => {
    const long = (day: string) => {
      const { from, to } = spanOfDay(day, "Europe/Rome");
      return (to - from) / hour;
    };
    expect([long("2026-03-29"), long("2026-10-25"), long("2026-11-21")]).toEqual([23, 25, 24]);
  });

  it.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kolkata", "America/St_Johns", "UTC", "Europe/Rome"])(
    "begin and end in %s where its calendar says so",
    (zone) => {
      for (const day of daysBetween("2026-03-25", "2026-04-02")) {
        const { from, to } = spanOfDay(day, zone);
        expect([from - 1, from, to - 1, to].map((at) => calendarDay(at, zone))).toEqual([
          dayAfter(day, -1),
          day,
          day,
          dayAfter(day),
        ]);
      }
    },
  );
});
