import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stageTimes } from "../../workers/figures/countLeads.ts";
import { followed, type Exchange, type Progress, type Standing } from "../../workers/figures/funnelSteps.ts";
import { stagesOf } from "../../workers/figures/readFunnel.ts";

const lead: Standing = { clientSince: null, isQualified: false, changedAt: 0 };
const them = (at: number): Exchange => ({ at, by: "customer" });
const us = (at: number): Exchange => ({ at, by: "us" });

describe("a lead's way", () => {
  it("begins with the first message and is engaged with the first after an answer", () => {
    expect(followed(null, [them(10), them(20)], lead)).toMatchObject({ newAt: 10, repliedAt: null, engagedAt: null });
    expect(followed(null, [them(10), us(15), them(20), them(30)], lead)).toMatchObject({ repliedAt: 15, engagedAt: 20 });
  });

  it("does not begin with what we wrote", () => {
    expect(followed(null, [us(5)], lead)).toBeNull();
    expect(followed(null, [us(5), them(10)], lead)).toMatchObject({ newAt: 10, repliedAt: null });
  });

  it("is qualified and converted when what is known of them says so, never before they wrote", () => {
    const known = followed(null, [them(10)], { clientSince: null, isQualified: true, changedAt: 40 })!;
    expect(known).toMatchObject({ qualifiedAt: 40, convertedAt: null });
    expect(followed(known, [], { clientSince: 90, isQualified: true, changedAt: 90 })).toEqual({ ...known, convertedAt: 90 });
    expect(followed(null, [them(10)], { ...lead, isQualified: true, changedAt: 3 })).toMatchObject({ qualifiedAt: 10 });
  });

  it("is nobody's who was a client before writing, but theirs who became one afterwards", () => {
    expect(followed(null, [them(10)], { ...lead, clientSince: 10 })).toBeNull();
    expect(followed(null, [them(10)], { ...lead, clientSince: 11 })).toMatchObject({ newAt: 10, convertedAt: 11 });
  });

  it("comes to the same whether it is looked at once or after every message, and never takes a date back", () => {
    const exchanges = fc
      .array(fc.boolean(), { minLength: 1, maxLength: 20 })
      .map((sides) => sides.map((ours, at) => (ours ? us : them)((at + 1) * 10)));
    fc.assert(
      fc.property(exchanges, fc.integer({ min: 1, max: 20 }), (all, cut) => {
        const whole = followed(null, all, lead);
        let known: Progress | null = null;
        for (let at = 1; at <= all.length; at++) {
          const next: Progress | null = followed(known, all.slice(Math.max(0, at - cut), at), lead);
          for (const key of ["repliedAt", "engagedAt"] as const) if (known?.[key]) expect(next?.[key]).toBe(known[key]);
          known = next ?? known;
        }
        expect(known).toEqual(whole);
      }),
    );
  });
});

describe("the funnel", () => {
  const hour = 3_600_000;
  const came = (
    newAt: number,
    engagedAt: number | null,
    qualifiedAt: number | null = null,
    convertedAt: number | null = null,
  ) => ({ newAt, engagedAt, qualifiedAt, convertedAt });
  const dayOf = (...leads: ReturnType<typeof came>[]) => ({ newLeads: leads.length, ...stageTimes(leads) });

  it("says nothing of a share when there are too few", () => {
    expect(stagesOf([dayOf(came(0, 5))]).stages[1]).toEqual({ stage: "engaged", count: 1, share: null, medianMs: null });
  });

  it("tells how many of the stage before came on, over all days, and how long it took, to within 5 %", () => {
    const first = dayOf(came(0, hour), came(0, 2 * hour), came(0, 3 * hour), came(0, 50 * hour, 60 * hour, 70 * hour));
    const second = dayOf(came(100, 100 + 4 * hour), came(0, null));
    const { stages } = stagesOf([first, second]);
    expect(stages.map(({ count }) => count)).toEqual([6, 5, 1, 1]);
    expect(stages[1]!.share).toBe(5 / 6);
    expect(Math.abs(stages[1]!.medianMs! - 3 * hour)).toBeLessThan(0.05 * 3 * hour);
    expect(stages[2]).toMatchObject({ share: 0.2, medianMs: null });
  });

  it("keeps apart what took years", () => {
    const year = 365 * 24 * hour;
    const { stages } = stagesOf([dayOf(...[1, 2, 3, 4, 5].map((years) => came(0, null, null, years * year)))]);
    expect(Math.abs(stages[3]!.medianMs! - 3 * year)).toBeLessThan(0.05 * 3 * year);
  });

  it("lets who skipped a stage have passed it, so that it never widens", () => {
    expect(stagesOf([dayOf(came(0, null, null, 40))]).stages.map(({ count }) => count)).toEqual([1, 1, 1, 1]);
  });
});
