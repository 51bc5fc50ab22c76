import { jobHintSchema, type JobHint, type JobKind } from "../../schema/contract/jobs.ts";
import { wordsOf } from "../platform/causes.ts";
import { leaseJob, settleJob, type JobOutcome, type LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** The verb behind each kind of job. A verb that throws is tried again like one that says so. */
export type JobRunners = Record<JobKind, (job: LeasedJob, db: TenantDb) => Promise<JobOutcome>>;

export interface ConsumerDeps {
  runners: JobRunners;
  tenantDb(tenantId: string): TenantDb;
  now(): number;
  log(entry: Record<string, unknown>): void;
}

/**
 * Works off a batch of hints. The row decides what there is to do: a hint for a job that is done, taken or unknown does nothing,
 * however often it comes. Only when the row can't be reached is the hint asked for again.
 */
export const consumeJobs = async (batch: MessageBatch<unknown>, deps: ConsumerDeps): Promise<void> => {
  for (const message of batch.messages) {
    const hint = jobHintSchema.safeParse(message.body);
    try {
      if (hint.success) await workOff(hint.data, deps);
      else deps.log({ event: "job_hint_unreadable" });
      message.ack();
    } catch (error) {
      deps.log({ event: "job_rows_unreachable", error: wordsOf(error) });
      message.retry({ delaySeconds: 10 });
    }
  }
};

const workOff = async (hint: JobHint, deps: ConsumerDeps): Promise<void> => {
  const db = deps.tenantDb(hint.tenantId);
  const job = await leaseJob(db, hint.jobId, deps.now());
  if (!job) return;
  const outcome = await run(job, db, deps);
  if (outcome.kind !== "done")
    deps.log({ event: "job_not_done", job: job.jobId, kind: job.kind, attempt: job.attempt, failure: outcome.failure });
  await settleJob(db, job, outcome, deps.now());
};

const run = async (job: LeasedJob, db: TenantDb, deps: ConsumerDeps): Promise<JobOutcome> => {
  try {
    return await deps.runners[job.kind](job, db);
  } catch (error) {
    return { kind: "again", failure: wordsOf(error).slice(0, 500) };
  }
};
