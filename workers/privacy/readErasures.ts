import { desc, eq, lt } from "drizzle-orm";
import type { Erasure } from "../../schema/contract/erasures.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { erasures, type ErasureRow } from "../../schema/tables/privacy.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

const onWire = (row: ErasureRow): Erasure => ({
  id: row.id,
  contactId: row.contactId,
  contactIds: row.contactIds,
  conversationIds: row.conversationIds,
  scope: row.scope,
  cause: row.cause,
  step: row.step,
  counts: row.counts,
  startedAt: new Date(row.startedAt).toISOString(),
  finishedAt: row.finishedAt === null ? null : new Date(row.finishedAt).toISOString(),
});

/** How far the last erasure of a contact has got; of one that had been joined into another, that one's. Refuses `not_found`. */
export const readErasure = async (db: TenantDb, contactId: string): Promise<Erasure | Refusal> => {
  const contact = await db.first(contacts, eq(contacts.id, contactId));
  if (!contact) return refuse("not_found");
  const row =
    (await db.first(erasures, eq(erasures.contactId, contactId), [desc(erasures.id)])) ??
    (contact.mergedInto && (await db.first(erasures, eq(erasures.contactId, contact.mergedInto), [desc(erasures.id)])));
  return row ? onWire(row) : refuse("not_found");
};

/** A page of what was erased, newest first: ids begin with their time. */
export const listErasures = async (
  db: TenantDb,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Erasure[]; nextCursor: string | null }> => {
  const [before] = decodeCursor(cursor, 1) ?? [];
  const rows = await db.all(erasures, {
    where: before === undefined ? undefined : lt(erasures.id, String(before)),
    orderBy: [desc(erasures.id)],
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(onWire), nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
};
