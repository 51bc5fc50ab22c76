import { wordsOf } from "../platform/causes.ts";
import { prepareJob, type JobOutcome, type LeasedJob } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { InboxDeps } from "./deps.ts";

/** Conversations of one run: a job that is cut short has little to repeat. */
export const conversationsAtOnce = 100;
const atOnce = 5;

/**
 * Does a job's work on conversations that it has just found, a few at a time, and orders the next run when there may be more. `act` must
 * leave the conversation so that the next run doesn't find it again.
 */
export const workThrough = async (
  { chance, hints }: Pick<InboxDeps, "chance" | "hints">,
  { job, db }: { job: LeasedJob; db: TenantDb },
  found: readonly { id: string }[],
  act: (id: string) => Promise<void>,
): Promise<JobOutcome> => {
  const waiting = [...found];
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      await act(next.id).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) return { kind: "again", failure: wordsOf(failures[0]).slice(0, 500) };
  if (found.length === conversationsAtOnce) {
    const { jobId, kind, payload } = job;
    const next = prepareJob(db, chance, { kind, uniqueKey: `${kind}:${jobId}:next`, payload });
    await db.batch([next.statement]);
    await hints.send([next.hint]);
  }
  return { kind: "done" };
};
