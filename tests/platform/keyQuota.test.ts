import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keysNearQuota, type QuotaKey } from "../../workers/platform/keyQuota.ts";
import { quotaDay } from "../../workers/platform/keyUsage.ts";

const aKey = (over: Partial<QuotaKey>): QuotaKey => ({
  id: "key_a",
  label: "A",
  project: null,
  isActive: true,
  dailyQuota: 100,
  callsToday: 0,
  ...over,
});

describe("quotas that are nearly used up", () => {
  it("begin at four fifths", () => {
    expect(keysNearQuota([aKey({ callsToday: 79 })])).toEqual([]);
    expect(keysNearQuota([aKey({ callsToday: 80 })])).toEqual([{ subject: "A", keyIds: ["key_a"], calls: 80, quota: 100 }]);
  });

  it("are those of projects, whose keys share one, however they were written down", () => {
    const keys = [
      aKey({ id: "key_a", project: "uno", callsToday: 50 }),
      aKey({ id: "key_b", project: "uno", callsToday: 20, dailyQuota: 80 }),
      aKey({ id: "key_c", project: "uno", callsToday: 5, dailyQuota: null, isActive: false }),
      aKey({ id: "key_d", project: "due", callsToday: 10 }),
      aKey({ id: "key_e", label: "uno", callsToday: 10 }),
    ];
    expect(keysNearQuota(keys)).toEqual([{ subject: "uno", keyIds: ["key_a", "key_b", "key_c"], calls: 75, quota: 80 }]);
  });

  it("are nothing where nobody has said a quota, or no key is switched on", () => {
    expect(keysNearQuota([aKey({ callsToday: 1_000_000, dailyQuota: null })])).toEqual([]);
    expect(keysNearQuota([aKey({ callsToday: 100, isActive: false })])).toEqual([]);
  });

  it("never forget a key's calls", () => {
    const anyKey = fc.record({
      id: fc.uuid(),
      label: fc.constantFrom("A", "B"),
      project: fc.constantFrom(null, "uno", "due"),
      isActive: fc.constant(true),
      dailyQuota: fc.constant(1),
      callsToday: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(anyKey), (keys) => {
        const sum = (of: { calls?: number; callsToday?: number }[]) =>
          of.reduce((all, one) => all + (one.calls ?? one.callsToday ?? 0), 0);
        expect(sum(keysNearQuota(keys))).toBe(sum(keys));
      }),
    );
  });
});

it("counts a day from midnight to midnight in California, as Google does", () => {
  expect(quotaDay(Date.UTC(2026, 10, 21, 7, 59))).toBe("2026-11-20");
  expect(quotaDay(Date.UTC(2026, 10, 21, 8, 0))).toBe("2026-11-21");
  expect(quotaDay(Date.UTC(2026, 6, 21, 7, 0))).toBe("2026-07-21");
});
