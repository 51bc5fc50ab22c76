import { sql, type SQL } from "drizzle-orm";
import type { z } from "zod";
import type { Behind, BehindItem, behindQuerySchema, FunnelStage } from "../../schema/contract/figures.ts";
import type { MediaKind } from "../../schema/contract/media.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import { decodeCursor, encodeCursor } from "../platform/cursor.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { spanOfDay } from "./days.ts";
import type { FiguresDeps } from "./deps.ts";
import { isBetween } from "./idsBetween.ts";
import { joinedContacts, survivorOf } from "./survivors.ts";

export type BehindQuery = z.output<typeof behindQuerySchema>;

interface Row extends Record<string, unknown> {
  contactId: string;
  contactName: string;
  conversationId: string | null;
  /** Milliseconds, or a day. */
  at: number | string;
  count: number;
}

/** Who is behind a number, those with the latest day first. */
export const listBehind = async (
  deps: FiguresDeps,
  db: TenantDb,
  query: BehindQuery,
): Promise<{ items: BehindItem[]; nextCursor: string | null } | Refusal> => {
  const tenant = await deps.directory.tenant(db.tenantId);
  if (!tenant) return refuse("not_found");
  const rows = await db.raw<Row>((tenantId) => {
    const found = sourceOf(query.behind)(tenantId, query, tenant.timeZone);
    const [at, id] = decodeCursor(query.cursor, 2) ?? [];
    const onward = id === undefined ? sql`` : sql`WHERE (b.at, b.contactId) < (${at}, ${id})`;
    return sql`
      SELECT b.contactId, k.display_name AS contactName, b.conversationId, b.at, b.count FROM (${found}) AS b
      CROSS JOIN contacts AS k ON k.tenant_id = ${tenantId} AND k.id = b.contactId ${onward}
      ORDER BY b.at DESC, b.contactId DESC LIMIT ${query.limit + 1}`;
  });
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ at, ...item }) => ({ ...item, day: typeof at === "number" ? calendarDay(at, tenant.timeZone) : at })),
    nextCursor: rows.length > query.limit && last ? encodeCursor([last.at, last.contactId]) : null,
  };
};

type Source = (tenantId: string, query: BehindQuery, timeZone: string) => SQL;

const dayColumns = { contacts: sql`d.inbound_messages`, manual: sql`d.manual_messages`, ai: sql`d.ai_messages` };

const ofDays =
  (column: SQL): Source =>
  (tenantId, { from, to, agentId, level }) =>
    sql`
    SELECT ${survivorOf} AS contactId, max(d.conversation_id) AS conversationId, max(d.day) AS at, sum(${column}) AS count
    FROM ${joinedContacts}
    WHERE d.tenant_id = ${tenantId} AND d.day BETWEEN ${from} AND ${to} AND ${column} > 0
      ${agentId === undefined ? sql`` : sql`AND d.agent_id = ${agentId}`} ${level === undefined ? sql`` : sql`AND d.level = ${level}`}
    GROUP BY 1`;

const fileKinds: Record<"pictures" | "documents" | "voiceNotes" | "videos", MediaKind> = {
  pictures: "image",
  documents: "document",
  voiceNotes: "audio",
  videos: "video",
};

const ofFiles =
  (kind: MediaKind): Source =>
  (tenantId, { from, to, agentId, level }, timeZone) => {
    const since = spanOfDay(from, timeZone).from;
    const until = spanOfDay(to, timeZone).to;
    return sql`
      SELECT c.contact_id AS contactId, max(c.id) AS conversationId, max(m.accepted_at) AS at, COUNT(*) AS count
      FROM media AS f
      JOIN messages AS m ON m.tenant_id = f.tenant_id AND m.id = f.message_id
      JOIN conversations AS c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
      WHERE f.tenant_id = ${tenantId} AND ${isBetween(sql`f.id`, "media", since, until)} AND f.kind = ${kind}
        AND m.direction = 'inbound' AND m.accepted_at >= ${since} AND m.accepted_at < ${until}
        ${agentId === undefined ? sql`` : sql`AND c.agent_id = ${agentId}`} ${level === undefined ? sql`` : sql`AND m.level = ${level}`}
      GROUP BY c.contact_id`;
  };

const stageDates: Record<FunnelStage, SQL> = {
  new: sql`f.new_at`,
  engaged: sql`coalesce(f.engaged_at, f.qualified_at, f.converted_at)`,
  qualified: sql`coalesce(f.qualified_at, f.converted_at)`,
  converted: sql`f.converted_at`,
};

const ofStage =
  (stage: FunnelStage): Source =>
  (tenantId, { from, to, agentId, level, of }, timeZone) => {
    const since = spanOfDay(from, timeZone).from;
    const until = spanOfDay(to, timeZone).to;
    const date = stageDates[stage];
    const ranged = of === "cohort" ? sql`f.new_at` : date;
    return sql`
      SELECT f.contact_id AS contactId,
        (SELECT max(id) FROM conversations AS c WHERE c.tenant_id = f.tenant_id AND c.contact_id = f.contact_id AND c.agent_id = f.agent_id)
          AS conversationId,
        ${date} AS at, 1 AS count
      FROM funnel AS f JOIN contacts AS k ON k.tenant_id = f.tenant_id AND k.id = f.contact_id
      WHERE f.tenant_id = ${tenantId} AND k.merged_into IS NULL AND ${date} IS NOT NULL AND ${ranged} >= ${since} AND ${ranged} < ${until}
        AND ${level ?? 1} = 1 ${agentId === undefined ? sql`` : sql`AND f.agent_id = ${agentId}`}`;
  };

const sourceOf = (behind: Behind): Source => {
  switch (behind) {
    case "contacts":
    case "manual":
    case "ai":
      return ofDays(dayColumns[behind]);
    case "pictures":
    case "documents":
    case "voiceNotes":
    case "videos":
      return ofFiles(fileKinds[behind]);
    default:
      return ofStage(behind);
  }
};
