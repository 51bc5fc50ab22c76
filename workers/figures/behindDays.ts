import { sql, type SQL } from "drizzle-orm";
import type { BehindAsked, BehindSource } from "./behind.ts";

const columns = { contacts: sql`d.inbound_messages`, manual: sql`d.manual_messages`, ai: sql`d.ai_messages` };

/**
 * Those who wrote, or were answered, within the range. The days are gone through from the last one, and everybody is listed on the
 * last of their days.
 */
export const behindDays = (
  behind: keyof typeof columns,
  { from, to, agentId, level }: Pick<BehindAsked, "from" | "to" | "agentId" | "level">,
): BehindSource => {
  const isMeant: SQL = sql`(${columns[behind]} > 0 ${agentId === undefined ? sql`` : sql`AND d.agent_id = ${agentId}`}
    ${level === undefined ? sql`` : sql`AND d.level = ${level}`})`;
  return {
    candidates: (tenantId, after, limit) => sql`
      SELECT c.at, c.id, c.id AS contactId, c.isMeant AND NOT EXISTS (
        SELECT 1 FROM daily_contacts AS d INDEXED BY daily_contacts_person
        WHERE d.tenant_id = ${tenantId} AND d.person_id = c.id AND d.day > c.at AND d.day <= ${to} AND ${isMeant}
      ) AS isListed
      FROM (
        SELECT d.day AS at, d.person_id AS id, max(${isMeant}) AS isMeant FROM daily_contacts AS d INDEXED BY daily_contacts_latest
        WHERE d.tenant_id = ${tenantId} AND d.day >= ${from} AND d.day <= ${to}
          ${after === null ? sql`` : sql`AND (d.day, d.person_id) < (${after.at}, ${after.id})`}
        GROUP BY d.day, d.person_id ORDER BY d.day DESC, d.person_id DESC LIMIT ${limit}
      ) AS c ORDER BY c.at DESC, c.id DESC`,
    facts: (tenantId, contactIds) => sql`
      SELECT d.person_id AS contactId, max(d.conversation_id) AS conversationId, max(d.day) AS at, sum(${columns[behind]}) AS count
      FROM json_each(${JSON.stringify(contactIds)}) AS wanted
      CROSS JOIN daily_contacts AS d INDEXED BY daily_contacts_person ON d.tenant_id = ${tenantId} AND d.person_id = wanted.value
        AND d.day >= ${from} AND d.day <= ${to}
      WHERE ${isMeant} GROUP BY d.person_id`,
  };
};
