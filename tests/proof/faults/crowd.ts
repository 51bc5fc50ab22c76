import type { ConsoleClient } from "../../support/consoleClient.ts";
import { startStage, type ConnectedLine, type Stage, type StageOptions } from "../../support/stage.ts";
import type { Cases } from "../trial.ts";

/** A stage with many numbers of two businesses, and many people who write to them. */
export interface Crowd {
  stage: Stage;
  lines: (ConnectedLine & { owner: ConsoleClient; agentId: string })[];
  people: string[];
}

interface CrowdSize extends StageOptions {
  lines: number;
  people: number;
  quietMs?: number;
}

/** No limit may stop what is tried here: each is tried elsewhere. */
const unlimited = { dailyMessageLimit: 1_000, dailySpendCapMicros: 1_000_000_000 };

export const gatherCrowd = async ({ lines: count, people, quietMs = 150, ...options }: CrowdSize): Promise<Crowd> => {
  const stage = await startStage(options);
  const other = await stage.signUp("Studio Boreale");
  const lines: Crowd["lines"] = [];
  for (let at = 0; at < count; at++) {
    const owner = at % 2 === 0 ? stage.owner : other;
    const agent = await stage.agent({ name: `Coach ${at}`, quietMs, ...unlimited }, owner);
    lines.push({ ...(await stage.line(agent, {}, owner)), owner, agentId: agent.id });
  }
  return { stage, lines, people: Array.from({ length: people }, () => stage.newPerson()) };
};

interface Blocks<Tally> {
  /** How many cases follow each other on one state. */
  block: number;
  crowd: CrowdSize;
  /** Tries the cases of one block. */
  run(crowd: Crowd, cases: Cases, tally: Tally): Promise<Tally>;
}

/** Tries cases block by block, each with a state directory, numbers and people of its own, made from the block's own seed. */
export const inBlocks = async <Tally>(blocks: Blocks<Tally>, { seed, from, to }: Cases, before: Tally): Promise<Tally> => {
  const { block, crowd: size, run } = blocks;
  let tally = before;
  for (let at = from; at < to; at += block) {
    const crowd = await gatherCrowd({ ...size, seed: blockSeed(seed, at) });
    try {
      tally = await run(crowd, { seed, from: at, to: Math.min(at + block, to) }, tally);
    } finally {
      await crowd.stage.close();
    }
  }
  return tally;
};

export const blockSeed = (seed: number, at: number): number => seed * 1_000_003 + at;

/** The same cases from the beginning of the first one's block on, for trials in which a case depends on those before it. */
export const fromBlock = (cases: Cases, block: number): Cases => ({ ...cases, from: cases.from - (cases.from % block) });
