import { Worker } from "node:worker_threads";
import type { Outcome } from "./story.ts";

/** What happened in many stories, and those in which something did not hold. */
export interface Told extends Omit<Outcome, "wrong"> {
  broken: { seed: number; wrong: string[] }[];
}

export interface Order {
  /** The first story's seed. */
  first: number;
  runs: number;
}

/** Each thread has its own clock and databases. Two are as many as the smallest machine has processors for. */
const threads = 2;

/** Tells the stories of so many seeds in a row. The same seeds give the same, however they are shared out. */
export const tellMany = async ({ first, runs }: Order): Promise<Told> => {
  const share = Math.ceil(runs / threads);
  const orders = Array.from({ length: threads }, (_, at) => ({
    first: first + at * share,
    runs: Math.min(share, runs - at * share),
  }));
  return (await Promise.all(orders.filter((order) => order.runs > 0).map(tellApart))).reduce(added);
};

/** Megabytes for what is young. A story makes much that soon nobody holds: with less room a sixth of the time goes into clearing it away. */
const young = 192;

const tellApart = (order: Order): Promise<Told> =>
  new Promise((resolve, reject) => {
    const teller = new Worker(new URL("teller.ts", import.meta.url), {
      workerData: order,
      execArgv: ["--no-warnings"],
      resourceLimits: { maxYoungGenerationSizeMb: young },
    });
    teller.on("message", resolve);
    teller.on("error", reject);
    teller.on("exit", (code) => reject(new Error(`The stories from ${order.first} on ended with ${code}`)));
  });

export const added = (one: Told, other: Told): Told => ({
  written: one.written + other.written,
  sent: one.sent + other.sent,
  asked: one.asked + other.asked,
  takeovers: one.takeovers + other.takeovers,
  kills: one.kills + other.kills,
  joined: one.joined + other.joined,
  parted: one.parted + other.parted,
  broken: [...one.broken, ...other.broken],
});

export const nothingTold: Told = { written: 0, sent: 0, asked: 0, takeovers: 0, kills: 0, joined: 0, parted: 0, broken: [] };
