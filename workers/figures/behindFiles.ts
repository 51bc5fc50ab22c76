import { sql, type SQL } from "drizzle-orm";
import type { MediaKind } from "../../schema/contract/media.ts";
import { closureQuery } from "../contacts/closureOf.ts";
import { survivorOf } from "../contacts/survivorOf.ts";
import type { BehindAsked, BehindSource } from "./behind.ts";
import { idsBetween } from "./idsBetween.ts";

const kinds = { pictures: "image", documents: "document", voiceNotes: "audio", videos: "video" } as const satisfies Record<
  string,
  MediaKind
>;

type FilesBehind = keyof typeof kinds | "otherMedia";

/** Whether a file is of a kind; of any that has no number of its own, such as stickers and contacts, for `otherMedia`. */
const isOf = (behind: FilesBehind, kind: SQL): SQL =>
  behind === "otherMedia" ? sql`${kind} NOT IN ${Object.values(kinds)}` : sql`${kind} = ${kinds[behind]}`;

/** Those who sent files of a kind within the range, the last first. The files are gone through from the last one. */
export const behindFiles = (
  behind: FilesBehind,
  { since, until, agentId, level }: Pick<BehindAsked, "since" | "until" | "agentId" | "level">,
): BehindSource => {
  const { after: first, before: last } = idsBetween("media", since, until);
  const isMeant: SQL = sql`${isOf(behind, sql`f.kind`)} AND m.direction = 'inbound' AND m.accepted_at >= ${since} AND m.accepted_at < ${until}
    ${agentId === undefined ? sql`` : sql`AND c.agent_id = ${agentId}`} ${level === undefined ? sql`` : sql`AND m.level = ${level}`}`;
  const withMessage = sql`
    CROSS JOIN messages AS m ON m.tenant_id = f.tenant_id AND m.id = f.message_id
    CROSS JOIN conversations AS c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id`;
  return {
    candidates: (tenantId, after, limit) => sql`
      SELECT w.id AS at, '' AS id, w.person AS contactId, ${isOf(behind, sql`w.kind`)} AND EXISTS (
        SELECT 1 FROM media AS f ${withMessage} WHERE f.tenant_id = ${tenantId} AND f.id = w.id AND ${isMeant}
      ) AND NOT EXISTS (
        SELECT 1 FROM (${closureQuery(tenantId, sql`w.person`)}) AS p
        CROSS JOIN media AS f INDEXED BY media_contact ON f.tenant_id = ${tenantId} AND f.contact_id = p.id AND f.id > w.id AND f.id < ${last}
        ${withMessage} WHERE ${isMeant}
      ) AS isListed
      FROM (
        SELECT f.id, f.kind, ${survivorOf(tenantId, sql`f.contact_id`)} AS person FROM media AS f
        WHERE f.tenant_id = ${tenantId} AND f.id > ${first} AND f.id < ${after === null ? last : after.at}
        ORDER BY f.id DESC LIMIT ${limit}
      ) AS w ORDER BY w.id DESC`,
    facts: (tenantId, contactIds) => sql`
      SELECT wanted.value AS contactId, max(c.id) AS conversationId, max(m.accepted_at) AS at, count(*) AS count
      FROM json_each(${JSON.stringify(contactIds)}) AS wanted
      CROSS JOIN media AS f INDEXED BY media_contact ON f.tenant_id = ${tenantId} AND f.id > ${first} AND f.id < ${last}
        AND f.contact_id IN (${closureQuery(tenantId, sql`wanted.value`)})
      ${withMessage} WHERE ${isMeant} GROUP BY wanted.value`,
  };
};
