import { describe, expect, test } from "vitest";
import type { Level, Participant } from "../../schema/contract/enums.ts";
import { isLevelAgent, levelOfTurn, levelsSeenAt, lowestLevel } from "../../workers/agents/levels.ts";
import { routeTurn } from "../../workers/agents/routing.ts";
import { dailyLimitFor } from "../../workers/agents/limits.ts";

const on = { isActive: true, autoResponseEnabled: true };
const standard = { ...on, levels: [] as Level[] };
const levelled = { ...on, levels: [1, 2, 3] as Level[] };
const paid = { ...on, levels: [2, 3] as Level[] };

describe("routing, in the order of DESIGN section 4", () => {
  const cases: [Participant, typeof standard, Level, ReturnType<typeof routeTurn>][] = [
    ["staff", standard, 1, { kind: "silent", reason: "staff" }],
    ["staff", { ...levelled, isActive: false }, 3, { kind: "silent", reason: "staff" }],
    ["consultant", standard, 1, { kind: "prompt", route: "consultant" }],
    ["consultant", levelled, 1, { kind: "prompt", route: "consultant" }],
    ["consultant", paid, 1, { kind: "prompt", route: "consultant" }],
    ["client", levelled, 3, { kind: "prompt", route: "levels" }],
    ["client", levelled, 1, { kind: "prompt", route: "levels" }],
    ["lead", levelled, 1, { kind: "prompt", route: "levels" }],
    ["client", paid, 1, { kind: "upgrade" }],
    ["lead", paid, 1, { kind: "upgrade" }],
    ["client", paid, 2, { kind: "prompt", route: "levels" }],
    ["client", { ...on, levels: [3] }, 2, { kind: "upgrade" }],
    ["client", standard, 3, { kind: "prompt", route: "assistance" }],
    ["client", standard, 1, { kind: "prompt", route: "assistance" }],
    ["lead", standard, 1, { kind: "prompt", route: "acquisition" }],
    ["lead", standard, 3, { kind: "prompt", route: "acquisition" }],
    ["consultant", { ...standard, autoResponseEnabled: false }, 1, { kind: "silent", reason: "auto_response_off" }],
    ["lead", { ...paid, autoResponseEnabled: false }, 1, { kind: "silent", reason: "auto_response_off" }],
    ["lead", { ...standard, isActive: false, autoResponseEnabled: false }, 1, { kind: "silent", reason: "inactive" }],
  ];
  test.each(cases)("%s to an agent %j at level %i", (participant, agent, level, expected) => {
    expect(routeTurn({ participant, agent, level })).toEqual(expected);
  });
});

describe("levels", () => {
  test("an agent without levels is a standard agent that serves everyone", () => {
    expect([isLevelAgent(standard), isLevelAgent(paid)]).toEqual([false, true]);
    expect([lowestLevel(standard), lowestLevel(paid), lowestLevel({ levels: [3, 1] })]).toEqual([null, 2, 1]);
  });

  test("they add up", () => {
    expect(([1, 2, 3] as const).map(levelsSeenAt)).toEqual([[1], [1, 2], [1, 2, 3]]);
  });

  test("the consultant's turns count as Gold, everybody else's as what they hold", () => {
    expect([levelOfTurn("consultant", 1), levelOfTurn("client", 2), levelOfTurn("lead", 1)]).toEqual([3, 2, 1]);
  });
});

test("Silver and Gold have no daily limit unless one is set", () => {
  const agent = { dailyMessageLimit: 15, dailyMessageLimitSilver: null, dailyMessageLimitGold: null };
  expect(([1, 2, 3] as const).map((level) => dailyLimitFor(agent, level))).toEqual([15, null, null]);
  expect(dailyLimitFor({ ...agent, dailyMessageLimitSilver: 100 }, 2)).toBe(100);
  expect(dailyLimitFor({ ...agent, dailyMessageLimitGold: 500 }, 3)).toBe(500);
});
