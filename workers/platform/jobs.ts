import { and, eq, gte, inArray, lte, notInArray, sql } from "drizzle-orm";
import type { JobHint, JobKind } from "../../schema/contract/jobs.ts";
import { jobs } from "../../schema/tables/platform.ts";
import type { Chance } from "./clock.ts";
import type { Statement, TenantDb } from "./tenantDb.ts";

/** How long a worker may be silent before its job counts as abandoned, in milliseconds: somebody waits for what a killed one was at. */
export const jobLease = 20_000;
/** How often it says that it is still at it (`keepLease`). */
export const leaseKeptEvery = 5_000;
export const maxJobAttempts = 5;

/**
 * Kinds that finish what is a fact in D1 already: given up, the rest of the house would contradict it for ever. Those of files come
 * to their own end after a number of attempts, and somebody waits to hear of it.
 */
const endlessKinds: readonly JobKind[] = [
  "finish_merge",
  "move_threads",
  "spread_consent",
  "take_off_label",
  "free_assigned",
  "spread_block",
  "import_contacts",
  "fetch_media",
  "understand_media",
  "erase",
];
/** Between two attempts of those, at most, in milliseconds. */
const longestEndlessRest = 15 * 60_000;

/** Kinds that a customer waits for: their first attempts follow each other within seconds, before the usual ones. */
const hastyKinds: ReadonlySet<JobKind> = new Set(["fetch_media", "erase"]);
const hastyDelays = [1_000, 2_000, 3_000, 5_000, 8_000];

const isGivenUp = ({ kind, attempt }: Pick<LeasedJob, "kind" | "attempt">): boolean =>
  !endlessKinds.includes(kind) && attempt >= maxJobAttempts;

export interface JobOrder {
  kind: JobKind;
  /** Two orders of a tenant with one key are one job, also after it is done. */
  uniqueKey: string;
  payload: Record<string, unknown>;
  /** When to do it; at once, if left out. */
  dueAt?: number;
  /** For a payload that had to know its job's id beforehand. */
  id?: string;
}

/** A job in the hands of one worker. `attempt` counts from 1 and tells this lease from every other. */
export interface LeasedJob {
  tenantId: string;
  jobId: string;
  kind: JobKind;
  payload: Record<string, unknown>;
  attempt: number;
}

/** How a run ended. `again` is tried later, up to `maxJobAttempts` times in all or without end; `failed` never again. */
export type JobOutcome =
  | { kind: "done" }
  | { kind: "again"; failure: string; afterMs?: number }
  | { kind: "failed"; failure: string };

/** Points at rows for whoever works; what a hint fails to reach, cron finds. */
export interface JobHints {
  /** @param delayMs to arrive so much later */
  send(hints: JobHint[], delayMs?: number): Promise<void>;
}

/** The row of a new job, for the batch that causes it, and the hint to send once that batch is written. */
export const prepareJob = (db: TenantDb, chance: Chance, order: JobOrder): { statement: Statement; hint: JobHint } => {
  const id = order.id ?? chance.id("job");
  const now = chance.now();
  const statement = db.insert(
    jobs,
    {
      id,
      kind: order.kind,
      uniqueKey: order.uniqueKey,
      payload: order.payload,
      state: "due",
      attempts: 0,
      dueAt: order.dueAt ?? now,
      failure: null,
      createdAt: now,
    },
    { do: "nothing" },
  );
  return { statement, hint: { tenantId: db.tenantId, jobId: id } };
};

/** A job of the statement just before it in the batch, written only if that statement changed something. */
export const jobOfChange = (db: TenantDb, chance: Chance, order: JobOrder): { statement: Statement; hint: JobHint } => {
  const id = order.id ?? chance.id("job");
  const now = chance.now();
  const statement = db.rawStatement(
    (tenantId) => sql`
      insert into jobs (tenant_id, id, kind, unique_key, payload, state, attempts, due_at, created_at)
      select ${tenantId}, ${id}, ${order.kind}, ${order.uniqueKey}, ${JSON.stringify(order.payload)}, 'due', 0, ${order.dueAt ?? now}, ${now}
      where changes() > 0 on conflict do nothing`,
  );
  return { statement, hint: { tenantId: db.tenantId, jobId: id } };
};

/**
 * Takes a job that is due, or whose lease ran out, for `jobLease`. Only one of several takers gets it.
 *
 * @returns null when it is done, failed, somebody else's, not yet due, or has used up its attempts (it is then marked failed)
 */
export const leaseJob = async (db: TenantDb, jobId: string, now: number): Promise<LeasedJob | null> => {
  const free = and(eq(jobs.id, jobId), inArray(jobs.state, ["due", "leased"]), lte(jobs.dueAt, now));
  const [, taken] = await db.batch([
    db.update(
      jobs,
      { state: "failed", failure: "Every attempt was cut short", dueAt: now },
      and(free, notInArray(jobs.kind, [...endlessKinds]), gte(jobs.attempts, maxJobAttempts)),
    ),
    db.update(
      jobs,
      {
        state: "leased",
        attempts: sql`${jobs.attempts} + 1`,
        dueAt: now + jobLease,
      },
      free,
    ),
  ]);
  if (!taken) return null;
  const row = await db.first(jobs, eq(jobs.id, jobId));
  return row && { tenantId: db.tenantId, jobId, kind: row.kind, payload: row.payload, attempt: row.attempts };
};

const isStillOurs = ({ jobId, attempt }: LeasedJob) =>
  and(eq(jobs.id, jobId), eq(jobs.state, "leased"), eq(jobs.attempts, attempt));

/** Says that a job's worker is still at it. False when it was silent for so long that somebody else has taken the job. */
export const keepLease = async (db: TenantDb, job: LeasedJob, now: number): Promise<boolean> => {
  const [kept] = await db.batch([db.update(jobs, { dueAt: now + jobLease }, isStillOurs(job))]);
  return (kept ?? 0) > 0;
};

/** Writes how a run ended, unless the lease has meanwhile gone to somebody else. */
export const settleJob = async (db: TenantDb, job: LeasedJob, outcome: JobOutcome, now: number): Promise<void> => {
  await db.batch([db.update(jobs, settledFields(job, outcome, now), isStillOurs(job))]);
};

const settledFields = (job: LeasedJob, outcome: JobOutcome, now: number) => {
  if (outcome.kind === "done") return { state: "done" as const, dueAt: now, failure: null };
  const { failure } = outcome;
  const delay = delayAfter(job, outcome);
  if (delay === null) return { state: "failed" as const, dueAt: now, failure };
  return { state: "due" as const, dueAt: now + delay, failure };
};

/** When a job is tried again after this outcome, in milliseconds from then; null for never. */
export const delayAfter = (job: Pick<LeasedJob, "kind" | "attempt">, outcome: JobOutcome): number | null =>
  outcome.kind === "again" && !isGivenUp(job) ? Math.max(outcome.afterMs ?? 0, retryDelay(job)) : null;

/** 30 s, 2 min, 8 min, 32 min, after seconds for what somebody waits for; 15 min at most for a kind that is tried without end. */
export const retryDelay = ({ kind, attempt }: Pick<LeasedJob, "kind" | "attempt">): number => {
  const hasty = hastyKinds.has(kind) ? hastyDelays : [];
  const soon = hasty[attempt - 1];
  if (soon !== undefined) return soon;
  const delay = 30_000 * 4 ** (attempt - 1 - hasty.length);
  return endlessKinds.includes(kind) ? Math.min(delay, longestEndlessRest) : delay;
};
