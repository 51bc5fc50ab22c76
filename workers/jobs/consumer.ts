import { jobHintSchema, type JobHint, type JobKind } from "../../schema/contract/jobs.ts";
import { wordsOf } from "../platform/causes.ts";
import { delayAfter, leaseJob, settleJob, type JobHints, type JobOutcome, type LeasedJob } from "../platform/jobs.ts";
import { Room } from "../platform/room.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** The verb behind each kind of job, with the room, in bytes, for what it holds. A verb that throws is tried again like one that says so. */
export type JobRunners = Record<JobKind, (job: LeasedJob, db: TenantDb, room: Room) => Promise<JobOutcome>>;

export interface ConsumerDeps {
  runners: JobRunners;
  tenantDb(tenantId: string): TenantDb;
  hints: JobHints;
  now(): number;
  log(entry: Record<string, unknown>): void;
}

/** Most jobs wait for somebody else. */
const jobsAtOnce = 4;
/** An isolate has 128 MB, and a file that is sent to the model stands in it several times: as bytes, as base64, as a request's body. */
const fileRoom = 16 * 1024 * 1024;
/** What is tried again sooner than cron comes round gets a hint of its own. */
const soonMs = 60_000;

/**
 * Works off a batch of hints. The row decides what there is to do: a hint for a job that is done, taken or unknown does nothing,
 * however often it comes. Only when the row can't be reached is the hint asked for again.
 */
export const consumeJobs = async (batch: MessageBatch<unknown>, deps: ConsumerDeps): Promise<void> => {
  const waiting = [...batch.messages];
  const room = new Room(fileRoom);
  const worker = async (): Promise<void> => {
    for (let message = waiting.shift(); message; message = waiting.shift()) await consume(message, deps, room);
  };
  await Promise.all(Array.from({ length: jobsAtOnce }, worker));
};

const consume = async (message: Message<unknown>, deps: ConsumerDeps, room: Room): Promise<void> => {
  const hint = jobHintSchema.safeParse(message.body);
  try {
    if (hint.success) await workOff(hint.data, deps, room);
    else deps.log({ event: "job_hint_unreadable" });
    message.ack();
  } catch (error) {
    deps.log({ event: "job_rows_unreachable", error: wordsOf(error) });
    message.retry({ delaySeconds: 10 });
  }
};

const workOff = async (hint: JobHint, deps: ConsumerDeps, room: Room): Promise<void> => {
  const db = deps.tenantDb(hint.tenantId);
  const job = await leaseJob(db, hint.jobId, deps.now());
  if (!job) return;
  const outcome = await run(job, db, deps, room);
  if (outcome.kind !== "done")
    deps.log({ event: "job_not_done", job: job.jobId, kind: job.kind, attempt: job.attempt, failure: outcome.failure });
  await settleJob(db, job, outcome, deps.now());
  const delay = delayAfter(job, outcome);
  if (delay !== null && delay <= soonMs) await deps.hints.send([hint], delay);
};

const run = async (job: LeasedJob, db: TenantDb, deps: ConsumerDeps, room: Room): Promise<JobOutcome> => {
  try {
    return await deps.runners[job.kind](job, db, room);
  } catch (error) {
    return { kind: "again", failure: wordsOf(error).slice(0, 500) };
  }
};
