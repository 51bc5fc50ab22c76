import { changeD1 } from "../support/stores.ts";
import { killSteps, type KillStep } from "./faults/autopsy.ts";
import { inBlocks, type Crowd } from "./faults/crowd.ts";
import { aims, killRound } from "./faults/killRound.ts";
import { settled } from "./faults/settle.ts";
import { judge, keep, told, type Found } from "./faults/verdict.ts";
import { defineTrial, type Cases } from "./trial.ts";

/** A case is one kill. So many follow each other on one state, each while what the ones before it left is still being mended. */
const block = 50;
const enough = 25;

const start = {
  landed: Object.fromEntries(killSteps.map((step) => [step, 0])) as Record<KillStep, number>,
  /** Kills in which nothing at all was under way. */
  idle: 0,
  messages: 0,
  restless: 0,
  /** From the last start until nothing was left to do, the slowest block. */
  slowestMs: 0,
  found: [] as Found[],
};
type Tally = typeof start;

/** A worker that dies holds its job until its lease is over: five minutes that are not sat out here. */
const leasesEnd = "UPDATE jobs SET state = 'due', due_at = 0 WHERE state IN ('leased', 'due')";

const runBlock = async (crowd: Crowd, { seed, from, to }: Cases, before: Tally): Promise<Tally> => {
  const { stage } = crowd;
  const landed = { ...before.landed };
  let idle = before.idle;
  await stage.world.setPace({ firstTokenMs: 60, chunkMs: 3 });
  for (let at = from; at < to; at++) {
    const { steps } = await killRound(crowd, seed, at);
    for (const step of steps) landed[step] += 1;
    if (steps.length === 0) idle += 1;
  }
  await stage.kill();
  changeD1(stage.stateDir, leasesEnd);
  await stage.restart();
  await stage.filo.tick();
  const restMs = await settled(stage.stateDir, stage.world, 300_000, { files: true });
  const { seen, broken } = await judge(crowd);
  return {
    landed,
    idle,
    messages: before.messages + seen.arrivals.length,
    restless: before.restless + (restMs === null ? 1 : 0),
    slowestMs: Math.max(before.slowestMs, restMs ?? 0),
    found: keep(before.found, broken, from),
  };
};

const run = (cases: Cases, before: Tally): Promise<Tally> =>
  inBlocks({ block, crowd: { lines: 4, people: 20, quietMs: 300 }, run: runBlock }, cases, before);

/** 2,000 kills of workerd, at least 25 at each named step: nothing acknowledged is lost, nothing is said twice. */
export const trial = defineTrial<Tally>({
  section: "faults",
  size: 2_000,
  slice: block,
  start,
  run,
  figures: ({ landed, idle, messages, restless, slowestMs, found }, done) => [
    {
      what: `SIGKILL of workerd, aimed in turn at ${aims.join(", ")}; a kill counts at each step at which it found a message`,
      measured: `${killSteps.map((step) => `${step} ${landed[step]}`).join(", ")}; ${idle} of ${done} found nothing under way; ${messages} messages`,
      bound: `${enough} at each step`,
      holds: killSteps.every((step) => landed[step] >= enough),
    },
    { what: "I1, I2: what was acknowledged is stored once", bound: "0", ...told(found, ["I1", "I2"]) },
    { what: "I3, I6: in one batch, in one order everywhere", bound: "0", ...told(found, ["I3", "I6"]) },
    { what: "I4: one AI reply to each batch, one copy of it on the phone", bound: "0", ...told(found, ["I4"]) },
    { what: "I11, I13: statuses as reported, outboxes empty, no file forgotten", bound: "0", ...told(found, ["I11", "I13"]) },
    {
      what: "comes to rest after the last of 50 kills (a send that may or may not have reached Twilio is looked for twice, 20 s apart)",
      measured: `${restless} blocks did not; the slowest took ${Math.round(slowestMs / 1_000)} s`,
      bound: "0 blocks, 60 s",
      holds: restless === 0 && slowestMs < 60_000,
    },
  ],
});
