import { eq, sql } from "drizzle-orm";
import { contacts, type ContactRow, type MergeRow } from "../../schema/tables/contacts.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { isMergeStale, isPairTaken } from "./constraint.ts";
import { daysFollow, staleLeads } from "./countedDays.ts";
import type { ContactDeps } from "./deps.ts";
import { finishNow } from "./finishMerge.ts";
import { handOver } from "./handOver.ts";
import { promiseFinish } from "./mergeJob.ts";
import { leadNow } from "./leadBefore.ts";
import { mergePlan, type MergePlan } from "./mergePlan.ts";
import { readMergeFacts } from "./readMergeFacts.ts";
import { promiseBlock, spreadNow } from "./spreadBlock.ts";
import { resolveContact } from "./resolveContact.ts";

export interface MergeWish {
  winnerId: string;
  loserId: string;
  reason: MergeRow["reason"];
  /** For the audit: a user's id or `customer:<contact>`. */
  actor: string;
}

export interface Merged {
  contactId: string;
  /** Null when the two were one already. */
  mergeId: string | null;
}

const attempts = 3;

/** The merge's row, which cannot be written unless both are still who they were: then the whole batch is rolled back. */
const mergeRow = (db: TenantDb, mergeId: string, at: number, wish: MergeWish, plan: MergePlan): Statement =>
  db.rawStatement((tenantId) => {
    const alive = (id: string) => sql`(SELECT id FROM contacts
      WHERE tenant_id = ${tenantId} AND id = ${id} AND merged_into IS NULL AND deleted_at IS NULL)`;
    return sql`INSERT INTO contact_merges (tenant_id, id, winner_id, loser_id, reason, moved, merged_at)
      VALUES (${tenantId}, ${mergeId}, ${alive(wish.winnerId)}, ${alive(wish.loserId)}, ${wish.reason},
        json_set(${JSON.stringify(plan.moved)}, '$.lead', json(${leadNow(tenantId, wish.winnerId)})), ${at})`;
  });

const write = async ({ chance }: ContactDeps, db: TenantDb, wish: MergeWish, plan: MergePlan, also: Statement[]) => {
  const mergeId = chance.id("merge");
  const now = chance.now();
  await db.batch([
    mergeRow(db, mergeId, now, wish, plan),
    db.update(contacts, { ...plan.winnerAfter, updatedAt: now }, eq(contacts.id, wish.winnerId)),
    db.update(contacts, { mergedInto: wish.winnerId, updatedAt: now }, eq(contacts.id, wish.loserId)),
    ...handOver(db, plan.moved, wish.loserId, wish.winnerId),
    ...daysFollow(db, [wish.winnerId, wish.loserId]),
    staleLeads(db, [wish.winnerId, wish.loserId]),
    promiseFinish(db, chance, mergeId, "merge"),
    ...(plan.winnerAfter.blockedAt ? [promiseBlock(db, chance, { contactId: wish.winnerId, at: now })] : []),
    audit(db, chance, {
      actor: wish.actor,
      action: "contact.merged",
      subject: wish.winnerId,
      detail: { mergeId, loserId: wish.loserId, reason: wish.reason },
    }),
    ...also,
  ]);
  return mergeId;
};

const tryOnce = async (
  deps: ContactDeps,
  db: TenantDb,
  wish: MergeWish,
  [winner, loser]: [ContactRow, ContactRow],
  also: Statement[],
): Promise<string | null> => {
  const plan = mergePlan(await readMergeFacts(db, winner, loser));
  try {
    return await write(deps, db, { ...wish, winnerId: winner.id, loserId: loser.id }, plan, also);
  } catch (error) {
    if (isMergeStale(error) || isPairTaken(error)) return null;
    throw error;
  }
};

/**
 * Joins two contacts into one (DESIGN section 1, idea 2): rows in one batch, threads right after, and by a job if that is cut
 * short. Two that are already one are fine. Refuses `not_found` for a contact that isn't there, `conflict` when others keep
 * changing the same two.
 *
 * @param also further writes for the same batch, such as marking a code as used
 */
export const mergeContacts = async (
  deps: ContactDeps,
  db: TenantDb,
  wish: MergeWish,
  also: Statement[] = [],
): Promise<Merged | Refusal> => {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const winner = await resolveContact(db, wish.winnerId);
    const loser = await resolveContact(db, wish.loserId);
    if (!winner || !loser) return refuse("not_found");
    if (winner.id === loser.id) {
      await db.batch(also);
      return { contactId: winner.id, mergeId: null };
    }
    const mergeId = await tryOnce(deps, db, wish, [winner, loser], also);
    if (mergeId !== null) {
      await finishNow(deps, db, mergeId, "merge");
      const isBlocked = (winner.blockedAt ?? loser.blockedAt) !== null;
      if (isBlocked) await spreadNow(deps, db, { contactId: winner.id, at: deps.chance.now() });
      return { contactId: winner.id, mergeId };
    }
  }
  return refuse("conflict");
};
