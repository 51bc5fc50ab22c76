import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinsSandbox, owedBy, paceOf, restUntil, slowed, slower, takeSlot } from "../../../workers/channels/whatsapp/pace.ts";

describe("a number's pace", () => {
  it("waits no longer for a clock that has gone back", () => {
    const [now, back] = [1_700_000_000_000, 10 * 60_000];
    const pace = paceOf("+14155550100");
    const owed = restUntil(pace, 0, now + 1_000);
    const waitAt = (at: number) => takeSlot(pace, owedBy(owed, now, at), at).at - at;
    expect(waitAt(now)).toBe(1_000);
    expect(waitAt(now - back)).toBe(1_000);
    expect(waitAt(now + 1_000)).toBe(0);
  });

  it("lets out, in any stretch of time, no more than the burst and what the rate allows", () => {
    const pace = fc.record({ everyMs: fc.integer({ min: 1, max: 3000 }), burst: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(pace, fc.array(fc.nat({ max: 500 }), { maxLength: 80 }), (pace, gaps) => {
        let now = 1000;
        let owed = 0;
        const left: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const slot = takeSlot(pace, owed, now);
          expect(slot.at).toBeGreaterThanOrEqual(now);
          owed = slot.owed;
          left.push(slot.at);
        }
        for (const [first, from] of left.entries())
          for (const [last, until] of left.entries()) {
            if (last < first) continue;
            expect(last - first + 1).toBeLessThanOrEqual(pace.burst + (until - from) / pace.everyMs + 1e-6);
          }
      }),
      { numRuns: 500 },
    );
  });

  it("is one message in three seconds for the Sandbox, eighty a second for others", () => {
    const sandbox = paceOf("+14155238886");
    const first = takeSlot(sandbox, 0, 10_000);
    expect([first.at, takeSlot(sandbox, first.owed, 10_000).at]).toEqual([10_000, 13_000]);
    expect(paceOf("+14155550123").everyMs).toBe(12.5);
  });

  it("rests as long as Twilio asks", () => {
    const pace = paceOf("+14155550123");
    expect(takeSlot(pace, restUntil(pace, 0, 5000), 1000).at).toBe(5000);
  });
});

describe("a number that was told it sends too fast", () => {
  const pace = paceOf("+14155550123");

  it("goes half as fast with each complaint, down to a limit, and no more in bursts", () => {
    const first = slower(null, 1000);
    expect(slowed(pace, first, 1000)).toEqual({ everyMs: pace.everyMs * 2, burst: 1 });
    expect(slowed(pace, slower(first, 2000), 2000).everyMs).toBe(pace.everyMs * 4);
    const often = Array.from({ length: 20 }).reduce<typeof first>((known) => slower(known, 3000), first);
    expect(slowed(pace, often, 3000).everyMs).toBe(pace.everyMs * 64);
  });

  it("is back at its pace five minutes after the last complaint, and begins anew after that", () => {
    const known = slower(slower(null, 0), 60_000);
    expect(slowed(pace, known, 359_999).everyMs).toBe(pace.everyMs * 4);
    expect(slowed(pace, known, 360_000)).toEqual(pace);
    expect(slower(known, 360_000).factor).toBe(2);
  });
});

describe("the words that join the Sandbox", () => {
  it("are said to Twilio, on its number and nowhere else", () => {
    const sandbox = "+14155238886";
    expect(["join calm-thread", " Join Calm-Thread "].map((text) => joinsSandbox({ to: sandbox, text }))).toEqual([true, true]);
    expect(joinsSandbox({ to: "+14155550123", text: "join calm-thread" })).toBe(false);
    for (const text of ["join", "join us", "I join calm-thread", "join calm-thread please"])
      expect(joinsSandbox({ to: sandbox, text })).toBe(false);
  });
});
