import { and, asc, between, eq, sql, type SQL } from "drizzle-orm";
import type { FiguresQuery, FiguresReport, Totals } from "../../schema/contract/figures.ts";
import type { Level } from "../../schema/contract/enums.ts";
import { agents } from "../../schema/tables/agents.ts";
import { dailyFigures, figureMarks } from "../../schema/tables/figures.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import { daysBetween, rangeBefore } from "./days.ts";
import type { FiguresDeps } from "./deps.ts";
import { readPeople, type Cut, type PeopleCount } from "./readPeople.ts";
import { noPeople, totalsOf } from "./totals.ts";

type DayRow = typeof dailyFigures.$inferSelect;

/** A range's numbers and those of the days before: as many rows as there are days, agents and levels, whatever was said on them. */
export const readFigures = async (deps: FiguresDeps, db: TenantDb, query: FiguresQuery): Promise<FiguresReport | Refusal> => {
  const tenant = await deps.directory.tenant(db.tenantId);
  if (!tenant) return refuse("not_found");
  const { timeZone } = tenant;
  const earlier = rangeBefore(query.from, query.to);
  const [rows, oldRows, mark, people, oldPeople] = await Promise.all([
    readRows(db, query),
    readRows(db, { ...query, ...earlier }),
    db.first(figureMarks),
    readPeople(db, query),
    readPeople(db, { ...query, ...earlier }),
  ]);
  const names = await namesOf(db, [...new Set([...rows.map(({ agentId }) => agentId), ...people.agents.keys()])]);
  return {
    from: query.from,
    to: query.to,
    timeZone,
    countedAt: mark ? new Date(mark.countedAt).toISOString() : null,
    totals: totalsOf(rows, people.all),
    before: totalsOf(oldRows, oldPeople.all),
    days: daysBetween(query.from, query.to).map((day) => ({ day, ...partOf(rows, people, "days", "day", day) })),
    agents: names.map(({ id, name }) => ({ agentId: id, agentName: name, ...partOf(rows, people, "agents", "agentId", id) })),
    levels: ([1, 2, 3] as const)
      .filter((level: Level) => rows.some((row) => row.level === level))
      .map((level) => ({ level, ...partOf(rows, people, "levels", "level", level) })),
  };
};

const partOf = <C extends Cut>(
  rows: readonly DayRow[],
  people: PeopleCount,
  cut: C,
  column: "day" | "agentId" | "level",
  value: string | number,
): Totals =>
  totalsOf(
    rows.filter((row) => row[column] === value),
    people[cut].get(String(value)) ?? noPeople,
  );

export const rangeOf = ({ from, to, agentId, level }: FiguresQuery): SQL =>
  and(
    between(dailyFigures.day, from, to),
    agentId === undefined ? undefined : eq(dailyFigures.agentId, agentId),
    level === undefined ? undefined : eq(dailyFigures.level, level),
  )!;

const readRows = (db: TenantDb, query: FiguresQuery): Promise<DayRow[]> =>
  db.all(dailyFigures, { where: rangeOf(query), orderBy: [asc(dailyFigures.day)] });

const namesOf = (db: TenantDb, ids: string[]): Promise<{ id: string; name: string }[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.pick({ id: agents.id, name: agents.name }, agents, {
        where: sql`${agents.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`,
        orderBy: [asc(agents.name)],
      });
