import { and, eq, inArray } from "drizzle-orm";
import type { JobHint } from "../../schema/contract/jobs.ts";
import { jobs } from "../../schema/tables/platform.ts";
import type { Chance } from "./clock.ts";
import { prepareJob, type JobOrder } from "./jobs.ts";
import type { Statement, TenantDb } from "./tenantDb.ts";

/**
 * Orders a job that has ended once more, from its first attempt, because a person asks for it. One that is under way or waiting is
 * left alone: asked for twice, it runs once.
 *
 * @param along written with it
 * @returns null, with nothing written, when it has not ended
 */
export const rearmJob = async (db: TenantDb, chance: Chance, order: JobOrder, along: Statement[]): Promise<JobHint | null> => {
  const isIt = eq(jobs.uniqueKey, order.uniqueKey);
  const [known] = await db.pick({ id: jobs.id, state: jobs.state, attempts: jobs.attempts }, jobs, { where: isIt, limit: 1 });
  if (!known) {
    const first = prepareJob(db, chance, order);
    await db.batch([first.statement, ...along]);
    return first.hint;
  }
  if (known.state !== "done" && known.state !== "failed") return null;
  const hasEnded = and(eq(jobs.id, known.id), inArray(jobs.state, ["done", "failed"]));
  await db.batch([
    db.update(jobs, { state: "due", attempts: 0, dueAt: chance.now(), failure: null, payload: order.payload }, hasEnded),
    ...along,
  ]);
  return { tenantId: db.tenantId, jobId: known.id };
};
