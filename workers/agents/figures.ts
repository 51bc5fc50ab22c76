import { and, gte, inArray, isNull, sql } from "drizzle-orm";
import { contacts } from "../../schema/tables/contacts.ts";
import { startOfDay } from "../platform/calendarDay.ts";
import { makeId } from "../platform/ids.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** What the consultant is told about the business. Where a list was cut off, its counts are at least as high as said. */
export interface Figures {
  conversationsToday: number;
  needsPerson: number;
  newLeads: number;
  lastContacts: string[];
  isWhole: boolean;
  leadsAreWhole: boolean;
}

export const noFigures: Figures = {
  conversationsToday: 0,
  needsPerson: 0,
  newLeads: 0,
  lastContacts: [],
  isWhole: true,
  leadsAreWhole: true,
};

const mostRows = 200;
const latest = 5;

/** The tenant's figures as they are now, from at most a few hundred rows whatever the tenant's size. */
export const readFigures = async (db: TenantDb, now: number, timeZone: string): Promise<Figures> => {
  const since = startOfDay(now, timeZone);
  const [open, leads] = await Promise.all([inboxTop(db), newContacts(db, since)]);
  const active = open.toSorted((a, b) => b.lastMessageAt - a.lastMessageAt);
  const last = [...new Set(active.map((row) => row.contactId))].slice(0, latest);
  const names =
    last.length === 0
      ? []
      : await db.pick({ id: contacts.id, name: contacts.displayName }, contacts, { where: inArray(contacts.id, last) });
  return {
    conversationsToday: active.filter((row) => row.lastMessageAt >= since).length,
    needsPerson: active.filter((row) => row.needsPerson !== null).length,
    newLeads: leads.filter((row) => !row.roles.includes("client")).length,
    lastContacts: last.flatMap((id) => names.find((row) => row.id === id)?.name ?? []),
    isWhole: open.length < mostRows,
    leadsAreWhole: leads.length < mostRows,
  };
};

interface OpenRow extends Record<string, unknown> {
  contactId: string;
  lastMessageAt: number;
  needsPerson: string | null;
}

/** Conversations lie in two piles of the index `conversations_inbox`, each in the inbox's order: of each only the top is read. */
const piles = [0, 1];

/** The top of the inbox: what needs a person, then the newest. */
const inboxTop = (db: TenantDb): Promise<OpenRow[]> =>
  db.raw<OpenRow>((tenantId) => {
    const parts = piles.map(
      (isClient) => sql`
        SELECT contact_id AS contactId, last_message_at AS lastMessageAt, needs_person AS needsPerson,
          attention, id
        FROM conversations INDEXED BY conversations_inbox
        WHERE tenant_id = ${tenantId} AND is_client = ${isClient} AND last_message_at > 0 AND place = 'open'`,
    );
    return sql`${sql.join(parts, sql` UNION ALL `)} ORDER BY attention DESC, lastMessageAt DESC, id DESC LIMIT ${mostRows}`;
  });

/** Ids begin with their time, so the primary key finds the day's contacts. */
const newContacts = (db: TenantDb, since: number) =>
  db.pick({ roles: contacts.roles }, contacts, {
    where: and(
      gte(contacts.id, makeId("contact", since, new Uint8Array(16))),
      isNull(contacts.mergedInto),
      isNull(contacts.deletedAt),
    ),
    orderBy: [contacts.id],
    limit: mostRows,
  });
