import { wordsOf } from "../platform/causes.ts";
import type { Directory, LinePlace } from "../platform/directory.ts";
import type { JobHints } from "../platform/jobs.ts";

export interface CronDeps {
  directory: Pick<Directory, "dueJobs" | "linesAfter">;
  hints: JobHints;
  /** Makes a line resume its schedule, should its alarm have been lost. */
  wakeLine(line: LinePlace): Promise<void>;
  /** Deletes expired sessions, tokens and counters. */
  purge(now: number): Promise<void>;
  log(entry: Record<string, unknown>): void;
}

interface CronLine {
  name: string;
  /** In minutes. */
  every: number;
  run(deps: CronDeps, now: number): Promise<void>;
}

const hintsAtOnce = 100;
const linesAtOnce = 50;

/** Hints at every job that is due: those whose hint was lost, those to be tried again, those whose worker died. */
const hintDueJobs: CronLine["run"] = async ({ directory, hints }, now) => hints.send(await directory.dueJobs(now, hintsAtOnce));

const wakeLines: CronLine["run"] = async ({ directory, wakeLine, log }) => {
  for (let last: LinePlace | null = null; ;) {
    const lines: LinePlace[] = await directory.linesAfter(last, linesAtOnce);
    const woken = await Promise.allSettled(lines.map((line) => wakeLine(line)));
    for (const [at, result] of woken.entries())
      if (result.status === "rejected") log({ event: "line_not_woken", line: lines[at]?.lineId, error: wordsOf(result.reason) });
    last = lines.at(-1) ?? null;
    if (lines.length < linesAtOnce) return;
  }
};

/** What is done by the clock. */
export const cronTable: readonly CronLine[] = [
  { name: "hint due jobs", every: 1, run: hintDueJobs },
  { name: "wake lines", every: 1, run: wakeLines },
  { name: "purge what expired", every: 60, run: (deps, now) => deps.purge(now) },
];

/** Runs the lines of the table whose minute it is, each on its own: one that fails is logged and keeps no other from running. */
export const runCron = async (deps: CronDeps, now: number): Promise<void> => {
  const minute = Math.floor(now / 60_000);
  const due = cronTable.filter((line) => minute % line.every === 0);
  const results = await Promise.allSettled(due.map((line) => line.run(deps, now)));
  for (const [at, result] of results.entries())
    if (result.status === "rejected") deps.log({ event: "cron_failed", line: due[at]?.name, error: wordsOf(result.reason) });
};
