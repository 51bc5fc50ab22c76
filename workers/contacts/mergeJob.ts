import { eq } from "drizzle-orm";
import { jobs } from "../../schema/tables/platform.ts";
import type { Chance } from "../platform/clock.ts";
import { prepareJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";

/** How long the verb itself may take before the job runner picks the merge up. */
const graceMs = 60_000;

/** What threads are to follow. */
export type Way = "merge" | "undo";

const keyOf = (mergeId: string, way: Way): string => `finish_merge:${mergeId}:${way}`;

/** Promises, in the merge's own batch, that its threads will follow even if this process dies before they do. */
export const promiseFinish = (db: TenantDb, chance: Chance, mergeId: string, way: Way): Statement =>
  prepareJob(db, chance, {
    kind: "finish_merge",
    uniqueKey: keyOf(mergeId, way),
    payload: { mergeId },
    dueAt: chance.now() + graceMs,
  }).statement;

/**
 * The promise is kept. Whoever made the other one keeps that: a merge may still be sealing a thread while its undo has found nothing to take
 * back, and word of a merge that was followed may reach D1 after its undo has been promised.
 */
export const keepPromise = (db: TenantDb, mergeId: string, way: Way): Statement =>
  db.update(jobs, { state: "done" }, eq(jobs.uniqueKey, keyOf(mergeId, way)));
