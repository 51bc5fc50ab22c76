import { sql, type SQL } from "drizzle-orm";
import { mostSearchHits, type SearchHit } from "../../schema/contract/search.ts";
import { matchOf, wordsOf } from "../platform/searchMatch.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { searchContacts } from "./searchContacts.ts";
import { hitWords } from "./searchWords.ts";

interface Found extends Record<string, unknown> {
  conversationId: string;
  messageId: string;
  mediaId: string | null;
  contactId: string;
  contactName: string;
  /** The file's name; empty for a message. */
  name: string;
  text: string;
  at: number;
}

/** A document may be long: what is shown of it is looked for in as much of it as the index knows. */
const readLength = 20_000;

/**
 * Who is called so, and where in the tenant's threads all of the words are, the newest places first. FTS5 goes through its index
 * from the newest row and stops at the limit, so that a search reads the same few rows in a tenant of any size; the tenant binds
 * the MATCH itself.
 */
export const search = async (db: TenantDb, question: string): Promise<{ items: SearchHit[]; nextCursor: null }> => {
  const words = wordsOf(question);
  if (words.length === 0) return { items: [], nextCursor: null };
  const match = matchOf({ tenantId: db.tenantId, words });
  const [contacts, messages, files] = await Promise.all([
    searchContacts(db, question, words),
    inMessages(db, match),
    inFiles(db, match),
  ]);
  const newest = [...messages, ...files].toSorted((a, b) => b.at - a.at).slice(0, mostSearchHits - contacts.length);
  const places = newest.map(({ name, text, at, ...place }): SearchHit => ({
    kind: "message",
    ...place,
    snippet: hitWords(name, text, words),
    at: new Date(at).toISOString(),
  }));
  return { items: [...contacts, ...places], nextCursor: null };
};

const people = sql`
  JOIN conversations AS c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
  JOIN contacts AS k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id AND k.deleted_at IS NULL`;

const newestOf = (table: SQL, match: string): SQL =>
  sql`(SELECT rowid AS place FROM ${table} WHERE ${table} MATCH ${match} ORDER BY rowid DESC LIMIT ${mostSearchHits})`;

const inMessages = (db: TenantDb, match: string): Promise<Found[]> =>
  db.raw<Found>(
    (tenantId) => sql`
      SELECT m.conversation_id AS conversationId, m.id AS messageId, NULL AS mediaId, k.id AS contactId, k.display_name AS contactName,
        '' AS name, substr(m.text, 1, ${readLength}) AS text, m.accepted_at AS at
      FROM ${newestOf(sql`message_words`, match)} AS found
      CROSS JOIN messages AS m ON m.rowid = found.place ${people}
      WHERE m.tenant_id = ${tenantId}`,
  );

const inFiles = (db: TenantDb, match: string): Promise<Found[]> =>
  db.raw<Found>(
    (tenantId) => sql`
      SELECT m.conversation_id AS conversationId, m.id AS messageId, f.id AS mediaId, k.id AS contactId, k.display_name AS contactName,
        f.name AS name, coalesce(f.description || ' ', '') || substr(coalesce(f.text, ''), 1, ${readLength}) AS text,
        m.accepted_at AS at
      FROM ${newestOf(sql`media_words`, match)} AS found
      CROSS JOIN media AS f ON f.rowid = found.place
      JOIN messages AS m ON m.tenant_id = f.tenant_id AND m.id = f.message_id ${people}
      WHERE f.tenant_id = ${tenantId} AND m.tenant_id = ${tenantId}`,
  );
