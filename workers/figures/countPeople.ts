import { and, eq, sql } from "drizzle-orm";
import { mostDays } from "../../schema/contract/figures.ts";
import { dailyPeople } from "../../schema/tables/figures.ts";
import { jsonParts } from "../platform/jsonParts.ts";
import type { Statement, TenantDb } from "../platform/tenantDb.ts";
import { dayAfter } from "./days.ts";
import { daysFrom, never } from "./gaps.ts";

type PeopleRow = Omit<typeof dailyPeople.$inferSelect, "tenantId" | "day">;

interface Group extends Record<string, unknown> {
  agentId: string;
  level: PeopleRow["level"];
  /** The day they had written on before; null for never within the longest range. */
  last: string | null;
  count: number;
}

/**
 * Counts a day's people from the days on which each of them wrote: whomever they wrote to and at whatever level, of each agent, at each
 * level, and of each agent at each level, since whoever is counted once there may be counted twice elsewhere.
 */
export const countPeople = async (db: TenantDb, day: string): Promise<PeopleRow[]> => {
  const rows = new Map<string, PeopleRow>();
  for (const { agentId, level, last, count } of await readGroups(db, day)) {
    const key = `${agentId}:${level}`;
    const row = rows.get(key) ?? { agentId, level, byGap: {} };
    row.byGap[last === null ? never : daysFrom(last, day)] = count;
    rows.set(key, row);
  }
  return [...rows.values()];
};

const readGroups = (db: TenantDb, day: string): Promise<Group[]> =>
  db.raw<Group>((tenantId) => {
    const lastDay = (more: ReturnType<typeof sql>) => sql`(
      SELECT p.day FROM daily_contacts AS p INDEXED BY daily_contacts_person
      WHERE p.tenant_id = ${tenantId} AND p.person_id = d.person_id AND p.day < ${day} AND p.day > ${dayAfter(day, -mostDays)}
        AND p.inbound_messages > 0 ${more} ORDER BY p.day DESC LIMIT 1)`;
    return sql`
      WITH wrote AS MATERIALIZED (
        SELECT d.person_id, d.agent_id, d.level, ${lastDay(sql``)} AS anywhere, ${lastDay(sql`AND p.agent_id = d.agent_id`)} AS there,
          ${lastDay(sql`AND p.level = d.level`)} AS so, ${lastDay(sql`AND p.agent_id = d.agent_id AND p.level = d.level`)} AS thereSo
        FROM daily_contacts AS d WHERE d.tenant_id = ${tenantId} AND d.day = ${day} AND d.inbound_messages > 0
      )
      SELECT '' AS agentId, 0 AS level, anywhere AS last, count(DISTINCT person_id) AS count FROM wrote GROUP BY anywhere
      UNION ALL SELECT agent_id, 0, there, count(DISTINCT person_id) FROM wrote GROUP BY agent_id, there
      UNION ALL SELECT '', level, so, count(DISTINCT person_id) FROM wrote GROUP BY level, so
      UNION ALL SELECT agent_id, level, thereSo, count(DISTINCT person_id) FROM wrote GROUP BY agent_id, level, thereSo`;
  });

/** What a day's rows become; those that stay as they are aren't written. */
export const writePeople = (db: TenantDb, day: string, rows: readonly PeopleRow[]): Statement[] => [
  db.remove(dailyPeople, and(eq(dailyPeople.day, day), absent(rows))!),
  ...jsonParts(rows).map((part) =>
    db.rawStatement(
      (tenantId) => sql`
        INSERT INTO daily_people (tenant_id, day, agent_id, level, by_gap)
        SELECT ${tenantId}, ${day}, r.value ->> 'agentId', r.value ->> 'level', r.value -> 'byGap' FROM json_each(${part}) AS r WHERE true
        ON CONFLICT (tenant_id, day, agent_id, level) DO UPDATE SET by_gap = excluded.by_gap WHERE by_gap <> excluded.by_gap`,
    ),
  ),
];

const absent = (rows: readonly PeopleRow[]) => sql`agent_id || ':' || level NOT IN (
  SELECT value FROM json_each(${JSON.stringify(rows.map(({ agentId, level }) => `${agentId}:${level}`))}))`;
