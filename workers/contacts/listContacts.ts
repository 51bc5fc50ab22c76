import { desc, and, isNull, lt, sql } from "drizzle-orm";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { ContactRole, Level } from "../../schema/contract/enums.ts";
import { contacts, type ContactRow } from "../../schema/tables/contacts.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import { matchOf, wordsOf } from "../platform/searchMatch.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { oneOf } from "./oneOf.ts";
import { phonePrefixes } from "./phone.ts";
import { readCards } from "./readCards.ts";

export interface ContactListQuery {
  search?: string | undefined;
  role?: ContactRole | undefined;
  level?: Level | undefined;
  state?: "blocked" | "stopped" | undefined;
  cursor?: string | undefined;
  limit: number;
}

/**
 * Contacts of the tenant, newest first; those joined into another or deleted are left out. A search looks for the beginnings of words of a
 * name, of a phone however it is written, or of an e-mail. However they are narrowed, the same few rows are read in a tenant of any size.
 */
export const listContacts = async (
  db: TenantDb,
  query: ContactListQuery,
): Promise<{ items: Contact[]; nextCursor: string | null }> => {
  const { limit } = query;
  const last = decodeCursor(query.cursor, 1)?.[0];
  const after = last === undefined ? null : String(last);
  const match = matchWithin(db.tenantId, query);
  const rows = match === undefined ? await everybody(db, after, limit + 1) : match && (await found(db, match, after, limit + 1));
  if (!rows) return { items: [], nextCursor: null };
  const page = rows.slice(0, limit);
  return { items: await readCards(db, page), nextCursor: rows.length > limit ? encodeCursor([page.at(-1)!.id]) : null };
};

/** What the index of people's words is asked; undefined where everybody is wanted, null for words of which none can be found. */
const matchWithin = (tenantId: string, { search, role, level, state }: ContactListQuery): string | null | undefined => {
  const text = (search ?? "").trim();
  const words = wordsOf(text);
  if (text !== "" && words.length === 0) return null;
  const facets = [...(role ? [`role${role}`] : []), ...(level ? [`level${level}`] : []), ...(state ? [state] : [])];
  if (text === "" && facets.length === 0) return undefined;
  const phones = phonePrefixes(text).map((phone) => phone.slice(1));
  return matchOf({ tenantId, words, others: phones, facets });
};

const everybody = (db: TenantDb, after: string | null, limit: number): Promise<ContactRow[]> =>
  db.all(contacts, {
    where: and(isNull(contacts.mergedInto), isNull(contacts.deletedAt), after === null ? undefined : lt(contacts.id, after)),
    orderBy: [desc(contacts.id)],
    limit,
  });

/** FTS5 goes through its index from the newest row and stops at the limit. */
const found = async (db: TenantDb, match: string, after: string | null, limit: number): Promise<ContactRow[]> => {
  const ids = await db.raw<{ id: string }>((tenantId) => {
    const isPast = sql` AND rowid < (SELECT rowid FROM contacts WHERE tenant_id = ${tenantId} AND id = ${after})`;
    return sql`SELECT k.id FROM (
        SELECT rowid AS place FROM contact_words WHERE contact_words MATCH ${match}${after === null ? sql`` : isPast}
        ORDER BY rowid DESC LIMIT ${limit}
      ) AS found
      CROSS JOIN contacts AS k ON k.rowid = found.place
      WHERE k.tenant_id = ${tenantId} ORDER BY found.place DESC`;
  });
  const inOrder = ids.map(({ id }) => id);
  const rows = await db.all(contacts, { where: oneOf(contacts.id, inOrder) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return inOrder.flatMap((id) => byId.get(id) ?? []);
};
