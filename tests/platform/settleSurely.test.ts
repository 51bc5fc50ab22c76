import { expect, it } from "vitest";
import { settleSurely } from "../../workers/platform/quota/settleSurely.ts";

const settlement = { turnId: "trn_1", micros: 5, day: "2026-01-02" };

/** A counter that cannot be reached so many times; each stub is good for one call. */
const counterAwayFor = (times: number) => {
  const told: object[] = [];
  let stubs = 0;
  const counter = () => {
    const stub = ++stubs;
    return {
      settle: async (given: object) => {
        if (stub <= times) throw new Error("Network connection lost.");
        told.push(given);
      },
    };
  };
  return { counter, told };
};

it("tells the counter again what was lost on the way, each time by a new stub", async () => {
  const { counter, told } = counterAwayFor(2);
  await settleSurely(counter, settlement);
  expect(told).toEqual([settlement]);
});

it("gives up without failing the turn, which has its answer", async () => {
  const { counter, told } = counterAwayFor(99);
  await settleSurely(counter, settlement);
  expect(told).toEqual([]);
});
