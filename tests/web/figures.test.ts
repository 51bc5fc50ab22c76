import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeOf } from "../../web/src/console/figures/change.ts";
import { roundTop, shapeOf } from "../../web/src/console/figures/chartShape.ts";
import { daysOf, readView } from "../../web/src/console/figures/figuresQuery.ts";
import { pageOfSome } from "../../web/src/console/figures/pageOfSome.ts";

const today = "2026-11-21";

describe("what the figures' address asks for", () => {
  it("is the last seven days when it asks for nothing, or for nonsense", () => {
    const week = {
      range: "7",
      from: "2026-11-15",
      to: today,
      agentId: undefined,
      level: undefined,
      metric: "messages",
      asTable: false,
    };
    expect(readView({}, today)).toMatchObject(week);
    expect(
      readView({ range: "custom", from: "ieri", to: "2026-02-31", level: "9", agent: "x", metric: "?" }, today),
    ).toMatchObject(week);
  });

  it("moves with the calendar", () => {
    expect(daysOf("month", today)).toEqual({ from: "2026-11-01", to: today });
    expect(daysOf("last_month", "2026-03-31")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
    expect(daysOf("last_month", "2026-01-05")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  });

  it("is always a year at most, in order, and not still to come", () => {
    const days = fc
      .integer({ min: -2_000, max: 400 })
      .map((by) => new Date(Date.parse(today) + by * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, days, (from, to) => {
        const view = readView({ range: "custom", from, to }, today);
        expect(view.from <= view.to && view.to <= today).toBe(true);
        expect((Date.parse(view.to) - Date.parse(view.from)) / 86_400_000).toBeLessThan(366);
      }),
    );
  });
});

describe("a comparison", () => {
  it("is made only where there is enough to compare", () => {
    expect(changeOf(100, 4)).toEqual({ kind: "few" });
    expect(changeOf(15, 10)).toEqual({ kind: "change", percent: 50 });
    expect(changeOf(0, 10)).toEqual({ kind: "change", percent: -100 });
    expect(changeOf(1_001, 1_000)).toEqual({ kind: "same" });
  });
});

describe("a column chart", () => {
  it("has a round top that holds everything", () => {
    expect([0, 3, 5, 7, 11, 200, 201].map(roundTop)).toEqual([4, 5, 5, 10, 20, 200, 500]);
  });

  it("stacks each column's parts without a gap, within its box", () => {
    const columns = fc.array(
      fc.record({ label: fc.constant("x"), parts: fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 3 }) }),
      { minLength: 1, maxLength: 90 },
    );
    fc.assert(
      fc.property(columns, (all) => {
        const { bars, top } = shapeOf(all, 900, 200, 12);
        for (const bar of bars) {
          expect(bar.x).toBeGreaterThanOrEqual(0);
          expect(bar.x + bar.width).toBeLessThanOrEqual(900.001);
          expect(bar.y).toBeGreaterThanOrEqual(-0.001);
          expect(bar.y + bar.height).toBeLessThanOrEqual(200.001);
        }
        const drawn = bars.reduce((sum, { height }) => sum + (height / 200) * top, 0);
        const asked = all.flatMap(({ parts }) => parts).reduce((sum, value) => sum + value, 0);
        expect(Math.abs(drawn - asked)).toBeLessThan(0.01 * Math.max(1, asked));
      }),
    );
  });

  it("labels no more columns than there is room for", () => {
    const days = Array.from({ length: 90 }, (_, at) => ({ label: String(at), parts: [1] }));
    expect(shapeOf(days, 900, 200, 9).labels).toHaveLength(9);
  });
});

describe("who is behind a number", () => {
  it("is sought until there is somebody, or nobody left", async () => {
    const pages: Record<string, { items: string[]; nextCursor: string | null }> = {
      "": { items: [], nextCursor: "b" },
      b: { items: ["Anna"], nextCursor: "c" },
      c: { items: [], nextCursor: null },
    };
    const read = async (cursor = "") => pages[cursor]!;
    expect(await pageOfSome(read, undefined)).toEqual({ items: ["Anna"], nextCursor: "c" });
    expect(await pageOfSome(read, "c")).toEqual({ items: [], nextCursor: null });
  });
});
