import { sql, type SQL } from "drizzle-orm";
import type { BehindItem } from "../../schema/contract/figures.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { BehindAsked, BehindQuery, BehindSource } from "./behind.ts";
import { behindDays } from "./behindDays.ts";
import { behindFiles } from "./behindFiles.ts";
import { behindStages } from "./behindStages.ts";
import { spanOfDay } from "./days.ts";
import type { FiguresDeps } from "./deps.ts";
import { leadLevel } from "./readFunnel.ts";
import { walk } from "./walk.ts";

interface Row extends Record<string, unknown> {
  contactId: string;
  contactName: string;
  conversationId: string | null;
  /** Milliseconds, or a day. */
  at: number | string;
  count: number;
}

type Page = { items: BehindItem[]; nextCursor: string | null };

/** Who is behind a number, those with the latest day first. */
export const listBehind = async (deps: FiguresDeps, db: TenantDb, query: BehindQuery): Promise<Page | Refusal> => {
  const tenant = await deps.directory.tenant(db.tenantId);
  if (!tenant) return refuse("not_found");
  const { timeZone } = tenant;
  const source = sourceOf({
    ...query,
    since: spanOfDay(query.from, timeZone).from,
    until: spanOfDay(query.to, timeZone).to,
  });
  if (source === null) return { items: [], nextCursor: null };
  const { contactIds, nextCursor } = await walk(db, source.candidates, query);
  const rows =
    contactIds.length === 0 ? [] : await db.raw<Row>((tenantId) => named(tenantId, source.facts(tenantId, contactIds)));
  const rowOf = new Map(rows.map((row) => [row.contactId, row]));
  const items = contactIds.flatMap((id) => {
    const { at, ...item } = rowOf.get(id) ?? { at: null };
    return at === null ? [] : [{ ...(item as Row), day: typeof at === "number" ? calendarDay(at, timeZone) : at }];
  });
  return { items, nextCursor };
};

const named = (tenantId: string, facts: SQL): SQL => sql`
  SELECT b.contactId, k.display_name AS contactName, b.conversationId, b.at, b.count FROM (${facts}) AS b
  CROSS JOIN contacts AS k ON k.tenant_id = ${tenantId} AND k.id = b.contactId`;

/** Null for what nobody can be behind of. */
const sourceOf = (asked: BehindAsked): BehindSource | null => {
  const { behind, level = leadLevel } = asked;
  switch (behind) {
    case "contacts":
    case "manual":
    case "ai":
      return behindDays(behind, asked);
    case "pictures":
    case "documents":
    case "voiceNotes":
    case "videos":
    case "otherMedia":
      return behindFiles(behind, asked);
    default:
      return level === leadLevel ? behindStages(behind, asked) : null;
  }
};
