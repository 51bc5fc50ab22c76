import { and, eq, or, sql } from "drizzle-orm";
import { contactMerges, contacts, type MergeRow } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { isMergeStale, isPairTaken } from "./constraint.ts";
import { daysFollow, staleLeads } from "./countedDays.ts";
import type { ContactDeps } from "./deps.ts";
import { finishNow } from "./finishMerge.ts";
import { handOver } from "./handOver.ts";
import { leadRestored } from "./leadBefore.ts";
import { promiseFinish } from "./mergeJob.ts";
import { promiseBlock, spreadNow } from "./spreadBlock.ts";
import { restored, winnerFieldsOf } from "./mergePlan.ts";
import { mergeViewOf, type MergeView } from "./mergeView.ts";

/** Marks the merge as undone; fails, and the whole batch with it, unless it is the last thing that happened to both contacts. */
const markUndone = (db: TenantDb, merge: MergeRow, at: number): Statement =>
  db.rawStatement(
    (tenantId) => sql`UPDATE contact_merges SET undone_at = ${at}, winner_id = CASE WHEN undone_at IS NULL
      AND EXISTS (SELECT 1 FROM contacts WHERE tenant_id = ${tenantId} AND id = ${merge.winnerId}
        AND merged_into IS NULL AND deleted_at IS NULL)
      AND EXISTS (SELECT 1 FROM contacts WHERE tenant_id = ${tenantId} AND id = ${merge.loserId}
        AND merged_into = ${merge.winnerId})
      THEN winner_id END
      WHERE tenant_id = ${tenantId} AND id = ${merge.id}`,
  );

const takeBack = async (deps: ContactDeps, db: TenantDb, actor: string, merge: MergeRow): Promise<boolean> => {
  const [winner, loser] = await Promise.all([
    db.first(contacts, eq(contacts.id, merge.winnerId)),
    db.first(contacts, eq(contacts.id, merge.loserId)),
  ]);
  if (!winner || !loser) return false;
  const { chance } = deps;
  const now = chance.now();
  const fields = restored(winnerFieldsOf(winner), merge.moved.before, winnerFieldsOf(loser));
  try {
    await db.batch([
      markUndone(db, merge, now),
      db.update(contacts, { ...fields, updatedAt: now }, eq(contacts.id, winner.id)),
      db.update(contacts, { mergedInto: null, updatedAt: now }, eq(contacts.id, loser.id)),
      ...handOver(db, merge.moved, winner.id, loser.id),
      ...daysFollow(db, [winner.id, loser.id]),
      staleLeads(db, [winner.id, loser.id]),
      ...leadRestored(db, merge),
      staleLeads(db, [winner.id, loser.id]),
      promiseFinish(db, chance, merge.id, "undo"),
      ...[winner, loser].map(({ id }) => promiseBlock(db, chance, { contactId: id, at: now })),
      audit(db, chance, {
        actor,
        action: "merge.undone",
        subject: merge.id,
        detail: { winnerId: winner.id, loserId: loser.id },
      }),
    ]);
  } catch (error) {
    if (isMergeStale(error) || isPairTaken(error)) return false;
    throw error;
  }
  if (winner.blockedAt !== null || loser.blockedAt !== null)
    for (const { id } of [winner, loser]) await spreadNow(deps, db, { contactId: id, at: now });
  return true;
};

/**
 * Takes a merge back: the rows it moved return, what was written since stays with the winner. Doing it twice is fine. Refuses
 * `conflict` while a later merge, or a deletion, stands in the way.
 */
export const undoMerge = async (
  deps: ContactDeps,
  db: TenantDb,
  actor: string,
  { contactId, mergeId }: { contactId: string; mergeId: string },
): Promise<MergeView | Refusal> => {
  const find = () =>
    db.first(
      contactMerges,
      and(eq(contactMerges.id, mergeId), or(eq(contactMerges.winnerId, contactId), eq(contactMerges.loserId, contactId))),
    );
  const merge = await find();
  if (!merge) return refuse("not_found");
  if (merge.undoneAt === null) await takeBack(deps, db, actor, merge);
  const after = await find();
  if (!after || after.undoneAt === null) return refuse("conflict");
  await finishNow(deps, db, mergeId, "undo");
  return mergeViewOf(after);
};
