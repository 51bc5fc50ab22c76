import { eq, or } from "drizzle-orm";
import { jobs } from "../../schema/tables/platform.ts";
import type { Chance } from "../platform/clock.ts";
import { prepareJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

/** How long the verb itself may take before the job runner picks the merge up. */
const graceMs = 60_000;

const keyOf = (mergeId: string, way: "merge" | "undo"): string => `finish_merge:${mergeId}:${way}`;

/** Promises, in the merge's own batch, that its threads will follow even if this process dies before they do. */
export const promiseFinish = (db: TenantDb, chance: Chance, mergeId: string, way: "merge" | "undo"): Statement =>
  prepareJob(db, chance, {
    kind: "finish_merge",
    uniqueKey: keyOf(mergeId, way),
    payload: { mergeId },
    dueAt: chance.now() + graceMs,
  }).statement;

/** The promise is kept. */
export const keepPromise = (db: TenantDb, mergeId: string): Statement =>
  db.update(jobs, { state: "done" }, or(eq(jobs.uniqueKey, keyOf(mergeId, "merge")), eq(jobs.uniqueKey, keyOf(mergeId, "undo"))));
