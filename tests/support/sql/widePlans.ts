import { allowedInD1, allowedInObjects } from "./wideExemptions.ts";

/** Lines of `EXPLAIN QUERY PLAN` for one statement. */
export interface Plan {
  sql: string;
  lines: string[];
}

/** Where a statement runs: what all that somebody has is, and which of it may be gone through. */
const places = {
  d1: { slice: /\(tenant_id=\?\)$/, allowed: allowedInD1 },
  object: { slice: /\(user_id=\?\)$/, allowed: allowedInObjects },
};

/** Another name for a list that was handed in: `json_each(…) AS name`. */
const isHandedIn = (name: string, sql: string): boolean =>
  [...sql.matchAll(/\bjson_each\s*\(/gi)].some(({ index }) => {
    let depth = 0;
    for (let at = sql.indexOf("(", index); at < sql.length; at++) {
      depth += sql[at] === "(" ? 1 : sql[at] === ")" ? -1 : 0;
      if (depth === 0) return new RegExp(`^\\s+(?:as\\s+)?${name}\\b`, "i").test(sql.slice(at + 1));
    }
    return false;
  });

/** Reads its whole input, which another line of the plan has made small: a subquery's rows, a list handed in, a match of words. */
const readsWhatIsThere = (line: string, { sql, lines }: Plan): boolean => {
  const [, name] = /^SCAN (\S+)/.exec(line) ?? [];
  if (name === undefined) return false;
  if (
    /^SCAN (?:CONSTANT ROW|\d+-ROW VALUES CLAUSE)$/.test(line) ||
    line.startsWith("SCAN pragma_") ||
    line.startsWith("SCAN json_each") ||
    /VIRTUAL TABLE INDEX \d+:(?:r?M|=)/.test(line)
  )
    return true;
  const isMade = lines.includes(`CO-ROUTINE ${name}`) || lines.includes(`MATERIALIZE ${name}`);
  return isMade || isHandedIn(name, sql) || new RegExp(`\\bRECURSIVE ${name}\\b`, "i").test(sql);
};

/**
 * The lines of a plan that go through a table, or through all that a tenant (in a live room: a colleague) has in one: what would grow with
 * the business. Source: https://sqlite.org/eqp.html
 */
export const wideLines = (plan: Plan, place: keyof typeof places = "d1"): string[] => {
  const { slice, allowed } = places[place];
  const isAllowed = (line: string) => allowed.some((one) => one.line.test(line) && (one.sql?.test(plan.sql) ?? true));
  return plan.lines.filter(
    (line) => (line.startsWith("SCAN ") || slice.test(line)) && !readsWhatIsThere(line, plan) && !isAllowed(line),
  );
};

/** What is to be read of a finding. */
export const told = ({ sql }: Plan, lines: string[]): string => `${lines.join("; ")}\n  ${sql.replaceAll(/\s+/g, " ").trim()}`;

/** How many values a statement has to be bound to. */
export const placesIn = (sql: string): number => {
  const bare = sql.replaceAll(/'(?:[^']|'')*'/g, "''");
  const numbered = [...bare.matchAll(/\?(\d+)/g)].map(([, at]) => Number(at));
  return Math.max([...bare.matchAll(/\?(?!\d)/g)].length, ...numbered, 0);
};
