import { setTimeout as pause } from "node:timers/promises";
import { DatabaseWatch, watchDatabase } from "../support/watchedDatabase.ts";
import { seededRandom } from "../world/random.ts";
import type { FaultKind } from "../world/switches.ts";
import { fromBlock, inBlocks, type Crowd } from "./faults/crowd.ts";
import { beside } from "./faults/deliver.ts";
import { settled } from "./faults/settle.ts";
import { judge, keep, told, type Found } from "./faults/verdict.ts";
import { defineTrial, type Cases } from "./trial.ts";

/** A case is one message of a customer's that meets a world in trouble. */
const block = 250;
const minute = 60_000;
/** Nobody is waited for longer. */
const patienceMs = minute;

const start = {
  /** For each block, from the end of the faults until the last of those who then wrote for the first time had been answered. */
  answeredMs: [] as number[],
  /** For each block, from the end of the faults until nothing was left to do. */
  restMs: [] as number[],
  restless: 0,
  found: [] as Found[],
};
type Tally = typeof start;

const modelFaults: FaultKind[] = ["http429", "http500", "http503", "hang", "cutStream", "badJson", "emptyAnswer", "refusal"];

/** One switch after the other draws for each call: so that all of them together strike as often as is said. */
const outOfHundred = (each: number, before: number): number => each / (100 - before);

const makeTrouble = async ({ stage: { world, url } }: Crowd, clockMs: number): Promise<void> => {
  const send = { provider: "twilio", operation: "send", times: null } as const;
  await world.fail({ ...send, kind: "hangAfterAccept", probability: 0.1 });
  await world.fail({ ...send, kind: "http500", probability: outOfHundred(10, 10) });
  await world.fail({ ...send, kind: "http429", probability: outOfHundred(5, 20) });
  for (const [at, kind] of modelFaults.entries())
    await world.fail({ provider: "gemini", kind, times: null, probability: outOfHundred(3.75, 3.75 * at) });
  await new DatabaseWatch(url).surround({ database: { kind: "flaky", before: 5, after: 1 }, redelivered: 10, clockMs });
};

const endTrouble = async ({ stage: { world, url } }: Crowd): Promise<void> => {
  await world.clearFaults();
  await new DatabaseWatch(url).surround({ database: { kind: "none" }, redelivered: 0 });
};

/** To every number, somebody writes for the first time. @returns how long the last of them waited for an answer; null when one waited too long */
const welcome = async ({ stage, lines }: Crowd): Promise<number | null> => {
  const began = Date.now();
  const answers = lines.map(async ({ number }) => {
    const phone = stage.world.phone(stage.newPerson());
    await phone.says("Buongiorno, siete aperti?", { to: number });
    await phone.waitFor(1, patienceMs);
  });
  return Promise.all(answers).then(
    () => Date.now() - began,
    () => null,
  );
};

/** The clock stands five minutes before or behind the world's, and jumps by ten in the middle. */
const clocksOf = (at: number): [first: number, then: number] =>
  at % 2 === 0 ? [5 * minute, -5 * minute] : [-5 * minute, 5 * minute];

const runBlock = async (crowd: Crowd, { seed, from, to }: Cases, before: Tally): Promise<Tally> => {
  const { stage, lines, people } = crowd;
  const random = seededRandom(seed * 7_919 + from);
  const [first, then] = clocksOf(from / block);
  await makeTrouble(crowd, first);
  const half = from + Math.floor((to - from) / 2);
  const cases = Array.from({ length: to - from }, (_, at) => ({ at: from + at, restMs: random.next() * 400 }));
  await beside(cases, 6, async ({ at, restMs }) => {
    if (at === half) await new DatabaseWatch(stage.url).surround({ clockMs: then });
    const line = lines[at % lines.length]!;
    const person = people[Math.floor(at / lines.length) % people.length]!;
    await stage.world.phone(person).says(`Caso ${at}: quanto costa?`, { to: line.number });
    await pause(restMs);
  });
  await pause(8_000);
  await endTrouble(crowd);
  const endedAt = Date.now();
  const answeredMs = await welcome(crowd);
  const quietMs = await settled(stage.stateDir, stage.world, 200_000);
  const restMs = quietMs === null ? null : Date.now() - endedAt;
  const { broken } = await judge(crowd);
  return {
    answeredMs: [...before.answeredMs, answeredMs ?? patienceMs],
    restMs: restMs === null ? before.restMs : [...before.restMs, restMs],
    restless: before.restless + (restMs === null ? 1 : 0),
    found: keep(before.found, broken, from),
  };
};

const run = (cases: Cases, before: Tally): Promise<Tally> => {
  const crowd = { lines: 4, people: 12, quietMs: 300, dress: watchDatabase };
  return inBlocks({ block, crowd, run: runBlock }, fromBlock(cases, block), before);
};

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** Twilio, model, D1, queue and clock all in trouble at once: what is promised holds, and soon after nothing is left of it. */
export const trial = defineTrial<Tally>({
  section: "faults",
  size: 5_000,
  slice: block,
  start,
  run,
  figures: ({ answeredMs, restMs, restless, found }) => {
    const slowest = Math.max(0, ...restMs);
    const longest = Math.max(0, ...answeredMs);
    return [
      {
        what: "I4, with Twilio 10 % timeout after accept, 10 % 500, 5 % 429; model 30 % of eight troubles; D1 5 % lost before and 1 % after commit; queue 10 % again; clock ±5 min with a jump of 10",
        bound: "0",
        ...told(found, ["I4"]),
      },
      { what: "I1 to I3, I6 in the same", bound: "0", ...told(found, ["I1", "I2", "I3", "I6"]) },
      {
        what: "I11, I13 in the same (I8 waits for reminders, which are not built yet)",
        bound: "0",
        ...told(found, ["I11", "I13"]),
      },
      {
        what: "recovery: whoever writes to a number for the first time as the faults end is answered after",
        measured: `${answeredMs.length} blocks, the quickest ${seconds(Math.min(...answeredMs, longest))}, the slowest ${seconds(longest)}`,
        bound: "5 s",
        holds: longest < 5_000,
      },
      {
        what: "I13: from the end of the faults until nothing is left of them: every batch answered or with a person, every outbox empty (a send that may or may not have reached Twilio is looked for twice, 20 s apart)",
        measured: `${restMs.length} blocks, the quickest ${seconds(Math.min(...restMs, slowest))}, the slowest ${seconds(slowest)}; ${restless} did not come to rest`,
        bound: "5 min",
        holds: restless === 0 && slowest < 5 * minute,
      },
    ];
  },
});
