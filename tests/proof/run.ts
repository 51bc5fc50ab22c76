import "../support/cloudflareInNode.ts";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { withChecklists } from "./checklists.ts";
import { withRows } from "./page.ts";
import { forgetProgress, readProgress, saveProgress } from "./progress.ts";
import type { Figure, RunnableTrial } from "./trial.ts";
import { trials } from "./trials.ts";

/**
 * `npm run proof`: every trial, each for at most 30 minutes, going on where the last run stopped. `npm run proof -- kills takeover` only
 * those; `--seed 7` other cases; `--size 500` fewer or more of them; `--minutes 5` a shorter bound; `--fresh` from the first case. With `--from` and `--to`
 * just those cases, nothing stored: what failed is tried again. `npm run proof -- checklists` runs nothing and writes the lists' tables.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    size: { type: "string" },
    minutes: { type: "string", default: "30" },
    from: { type: "string" },
    to: { type: "string" },
    fresh: { type: "boolean", default: false },
  },
});
const page = join(import.meta.dirname, "../../docs/PROOF.md");
const seed = Number(values.seed);

const show = (figures: Figure[]) => {
  for (const { what, measured, bound, holds } of figures) console.log(`  ${holds ? "✓" : "✗"} ${what}: ${measured} (${bound})`);
  return figures.every(({ holds }) => holds);
};

const write = (name: string, trial: RunnableTrial, figures: Figure[], done: number, size: number) => {
  const command = `npm run proof -- ${name}${seed === 1 ? "" : ` --seed ${seed}`}${size === trial.size ? "" : ` --size ${size}`}`;
  const on = new Date().toISOString().slice(0, 10);
  const tried = done === trial.size ? `${done}` : `${done} of ${trial.size}`;
  const rows = figures.map((figure) => ({ ...figure, trial: name, tried, on, command }));
  writeFileSync(page, withRows(readFileSync(page, "utf8"), trial.section, name, rows));
};

const again = async (trial: RunnableTrial): Promise<boolean> => {
  const opened = trial.open(null);
  const from = Number(values.from ?? 0);
  const to = Number(values.to ?? from + 1);
  await opened.run({ seed, from, to });
  return show(opened.figures(to - from));
};

const whole = async (name: string, trial: RunnableTrial): Promise<boolean> => {
  const size = Number(values.size ?? trial.size);
  if (values.fresh) forgetProgress(name);
  const saved = readProgress(name, { seed, size });
  const opened = trial.open(saved?.tally ?? null);
  const until = Date.now() + Number(values.minutes) * 60_000;
  let done = saved?.done ?? 0;
  while (done < size && Date.now() < until) {
    const to = Math.min(done + trial.slice, size);
    await opened.run({ seed, from: done, to });
    done = to;
    saveProgress(name, { seed, size, done, tally: opened.tally() });
    write(name, trial, opened.figures(done), done, size);
    console.log(`  ${done} of ${size}`);
  }
  return show(opened.figures(done));
};

writeFileSync(page, withChecklists(readFileSync(page, "utf8")));
if (positionals.includes("checklists")) process.exit();
const names = positionals.length === 0 ? Object.keys(trials) : positionals;
const unknown = names.filter((name) => !(name in trials));
if (unknown.length > 0) throw new Error(`No such trial: ${unknown.join(", ")}. There are ${Object.keys(trials).join(", ")}`);
let held = true;
for (const name of names) {
  console.log(name);
  const { trial } = await trials[name]!();
  const isReplay = values.from !== undefined || values.to !== undefined;
  held = (await (isReplay ? again(trial) : whole(name, trial))) && held;
}
process.exitCode = held ? 0 : 1;
