import { and, between, eq } from "drizzle-orm";
import type { FiguresQuery } from "../../schema/contract/figures.ts";
import { dailyPeople } from "../../schema/tables/figures.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { newcomersOf } from "./gaps.ts";
import { leadLevel, readLeads } from "./readFunnel.ts";
import { noPeople, type People } from "./totals.ts";

/** Ways to cut a range. */
export type Cut = "days" | "agents" | "levels";

/** People of a range, each counted once: in all of it, and once in each part. */
export type PeopleCount = { all: People } & Record<Cut, Map<string, People>>;

/** Who wrote, and which leads came and were won, between two days of the tenant's: by rows of days, however many people there are. */
export const readPeople = async (db: TenantDb, query: FiguresQuery): Promise<PeopleCount> => {
  const [seen, leads] = await Promise.all([readSeen(db, query), readLeads(db, query)]);
  const count: PeopleCount = { all: { ...noPeople }, days: new Map(), agents: new Map(), levels: new Map() };
  const [whole, everyLevel] = [query.agentId ?? "", query.level ?? 0];
  for (const row of seen) {
    const newcomers = newcomersOf(row, query.from);
    if (row.agentId === whole && row.level === everyLevel) {
      count.all.uniqueContacts += newcomers;
      partIn(count.days, row.day).uniqueContacts += newcomersOf(row, row.day);
    }
    if (row.agentId !== "" && row.level === everyLevel) partIn(count.agents, row.agentId).uniqueContacts += newcomers;
    if (row.agentId === whole && row.level !== 0) partIn(count.levels, String(row.level)).uniqueContacts += newcomers;
  }
  for (const { day, agentId, newLeads, convertedLeads } of leads) {
    const parts = [partIn(count.days, day), partIn(count.agents, agentId), partIn(count.levels, String(leadLevel))];
    for (const part of [count.all, ...parts]) {
      part.newLeads += newLeads;
      part.convertedLeads += convertedLeads;
    }
  }
  return count;
};

const partIn = (parts: Map<string, People>, key: string): People => {
  const part = parts.get(key) ?? { ...noPeople };
  parts.set(key, part);
  return part;
};

const readSeen = (db: TenantDb, { from, to, agentId, level }: FiguresQuery) =>
  db.all(dailyPeople, {
    where: and(
      between(dailyPeople.day, from, to),
      agentId === undefined ? undefined : eq(dailyPeople.agentId, agentId),
      level === undefined ? undefined : eq(dailyPeople.level, level),
    )!,
  });
