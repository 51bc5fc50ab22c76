import type { SQL } from "drizzle-orm";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** Where a list of people goes on: behind this one. */
export interface Place {
  at: string | number;
  id: string;
}

/** Somebody on the way, in the list's order; not everybody is listed, and nobody twice. */
interface Candidate extends Place, Record<string, unknown> {
  contactId: string;
  isListed: 0 | 1;
}

/** The next candidates behind a place, in the list's order: columns `at`, `id`, `contactId`, `isListed`. */
export type Candidates = (tenantId: string, after: Place | null, limit: number) => SQL;

/**
 * A page is sought among so many at most, whose first step is the page itself where everybody is listed. What a request reads stays
 * bounded thereby; a page may have fewer people than were asked for, and one more behind it.
 */
const furtherSteps = [250, 750];

/** A page of people, in the list's order. */
export const walk = async (
  db: TenantDb,
  candidates: Candidates,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ contactIds: string[]; nextCursor: string | null }> => {
  const [at, id] = decodeCursor(cursor, 2) ?? [];
  let after: Place | null = at === undefined ? null : { at, id: String(id) };
  const contactIds: string[] = [];
  for (const size of [limit + 1, ...furtherSteps]) {
    const page: Candidate[] = await db.raw<Candidate>((tenantId) => candidates(tenantId, after, size));
    for (const one of page) {
      if (one.isListed && contactIds.length === limit) return { contactIds, nextCursor: cursorOf(after) };
      if (one.isListed) contactIds.push(one.contactId);
      after = one;
    }
    if (page.length < size) return { contactIds, nextCursor: null };
  }
  return { contactIds, nextCursor: cursorOf(after) };
};

const cursorOf = (after: Place | null): string | null => (after === null ? null : encodeCursor([after.at, after.id]));
