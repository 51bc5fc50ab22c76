import { describe, expect, it } from "vitest";
import { tell } from "./story.ts";

/**
 * The same stories each time. `RUNS` and `SEED` tell more or others; what does not hold is printed with the seed of its story, which
 * `SEED=… RUNS=1 npx vitest run --project rules tests/whole` tells alone.
 */
describe("the whole of Filo, while a part of everything fails", () => {
  it("keeps I1 to I7, I9, I11, I13 and I14", { timeout: 900_000 }, async () => {
    const [first, runs] = [Number(process.env["SEED"] ?? 1), Number(process.env["RUNS"] ?? 1_000)];
    const total = { written: 0, sent: 0, asked: 0, takeovers: 0, kills: 0 };
    for (let seed = first; seed < first + runs; seed++) {
      const { wrong, ...seen } = await tell(seed);
      expect({ seed, wrong }).toEqual({ seed, wrong: [] });
      for (const key of Object.keys(total) as (keyof typeof total)[]) total[key] += seen[key];
    }
    // Stories in which nothing happens would prove nothing.
    if (runs < 500) return;
    expect(total.written).toBeGreaterThan(runs * 3);
    expect(total.sent).toBeGreaterThan(runs * 2);
    expect(total.asked).toBeGreaterThan(runs * 2);
    expect(total.takeovers).toBeGreaterThan(runs / 20);
    expect(total.kills).toBeGreaterThan(runs / 5);
  });
});
