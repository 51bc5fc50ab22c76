import { jobHintSchema, type JobHint, type JobKind } from "../../schema/contract/jobs.ts";
import { wordsOf } from "../platform/causes.ts";
import type { Directory } from "../platform/directory.ts";
import {
  delayAfter,
  keepLease,
  leaseJob,
  leaseKeptEvery,
  settleJob,
  type JobHints,
  type JobOutcome,
  type LeasedJob,
} from "../platform/jobs.ts";
import { Room } from "../platform/room.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** The verb behind each kind of job, with the room, in bytes, for what it holds. A verb that throws is tried again like one that says so. */
export type JobRunners = Record<JobKind, (job: LeasedJob, db: TenantDb, room: Room) => Promise<JobOutcome>>;

export interface ConsumerDeps {
  runners: JobRunners;
  directory: Pick<Directory, "dueJobs">;
  tenantDb(tenantId: string): TenantDb;
  hints: JobHints;
  now(): number;
  log(entry: Record<string, unknown>): void;
}

/** `max_batch_size` in wrangler.toml: a full batch says that more may wait behind it. */
const fullBatch = 10;
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
  const bodies = await sharedOut(
    batch.messages.map(({ body }) => body),
    deps,
  );
  const room = new Room(fileRoom);
  const waiting = batch.messages.map((message, at) => ({ message, body: bodies[at] }));
  const taken = await eachOf(waiting, ({ message, body }) => consume(message, body, deps, room));
  const spare = taken.filter((isTaken) => !isTaken).length;
  if (spare > 0) await eachOf(await dueNow(spare, deps), (hint) => workOffIfThere(hint, deps, room));
};

const eachOf = async <T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> => {
  const waiting = [...list];
  const results: R[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.push(await work(next));
  };
  await Promise.all(Array.from({ length: jobsAtOnce }, worker));
  return results;
};

/** What is due, each tenant's first before anybody's second; nothing while that can't be asked. */
const dueNow = async (limit: number, { directory, now, log }: ConsumerDeps): Promise<JobHint[]> => {
  try {
    return await directory.dueJobs(now(), limit);
  } catch (error) {
    log({ event: "jobs_not_shared_out", error: wordsOf(error) });
    return [];
  }
};

/**
 * A queue gives in the order of arrival: behind a tenant that has ordered thousands of jobs, everybody would wait for all of them. So
 * while more waits than a batch holds, its places go to what is due, whichever hints they were. A hint whose job has been done in
 * another's place does one of those that are left: there are as many hints as jobs, and what is lost cron finds.
 */
const sharedOut = async (bodies: unknown[], deps: ConsumerDeps): Promise<unknown[]> => {
  if (bodies.length < fullBatch) return bodies;
  const due = await dueNow(bodies.length, deps);
  const known = new Set(due.map(({ jobId }) => jobId));
  const others = bodies.filter((body) => !known.has(jobHintSchema.safeParse(body).data?.jobId ?? ""));
  return [...due, ...others].slice(0, bodies.length);
};

/** @returns whether there was anything to do */
const consume = async (message: Message<unknown>, body: unknown, deps: ConsumerDeps, room: Room): Promise<boolean> => {
  const hint = jobHintSchema.safeParse(body);
  try {
    const isTaken = hint.success && (await workOff(hint.data, deps, room));
    if (!hint.success) deps.log({ event: "job_hint_unreadable" });
    message.ack();
    return isTaken;
  } catch (error) {
    deps.log({ event: "job_rows_unreachable", error: wordsOf(error) });
    message.retry({ delaySeconds: 10 });
    return true;
  }
};

const workOffIfThere = (hint: JobHint, deps: ConsumerDeps, room: Room): Promise<boolean> =>
  workOff(hint, deps, room).catch((error: unknown) => {
    deps.log({ event: "job_rows_unreachable", error: wordsOf(error) });
    return false;
  });

const workOff = async (hint: JobHint, deps: ConsumerDeps, room: Room): Promise<boolean> => {
  const db = deps.tenantDb(hint.tenantId);
  const job = await leaseJob(db, hint.jobId, deps.now());
  if (!job) return false;
  const outcome = await run(job, db, deps, room);
  if (outcome.kind !== "done")
    deps.log({ event: "job_not_done", job: job.jobId, kind: job.kind, attempt: job.attempt, failure: outcome.failure });
  await settleJob(db, job, outcome, deps.now());
  const delay = delayAfter(job, outcome);
  if (delay !== null && delay <= soonMs) await deps.hints.send([hint], delay);
  return true;
};

const run = async (job: LeasedJob, db: TenantDb, deps: ConsumerDeps, room: Room): Promise<JobOutcome> => {
  const heart = setInterval(() => void stillAtIt(job, db, deps), leaseKeptEvery);
  try {
    return await deps.runners[job.kind](job, db, room);
  } catch (error) {
    return { kind: "again", failure: wordsOf(error).slice(0, 500) };
  } finally {
    clearInterval(heart);
  }
};

/** One that can't be said is said five seconds later; whoever takes the job over meanwhile does again what can be done again. */
const stillAtIt = (job: LeasedJob, db: TenantDb, { now, log }: ConsumerDeps): Promise<unknown> =>
  keepLease(db, job, now()).catch((error: unknown) => log({ event: "job_lease_not_kept", error: wordsOf(error) }));
