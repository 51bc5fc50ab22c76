import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addSpans, countOf, percentile, spanOf, spansOf, waitOf } from "../../workers/figures/spans.ts";

const waits = fc.array(fc.integer({ min: 1, max: 20 * 24 * 3_600_000 }), { minLength: 1, maxLength: 80 });

describe("spans of waiting", () => {
  it("keep the median and the ninetieth percentile to within 5 %, or a quarter of a second", () => {
    fc.assert(
      fc.property(waits, fc.constantFrom(0.5, 0.9), (all, share) => {
        const sorted = all.toSorted((a, b) => a - b);
        const exact = sorted[Math.ceil(sorted.length * share) - 1]!;
        expect(Math.abs(percentile(spansOf(all), share)! - exact)).toBeLessThanOrEqual(Math.max(250, exact * 0.05 + 1));
      }),
    );
  });

  it("add up as the waits themselves do", () => {
    fc.assert(
      fc.property(waits, waits, (a, b) => {
        expect(addSpans(spansOf(a), spansOf(b))).toEqual(spansOf([...a, ...b]));
      }),
    );
  });

  it("have no percentile without a wait", () => {
    expect(percentile({}, 0.5)).toBeNull();
    expect(countOf({})).toBe(0);
  });

  it("grow with the wait, and end somewhere", () => {
    expect(spanOf(0)).toBe(0);
    expect(spanOf(500)).toBe(0);
    expect(spanOf(501)).toBe(1);
    expect(spanOf(Number.MAX_SAFE_INTEGER)).toBe(220);
    expect(waitOf(spanOf(60_000))).toBeGreaterThan(57_000);
  });
});
