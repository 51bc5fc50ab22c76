import { describe, expect, it } from "vitest";
import { officeHoursSchema } from "../../schema/contract/settings.ts";
import { hoursFormOf, isWeekRight, officeHoursOf, spanProblems, withSpan } from "../../web/src/console/settings/officeHours.ts";

const closed = (): { from: number; to: number }[] => [];

describe("office hours in their form", () => {
  it("come back from it as they went in, midnight included", () => {
    const hours = [
      [
        { from: 540, to: 780 },
        { from: 840, to: 1_440 },
      ],
      closed(),
      closed(),
      [{ from: 0, to: 1 }],
      closed(),
      closed(),
      closed(),
    ];
    const form = hoursFormOf(hours);
    expect(form.days[0]).toEqual([
      { from: "09:00", to: "13:00" },
      { from: "14:00", to: "00:00" },
    ]);
    expect(officeHoursOf(form)).toEqual(hours);
  });

  it("are none while switched off, and begin with a usual week that the API takes", () => {
    const form = hoursFormOf(null);
    expect(officeHoursOf(form)).toBeNull();
    expect(officeHoursSchema.safeParse(officeHoursOf({ ...form, isOn: true })).success).toBe(true);
  });

  it("say what is wrong with each span", () => {
    expect(
      spanProblems([
        { from: "09:00", to: "13:00" },
        { from: "12:59", to: "15:00" },
        { from: "13:00", to: "12:00" },
        { from: "", to: "18:00" },
      ]),
    ).toEqual([null, "overlaps", "backwards", "missing"]);
    expect(spanProblems([{ from: "00:00", to: "00:00" }])).toEqual([null]);
    expect(
      spanProblems([
        { from: "09:00", to: "13:00" },
        { from: "13:00", to: "14:00" },
      ]),
    ).toEqual([null, null]);
  });

  it("are right only when every day is, but while off always", () => {
    const days = [[{ from: "10:00", to: "09:00" }], [], [], [], [], [], []];
    expect(isWeekRight({ isOn: true, days })).toBe(false);
    expect(isWeekRight({ isOn: false, days })).toBe(true);
  });

  it("offer each new span after the last, within the day", () => {
    let day = withSpan([]);
    expect(day).toEqual([{ from: "09:00", to: "13:00" }]);
    for (let n = 0; n < 2; n++) day = withSpan(day);
    expect(spanProblems(day)).toEqual([null, null, null]);
  });
});
