import { sql } from "drizzle-orm";
import type { Level } from "../../schema/contract/enums.ts";
import type { MediaKind } from "../../schema/contract/media.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { idsBetween, isBetween } from "./idsBetween.ts";
import type { CountedMessage } from "./tally.ts";

const pageSize = 2_000;

interface MessageRow extends CountedMessage, Record<string, unknown> {
  id: string;
}

/**
 * What was said between two moments (milliseconds; the second is not included), each thread's messages in its order.
 */
export const readMessages = async (db: TenantDb, from: number, to: number): Promise<CountedMessage[]> => {
  const found: MessageRow[] = [];
  const { after: start, before } = idsBetween("message", from, to);
  for (let after = start; ;) {
    const page = await db.raw<MessageRow>(
      (tenantId) => sql`
        SELECT m.id, m.conversation_id AS conversationId, c.agent_id AS agentId, c.contact_id AS contactId, m.direction, m.sender, m.kind,
          m.level, ifnull(m.tokens_in, 0) + ifnull(m.tokens_out, 0) AS tokens, m.accepted_at AS acceptedAt
        FROM messages AS m JOIN conversations AS c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
        WHERE m.tenant_id = ${tenantId} AND m.id > ${after} AND m.id < ${before}
        ORDER BY m.id LIMIT ${pageSize}`,
    );
    found.push(...page.filter(({ acceptedAt }) => acceptedAt >= from && acceptedAt < to));
    const last = page.at(-1);
    if (!last || page.length < pageSize) break;
    after = last.id;
  }
  return found.toSorted((a, b) => a.acceptedAt - b.acceptedAt || (a.id < b.id ? -1 : 1));
};

/** Files that customers sent, of one agent at one level. */
export interface MediaCount extends Record<string, unknown> {
  agentId: string;
  level: Level;
  kind: MediaKind;
  count: number;
}

export const readMedia = (db: TenantDb, from: number, to: number): Promise<MediaCount[]> =>
  db.raw<MediaCount>(
    (tenantId) => sql`
      SELECT c.agent_id AS agentId, m.level, f.kind, COUNT(*) AS count
      FROM media AS f
      JOIN messages AS m ON m.tenant_id = f.tenant_id AND m.id = f.message_id
      JOIN conversations AS c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      WHERE f.tenant_id = ${tenantId} AND ${isBetween(sql`f.id`, "media", from, to)}
        AND m.direction = 'inbound' AND m.accepted_at >= ${from} AND m.accepted_at < ${to}
      GROUP BY c.agent_id, m.level, f.kind`,
  );
