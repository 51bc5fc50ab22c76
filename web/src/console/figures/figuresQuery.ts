import type { Behind } from "../../../../schema/contract/figures.ts";
import type { Level } from "../../../../schema/contract/enums.ts";

/** Ranges that move with the calendar; `custom` stands still. */
export const rangeNames = ["7", "30", "90", "month", "last_month", "custom"] as const;
export type RangeName = (typeof rangeNames)[number];

export const metricNames = ["messages", "people", "leads", "wait"] as const;
export type MetricName = (typeof metricNames)[number];

/** What the page shows; all of it stands in the address. */
export interface FiguresView {
  range: RangeName;
  /** Days of the tenant's calendar, `YYYY-MM-DD`, both included. */
  from: string;
  to: string;
  agentId: string | undefined;
  level: Level | undefined;
  metric: MetricName;
  asTable: boolean;
  behind: Behind | undefined;
  of: "range" | "cohort";
}

/** The address's part after `?`, as the router gives it. */
export type RawQuery = Partial<
  Record<"range" | "from" | "to" | "agent" | "level" | "metric" | "view" | "behind" | "of", string | undefined>
>;

const dayMs = 86_400_000;
const mostDays = 366;

const shift = (day: string, by: number): string => new Date(Date.parse(day) + by * dayMs).toISOString().slice(0, 10);
const isDay = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(Date.parse(text)).toISOString().slice(0, 10) === text;

const isOneOf = <T extends string>(names: readonly T[], text: string | undefined): text is T =>
  names.some((name) => name === text);

const behinds: readonly Behind[] = [
  "contacts",
  "manual",
  "ai",
  "pictures",
  "documents",
  "voiceNotes",
  "videos",
  "otherMedia",
  "new",
  "engaged",
  "qualified",
  "converted",
];

/** First and last day of a range that ends today, or of a whole month. */
export const daysOf = (range: Exclude<RangeName, "custom">, today: string): { from: string; to: string } => {
  const first = `${today.slice(0, 7)}-01`;
  if (range === "month") return { from: first, to: today };
  if (range === "last_month") return { from: `${shift(first, -1).slice(0, 7)}-01`, to: shift(first, -1) };
  return { from: shift(today, 1 - Number(range)), to: today };
};

/** Two days in their order, at most a year of them and none still to come. */
const custom = (from: string, to: string, today: string): { from: string; to: string } => {
  const [first, last] = from <= to ? [from, to] : [to, from];
  const end = last > today ? today : last;
  const start = first > end ? end : first;
  const earliest = shift(end, 1 - mostDays);
  return { from: start < earliest ? earliest : start, to: end };
};

/** What an address asks for; what it says wrongly is left out. */
export const readView = (query: RawQuery, today: string): FiguresView => {
  const { from, to } = query;
  const isCustom = query.range === "custom" && isDay(from) && isDay(to);
  const range = !isCustom && isOneOf(rangeNames, query.range) && query.range !== "custom" ? query.range : "7";
  const level = Number(query.level);
  return {
    range: isCustom ? "custom" : range,
    ...(isCustom ? custom(from, to, today) : daysOf(range, today)),
    agentId: /^agt_[0-9a-z]{26}$/.test(query.agent ?? "") ? query.agent : undefined,
    level: level === 1 || level === 2 || level === 3 ? level : undefined,
    metric: isOneOf(metricNames, query.metric) ? query.metric : "messages",
    asTable: query.view === "table",
    behind: isOneOf(behinds, query.behind) ? query.behind : undefined,
    of: query.of === "cohort" ? "cohort" : "range",
  };
};
