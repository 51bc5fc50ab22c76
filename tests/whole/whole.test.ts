import { describe, expect, it } from "vitest";
import { tellMany } from "./tellMany.ts";

/**
 * The same stories each time. `RUNS` and `SEED` tell more or others; what does not hold is shown with the seed of its story, which
 * `SEED=… RUNS=1 npx vitest run --project stories` tells alone.
 */
describe("the whole of Filo, while a part of everything fails", () => {
  it("keeps I1 to I7, I9 and I11 to I14", { timeout: 1_800_000 }, async () => {
    const [first, runs] = [Number(process.env["SEED"] ?? 1), Number(process.env["RUNS"] ?? 10_000)];
    const { broken, ...total } = await tellMany({ first, runs });
    expect(broken.slice(0, 3)).toEqual([]);
    // Stories in which nothing happens would prove nothing.
    if (runs < 500) return;
    expect(total.written).toBeGreaterThan(runs * 1.5);
    expect(total.sent).toBeGreaterThan(runs);
    expect(total.asked).toBeGreaterThan(runs);
    expect(total.takeovers).toBeGreaterThan(runs / 50);
    expect(total.kills).toBeGreaterThan(runs / 10);
    expect(total.joined).toBeGreaterThan(runs / 8);
    expect(total.parted).toBeGreaterThan(runs / 40);
  });
});
