import { sql } from "drizzle-orm";
import type { FiguresQuery } from "../../schema/contract/figures.ts";
import { calendarDay } from "../platform/calendarDay.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { spanOfDay } from "./days.ts";
import { joinedContacts, survivorOf } from "./survivors.ts";
import { noPeople, type People } from "./totals.ts";

/** Ways to cut a range. */
export type Cut = "days" | "agents" | "levels";

/** People of a range, each counted once: in all of it, and once in each part. */
export type PeopleCount = { all: People } & Record<Cut, Map<string, People>>;

/** How many different people wrote in a part of the range; `cut` is null for all of it. */
interface Seen extends Record<string, unknown> {
  cut: Cut | null;
  part: string | number | null;
  count: number;
}

interface LeadRow extends Record<string, unknown> {
  agentId: string;
  newAt: number;
  convertedAt: number | null;
}

/** Nobody's lead has a level above Bronze (DESIGN section 4), so leads are asked for at the others in vain. */
const leadLevel = 1;

/** Who wrote, and which leads came and were won, between two days of the tenant's. */
export const readPeople = async (db: TenantDb, query: FiguresQuery, timeZone: string): Promise<PeopleCount> => {
  const [seen, leads] = await Promise.all([
    readSeen(db, query),
    query.level === undefined || query.level === leadLevel ? readLeads(db, query, timeZone) : Promise.resolve([]),
  ]);
  const count: PeopleCount = { all: { ...noPeople }, days: new Map(), agents: new Map(), levels: new Map() };
  for (const { cut, part, count: people } of seen)
    if (cut === null) count.all.uniqueContacts = people;
    else partIn(count[cut], String(part)).uniqueContacts = people;
  const range = { from: spanOfDay(query.from, timeZone).from, to: spanOfDay(query.to, timeZone).to };
  for (const { agentId, newAt, convertedAt } of leads) {
    if (newAt >= range.from && newAt < range.to) add(count, "newLeads", agentId, calendarDay(newAt, timeZone));
    if (convertedAt !== null && convertedAt >= range.from && convertedAt < range.to)
      add(count, "convertedLeads", agentId, calendarDay(convertedAt, timeZone));
  }
  return count;
};

const partIn = (parts: Map<string, People>, key: string): People => {
  const part = parts.get(key) ?? { ...noPeople };
  parts.set(key, part);
  return part;
};

const add = (count: PeopleCount, what: "newLeads" | "convertedLeads", agentId: string, day: string): void => {
  const parts = [count.all, partIn(count.days, day), partIn(count.agents, agentId), partIn(count.levels, String(leadLevel))];
  for (const part of parts) part[what]++;
};

/** Counted where the rows are: in a busy month there are more of them than a Worker can hold. */
const readSeen = (db: TenantDb, { from, to, agentId, level }: FiguresQuery): Promise<Seen[]> =>
  db.raw<Seen>(
    (tenantId) => sql`
      WITH seen AS MATERIALIZED (
        SELECT d.day, d.agent_id, d.level, ${survivorOf} AS contact FROM ${joinedContacts}
        WHERE d.tenant_id = ${tenantId} AND d.day BETWEEN ${from} AND ${to} AND d.inbound_messages > 0
          ${agentId === undefined ? sql`` : sql`AND d.agent_id = ${agentId}`} ${level === undefined ? sql`` : sql`AND d.level = ${level}`}
      )
      SELECT NULL AS cut, NULL AS part, count(DISTINCT contact) AS count FROM seen
      UNION ALL SELECT 'days', day, count(DISTINCT contact) FROM seen GROUP BY day
      UNION ALL SELECT 'agents', agent_id, count(DISTINCT contact) FROM seen GROUP BY agent_id
      UNION ALL SELECT 'levels', level, count(DISTINCT contact) FROM seen GROUP BY level`,
  );

/** Found by when they came, and by when they were won: each by its own index. A joined contact is counted as who it has become. */
const readLeads = (db: TenantDb, { from, to, agentId }: FiguresQuery, timeZone: string): Promise<LeadRow[]> => {
  const since = spanOfDay(from, timeZone).from;
  const until = spanOfDay(to, timeZone).to;
  return db.raw<LeadRow>(
    (tenantId) => sql`
      SELECT f.agent_id AS agentId, f.new_at AS newAt, f.converted_at AS convertedAt
      FROM funnel AS f JOIN contacts AS k ON k.tenant_id = f.tenant_id AND k.id = f.contact_id
      WHERE f.tenant_id = ${tenantId} AND k.merged_into IS NULL ${agentId === undefined ? sql`` : sql`AND f.agent_id = ${agentId}`}
        AND ((f.new_at >= ${since} AND f.new_at < ${until}) OR (f.converted_at >= ${since} AND f.converted_at < ${until}))`,
  );
};
