import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockHint } from "../../../web/src/console/inbox/head/snoozeMenu.ts";
import { fieldOf, momentAt, pickedMoment, snoozeChoices, wallTimeOf } from "../../../web/src/console/inbox/head/snoozeChoices.ts";

const rome = "Europe/Rome";
const at = (iso: string) => Date.parse(iso);
const offered = (iso: string, timeZone = rome) =>
  snoozeChoices(at(iso), timeZone).map((one) => `${one.choice} ${fieldOf(one.at, timeZone)}`);

describe("when a conversation may come back", () => {
  it("is told by the business's clocks, the soonest first", () => {
    // A Tuesday, 10:12 in Rome.
    expect(offered("2026-03-10T09:12:00Z")).toEqual([
      "hour 2026-03-10T11:15",
      "afternoon 2026-03-10T14:00",
      "tomorrow 2026-03-11T09:00",
      "monday 2026-03-16T09:00",
    ]);
  });

  it("has an evening in the afternoon, and neither at night", () => {
    expect(offered("2026-03-10T14:00:00Z")).toEqual([
      "hour 2026-03-10T16:00",
      "evening 2026-03-10T18:00",
      "tomorrow 2026-03-11T09:00",
      "monday 2026-03-16T09:00",
    ]);
    expect(offered("2026-03-10T21:00:00Z")).toHaveLength(3);
  });

  it("does not tell Monday apart from tomorrow on a Sunday, and means the next one on a Monday", () => {
    expect(offered("2026-03-15T20:00:00Z")).toEqual(["hour 2026-03-15T22:00", "tomorrow 2026-03-16T09:00"]);
    expect(offered("2026-03-16T20:00:00Z")).toContain("monday 2026-03-23T09:00");
  });

  it("follows the business's zone and not the reader's", () => {
    expect(offered("2026-03-10T09:12:00Z", "America/New_York")).toContain("afternoon 2026-03-10T14:00");
    expect(snoozeChoices(at("2026-03-10T09:12:00Z"), "America/New_York").find(({ choice }) => choice === "tomorrow")?.at).toBe(
      at("2026-03-11T13:00:00Z"),
    );
  });

  it("is right over the change of the clocks", () => {
    // Rome goes to summer time in the night of 29 March 2026: tomorrow at nine is one hour nearer.
    expect(snoozeChoices(at("2026-03-28T11:00:00Z"), rome).find(({ choice }) => choice === "tomorrow")?.at).toBe(
      at("2026-03-29T07:00:00Z"),
    );
  });

  it("always lies ahead", () => {
    const zones = fc.constantFrom(rome, "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC");
    fc.assert(
      fc.property(fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2028-01-01T00:00:00Z") }), zones, (now, zone) => {
        const choices = snoozeChoices(now, zone).map((one) => one.at);
        expect(choices.every((one) => one - now >= 30 * 60_000)).toBe(true);
        expect(choices).toEqual(choices.toSorted((a, b) => a - b));
      }),
    );
  });

  it("is hinted at with the day only when it is another one", () => {
    const now = at("2026-03-10T09:12:00Z");
    expect(clockHint(at("2026-03-10T13:00:00Z"), now, rome)).toBe("14:00");
    expect(clockHint(at("2026-03-11T08:00:00Z"), now, rome)).toMatch(/^\p{L}+\.? 09:00$/u);
  });
});

describe("a clock's time in a zone", () => {
  it("names the moment it was read at", () => {
    const zones = fc.constantFrom(rome, "America/New_York", "Asia/Kolkata", "UTC");
    const minutes = fc.integer({ min: at("2026-01-01T00:00:00Z") / 60_000, max: at("2027-01-01T00:00:00Z") / 60_000 });
    fc.assert(
      fc.property(minutes, zones, (minute, zone) => {
        const back = momentAt(wallTimeOf(minute * 60_000, zone), zone);
        // An hour that the clocks show twice may be either of the two.
        expect([0, 60, -60]).toContain(back / 60_000 - minute);
        expect(wallTimeOf(back, zone)).toEqual(wallTimeOf(minute * 60_000, zone));
      }),
    );
  });
});

describe("a day and time that were picked", () => {
  const now = at("2026-03-10T09:12:00Z");
  it("are a moment, or what is wrong with them", () => {
    expect(pickedMoment("2026-03-10T10:13", now, rome)).toEqual({ at: at("2026-03-10T09:13:00Z") });
    expect(pickedMoment("2026-03-10T10:12", now, rome)).toEqual({ problem: "past" });
    expect(pickedMoment("2027-03-11T10:12", now, rome)).toEqual({ problem: "far" });
    expect(pickedMoment("", now, rome)).toEqual({ problem: "missing" });
  });
});
