import { planDeliveries } from "./faults/deliveryPlan.ts";
import { blockSeed, fromBlock, inBlocks, type Crowd } from "./faults/crowd.ts";
import { deliver, deliverLate } from "./faults/deliver.ts";
import { settled } from "./faults/settle.ts";
import { judge, keep, told, type Found } from "./faults/verdict.ts";
import { defineTrial, type Cases } from "./trial.ts";

/** A case is one call of the webhook. Every block of them has a state directory, numbers and customers of its own. */
const block = 2_000;
const day = 24 * 60 * 60_000;

const start = {
  messages: 0,
  duplicates: 0,
  reordered: 0,
  late: 0,
  refused: 0,
  seconds: 0,
  /** Blocks that did not come to rest. */
  restless: 0,
  found: [] as Found[],
};
type Tally = typeof start;

const runBlock = async (crowd: Crowd, { seed, from: at }: Cases, tally: Tally): Promise<Tally> => {
  const { stage, people, lines } = crowd;
  const plan = planDeliveries(blockSeed(seed, at), { deliveries: block, people: people.length, lines: lines.length });
  // Reports have trials of their own: here one for each message will do.
  await stage.world.deliver({ times: null, callbacks: "lastOnly" });
  const began = Date.now();
  const sids = await deliver(crowd, plan.talks);
  const first = await settled(stage.stateDir, stage.world, 300_000);
  const seconds = (Date.now() - began) / 1_000;
  await stage.kill();
  await stage.world.advanceClock(3 * day);
  await stage.restart();
  await deliverLate(crowd, sids);
  const second = await settled(stage.stateDir, stage.world, 300_000);
  const { seen, broken } = await judge(crowd);
  const refused = seen.arrivals.flatMap(({ calls }) => calls).filter(({ status }) => status !== 200).length;
  return {
    messages: tally.messages + plan.messages,
    duplicates: tally.duplicates + plan.duplicates,
    reordered: tally.reordered + plan.reordered,
    late: tally.late + plan.late,
    refused: tally.refused + refused,
    seconds: tally.seconds + seconds,
    restless: tally.restless + (first === null || second === null ? 1 : 0),
    found: keep(tally.found, broken, at),
  };
};

const run = (cases: Cases, before: Tally): Promise<Tally> => {
  const crowd = { lines: 4, people: 40, quietMs: 1_200 };
  return inBlocks({ block, crowd, run: runBlock }, fromBlock(cases, block), before);
};

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / Math.max(whole, 1))} %`;

/** 100,000 calls of the webhook, a fifth of them duplicates, some out of order, some days late: I1, I2, I3 and I6 hold. */
export const trial = defineTrial<Tally>({
  section: "faults",
  size: 100_000,
  slice: block,
  start,
  run,
  figures: (tally, done) => {
    const { messages, duplicates, reordered, late, refused, seconds, restless, found } = tally;
    return [
      {
        what: "inbound deliveries to the running Worker: duplicates, out of order, days late after a restart",
        measured: `${messages} messages, ${percent(duplicates, done)} duplicates, ${percent(reordered, done)} out of order, ${late} three days late; ${refused} refused; ${Math.round(done / Math.max(seconds, 1))} a second, answers included`,
        bound: "20 % duplicates, 15 % out of order, 0 refused",
        holds: refused === 0 && duplicates >= 0.18 * done && reordered >= 0.14 * done,
      },
      { what: "I1: each stored once, in one conversation", bound: "0", ...told(found, ["I1"]) },
      { what: "I2: what was acknowledged is stored as it was written", bound: "0", ...told(found, ["I2"]) },
      { what: "I3: each in exactly one batch, in the order of arrival", bound: "0", ...told(found, ["I3"]) },
      { what: "I4: one AI reply to each batch, one copy of it on the phone", bound: "0", ...told(found, ["I4"]) },
      { what: "I6: the same order in object, D1 and console", bound: "0", ...told(found, ["I6"]) },
      { what: "I11, I13: statuses as reported, outboxes empty", bound: "0", ...told(found, ["I11", "I13"]) },
      { what: "comes to rest after each block", measured: `${restless} blocks did not`, bound: "0", holds: restless === 0 },
    ];
  },
});
