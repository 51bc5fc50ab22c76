import { sql } from "drizzle-orm";
import { figureMarks } from "../../schema/tables/figures.ts";
import { staleLeads } from "../contacts/countedDays.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import { makeId, timeOfId } from "../platform/ids.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { figureRows } from "./dayRows.ts";
import { dayAfter, daysBetween, spanOfDay } from "./days.ts";
import { changedContacts, followLeads, joinLeads } from "./followLeads.ts";
import { readMedia, readMessages } from "./readDay.ts";
import { recountDays } from "./recountDays.ts";
import { tallyDay } from "./tally.ts";
import { writeDay } from "./writeDay.ts";

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** Messages that were missed come in up to a day late (the polling's overlap); after two, a day is counted for good. */
const settledMs = 2 * dayMs;
/** An answer that took longer ends no wait: a weekend and a holiday fit, and what is read stays bounded. */
const longestWaitDays = 7;
/** A tenant that has never been counted catches up over several rounds. */
const daysAtOnce = 31;

/** A tenant as it is counted: its id is its database's. */
export interface CountedTenant {
  timeZone: string;
}

/**
 * Counts a tenant's days anew that are not counted for good: each from its messages, so that counting again changes nothing.
 *
 * @returns the days that were counted
 */
export const countTenant = async (db: TenantDb, { timeZone }: CountedTenant, now: number): Promise<string[]> => {
  const [mark, latest] = await Promise.all([db.first(figureMarks), latestMessage(db)]);
  const changed = mark ? await changedContacts(db, mark.countedAt) : [];
  const joined = changed.filter(({ isJoined }) => isJoined).map(({ id }) => id);
  if (mark && joined.length > 0) await db.batch([staleLeads(db, joined), joinLeads(db, mark.countedAt), staleLeads(db, joined)]);
  const isQuiet = mark !== null && changed.length === 0 && (latest === null || latest < mark.countedAt - hourMs);
  const isCounted = isQuiet && mark.countedTo >= calendarDay(latest ?? now, timeZone);
  const first = mark ? dayAfter(mark.countedTo) : await firstDay(db, timeZone);
  const today = calendarDay(now, timeZone);
  const days = isCounted || first === null ? [] : daysBetween(first, today).slice(0, daysAtOnce);
  const people = [...new Set(changed.map(({ id }) => id))];
  const waiting = mark && days.length > 0 ? await waitsBefore(db, days[0]!, timeZone) : new Map<string, number>();
  for (const day of days) await countDay(db, timeZone, day, waiting, day === days.at(-1) ? people : []);
  await recountDays(db, timeZone, days);
  if (isCounted || first === null) return [];
  const settled = calendarDay(now - settledMs, timeZone);
  const last = days.at(-1) ?? today;
  await db.batch([noted(db, last < settled ? last : settled, now)]);
  return days;
};

/** Since when conversations wait for an answer as a day begins. */
const waitsBefore = async (db: TenantDb, day: string, timeZone: string): Promise<Map<string, number>> => {
  const waiting = new Map<string, number>();
  for (const before of daysBetween(dayAfter(day, -longestWaitDays), dayAfter(day, -1))) {
    const { from, to } = spanOfDay(before, timeZone);
    tallyDay(await readMessages(db, from, to), waiting);
  }
  return waiting;
};

const countDay = async (
  db: TenantDb,
  timeZone: string,
  day: string,
  waiting: Map<string, number>,
  changed: readonly string[],
): Promise<void> => {
  const { from, to } = spanOfDay(day, timeZone);
  const [messages, media] = await Promise.all([readMessages(db, from, to), readMedia(db, from, to)]);
  const counted = tallyDay(messages, waiting);
  const leads = await followLeads(db, timeZone, messages, changed);
  await db.batch([...writeDay(db, day, figureRows(counted.levels, media), counted.contacts), ...leads]);
};

/** Never goes back: another count may have come further. */
const noted = (db: TenantDb, countedTo: string, countedAt: number): Statement =>
  db.insert(
    figureMarks,
    { countedTo, countedAt },
    { do: "update", target: [figureMarks.tenantId], set: { countedTo: sql`max(counted_to, ${countedTo})`, countedAt } },
  );

const oneMessage = async (db: TenantDb, order: "ASC" | "DESC"): Promise<number | null> => {
  const [row] = await db.raw<{ id: string }>(
    (tenantId) =>
      sql`SELECT id FROM messages WHERE tenant_id = ${tenantId} AND id > ${makeId("message", 0, new Uint8Array(16))} ORDER BY id ${sql.raw(order)} LIMIT 1`,
  );
  return row ? timeOfId(row.id) : null;
};

/** When the newest message was made, in milliseconds. */
const latestMessage = (db: TenantDb): Promise<number | null> => oneMessage(db, "DESC");

const firstDay = async (db: TenantDb, timeZone: string): Promise<string | null> => {
  const at = await oneMessage(db, "ASC");
  return at === null ? null : calendarDay(at, timeZone);
};
