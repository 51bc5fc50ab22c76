import type { TenantDb } from "../platform/tenantDb.ts";
import { countLeads, writeLeads } from "./countLeads.ts";
import { countPeople, writePeople } from "./countPeople.ts";
import { noLongerStale, readStale, type StaleDay } from "./staleDays.ts";

/**
 * Counts people and leads of days anew, from who wrote on each and from the leads themselves: of the days that were just counted, and of
 * some that became stale since.
 *
 * @param counted in the calendar's order
 */
export const recountDays = async (db: TenantDb, timeZone: string, counted: readonly string[]): Promise<void> => {
  const stale = await readStale(db);
  const isStale = new Set(stale.map(({ what, day }) => what + day));
  const open = counted.filter((day) => !isStale.has(`people${day}`));
  for (const day of open) await db.batch(writePeople(db, day, await countPeople(db, day)));
  for (const one of stale) await db.batch([...(await recounted(db, timeZone, one)), noLongerStale(db, one)]);
};

const recounted = async (db: TenantDb, timeZone: string, { what, day }: StaleDay) =>
  what === "people" ? writePeople(db, day, await countPeople(db, day)) : writeLeads(db, day, await countLeads(db, day, timeZone));
