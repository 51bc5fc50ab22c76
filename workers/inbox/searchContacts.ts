import { sql } from "drizzle-orm";
import { mostContactHits, type SearchHit } from "../../schema/contract/search.ts";
import { phonePrefixes } from "../contacts/phone.ts";
import { matchOf } from "../platform/searchMatch.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

interface FoundContact extends Record<string, unknown> {
  contactId: string;
  contactName: string;
  reach: string | null;
  conversationId: string | null;
  lastMessageAt: number | null;
  createdAt: number;
}

/** The people whose name, phones and e-mails together have all the words, or whose phone begins so, those met last first. */
export const searchContacts = async (db: TenantDb, question: string, words: string[]): Promise<SearchHit[]> => {
  const phones = phonePrefixes(question).map((phone) => phone.slice(1));
  const rows = await db.raw<FoundContact>(
    (tenantId) => sql`
      SELECT k.id AS contactId, k.display_name AS contactName, k.created_at AS createdAt, c.id AS conversationId,
        nullif(c.last_message_at, 0) AS lastMessageAt, (
          SELECT group_concat(value, ' · ') FROM contact_identities
          WHERE tenant_id = ${tenantId} AND contact_id = k.id AND kind IN ('phone', 'email')
        ) AS reach
      FROM (
        SELECT rowid AS place FROM contact_words WHERE contact_words MATCH ${matchOf({ tenantId, words, others: phones })}
        ORDER BY rowid DESC LIMIT ${mostContactHits}
      ) AS found
      CROSS JOIN contacts AS k ON k.rowid = found.place
      LEFT JOIN conversations AS c ON c.tenant_id = k.tenant_id AND c.id = (
        SELECT id FROM conversations
        WHERE tenant_id = k.tenant_id AND contact_id = k.id AND moved_to IS NULL ORDER BY last_message_at DESC, id DESC LIMIT 1
      )
      WHERE k.tenant_id = ${tenantId} ORDER BY found.place DESC`,
  );
  return rows.map(({ contactId, contactName, reach, conversationId, lastMessageAt, createdAt }) => ({
    kind: "contact",
    contactId,
    contactName,
    conversationId,
    messageId: null,
    mediaId: null,
    snippet: reach ?? "",
    at: new Date(lastMessageAt ?? createdAt).toISOString(),
  }));
};
