import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import { idOf } from "../../schema/contract/ids.ts";
import { contactMerges, contacts, type MergeRow, type MovedRows } from "../../schema/tables/contacts.ts";
import { wordsOf } from "../platform/causes.ts";
import type { JobOutcome, LeasedJob } from "../platform/jobs.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { isMergeStale } from "./constraint.ts";
import type { ContactDeps, Threads } from "./deps.ts";
import { handOver } from "./handOver.ts";
import { keepPromise, type Way } from "./mergeJob.ts";
import { isEmptyMove, joined, mergePlan } from "./mergePlan.ts";
import { readMergeFacts } from "./readMergeFacts.ts";

/** What was still written to the loser while the merge was being decided goes the same way, and is remembered for the undo. */
const sweep = async (db: TenantDb, merge: MergeRow): Promise<MergeRow> => {
  const [winner, loser] = await Promise.all([
    db.first(contacts, eq(contacts.id, merge.winnerId)),
    db.first(contacts, eq(contacts.id, merge.loserId)),
  ]);
  if (!winner || winner.mergedInto !== null || loser?.mergedInto !== winner.id) return merge;
  const known = new Set(merge.moved.sealed.map((pair) => pair.loser));
  const plan = mergePlan(await readMergeFacts(db, winner, loser));
  const late = { ...plan.moved, sealed: plan.moved.sealed.filter((pair) => !known.has(pair.loser)) };
  if (isEmptyMove(late)) return merge;
  const moved = joined(merge.moved, late);
  try {
    await db.batch([addMoved(db, merge.id, moved), ...handOver(db, late, loser.id, winner.id)]);
    return { ...merge, moved };
  } catch (error) {
    if (isMergeStale(error)) return merge;
    throw error;
  }
};

/** Fails, and its batch with it, once the merge is undone: nothing may follow the loser's rows back to the winner. */
const addMoved = (db: TenantDb, mergeId: string, moved: MovedRows): Statement =>
  db.rawStatement(
    (tenantId) => sql`UPDATE contact_merges SET moved = ${JSON.stringify(moved)},
      winner_id = CASE WHEN undone_at IS NULL THEN winner_id END WHERE tenant_id = ${tenantId} AND id = ${mergeId}`,
  );

const follow = async (threads: Threads, tenantId: string, merge: MergeRow): Promise<void> => {
  const { sealed, conversations } = merge.moved;
  const isUndone = merge.undoneAt !== null;
  for (const pair of sealed)
    await (isUndone ? threads.unseal(tenantId, pair.loser, pair.winner) : threads.seal(tenantId, pair.loser, pair.winner));
  for (const id of conversations) await threads.reassign(tenantId, id, isUndone ? merge.loserId : merge.winnerId);
};

const find = (db: TenantDb, mergeId: string): Promise<MergeRow | null> => db.first(contactMerges, eq(contactMerges.id, mergeId));

/**
 * Makes the conversation objects follow what D1 says about a merge, or about its undo. Runs right after either, and again as a
 * job when that was cut short; every step may be repeated. An undo that comes in between is followed too.
 */
export const finishMerge = async ({ threads }: Pick<ContactDeps, "threads">, db: TenantDb, mergeId: string): Promise<void> => {
  for (let merge = await find(db, mergeId); merge;) {
    await follow(threads, db.tenantId, merge.undoneAt === null ? await sweep(db, merge) : merge);
    const after: MergeRow | null = await find(db, mergeId);
    if (after?.undoneAt === merge.undoneAt) return;
    merge = after;
  }
};

/** The same right after the batch. What fails here is a fact in D1 already, and the job does it later. */
export const finishNow = async (deps: ContactDeps, db: TenantDb, mergeId: string, way: Way): Promise<void> => {
  try {
    await finishMerge(deps, db, mergeId);
    await db.batch([keepPromise(db, mergeId, way)]);
  } catch (error) {
    deps.log({ event: "merge_not_finished", merge: mergeId, error: wordsOf(error) });
  }
};

const payloadSchema = z.object({ mergeId: idOf("merge") });

/** Does a `finish_merge` job. */
export const runFinishMerge = async (deps: ContactDeps, job: LeasedJob, db: TenantDb): Promise<JobOutcome> => {
  await finishMerge(deps, db, payloadSchema.parse(job.payload).mergeId);
  return { kind: "done" };
};
