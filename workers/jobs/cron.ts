import { wordsOf } from "../platform/causes.ts";
import type { Directory, LinePlace } from "../platform/directory.ts";
import type { JobHints } from "../platform/jobs.ts";

export interface CronDeps {
  directory: Pick<Directory, "dueJobs" | "linesAfter">;
  hints: JobHints;
  /** Makes a line resume its schedule, should its alarm have been lost. */
  wakeLine(line: LinePlace): Promise<void>;
  /** Asks Twilio for the line's templates and their approval. */
  syncTemplates(line: LinePlace): Promise<void>;
  /** Looks at how each tenant does, and opens and closes its alerts. */
  watchHealth(): Promise<void>;
  /** Counts every tenant's daily figures. */
  countFigures(): Promise<void>;
  /** Begins to erase what tenants keep no longer. */
  runRetention(): Promise<void>;
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

/** Does something for each line; one that fails is logged and keeps no other from its turn. */
const forEachLine = async (
  { directory, log }: CronDeps,
  event: string,
  work: (line: LinePlace) => Promise<void>,
  isMeant: (line: LinePlace) => boolean = () => true,
): Promise<void> => {
  for (let last: LinePlace | null = null; ;) {
    const lines: LinePlace[] = await directory.linesAfter(last, linesAtOnce);
    const meant = lines.filter(isMeant);
    const results = await Promise.allSettled(meant.map((line) => work(line)));
    for (const [at, result] of results.entries())
      if (result.status === "rejected") log({ event, line: meant[at]?.lineId, error: wordsOf(result.reason) });
    last = lines.at(-1) ?? null;
    if (lines.length < linesAtOnce) return;
  }
};

const wakeLines: CronLine["run"] = (deps) => forEachLine(deps, "line_not_woken", (line) => deps.wakeLine(line));

const hourMs = 60 * 60_000;

/** The hour of the day, UTC, at which a line's templates are asked for: spread, so that not all of Twilio is asked at once. */
export const templateHour = ({ lineId }: Pick<LinePlace, "lineId">): number =>
  [...lineId].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 24, 0);

const syncTemplates: CronLine["run"] = (deps, now) =>
  forEachLine(
    deps,
    "templates_not_synced",
    (line) => deps.syncTemplates(line),
    (line) => templateHour(line) === Math.floor(now / hourMs) % 24,
  );

/** What is done by the clock. */
export const cronTable: readonly CronLine[] = [
  { name: "hint due jobs", every: 1, run: hintDueJobs },
  { name: "wake lines", every: 1, run: wakeLines },
  { name: "watch health", every: 5, run: (deps) => deps.watchHealth() },
  { name: "count figures", every: 15, run: (deps) => deps.countFigures() },
  { name: "keep no longer than wished", every: 15, run: (deps) => deps.runRetention() },
  { name: "sync templates", every: 60, run: syncTemplates },
  { name: "purge what expired", every: 5, run: (deps, now) => deps.purge(now) },
];

/** Runs the lines of the table whose minute it is, each on its own: one that fails is logged and keeps no other from running. */
export const runCron = async (deps: CronDeps, now: number): Promise<void> => {
  const minute = Math.floor(now / 60_000);
  const due = cronTable.filter((line) => minute % line.every === 0);
  const results = await Promise.allSettled(due.map((line) => line.run(deps, now)));
  for (const [at, result] of results.entries())
    if (result.status === "rejected") deps.log({ event: "cron_failed", line: due[at]?.name, error: wordsOf(result.reason) });
};
