/** Lines of `EXPLAIN QUERY PLAN` for one statement. */
export interface Plan {
  sql: string;
  lines: string[];
}

/**
 * What reads more the more there is, and may: each with the reason why what it reads stays small. A line of a plan is named by its
 * table and the columns it looks for; where the same line can be harmful, the statement has to say more.
 */
const allowed: { line: RegExp; sql?: RegExp; because: string }[] = [
  { line: /^SCAN pool_keys$/, because: "the installation's own keys: a handful, entered by hand" },
  { line: /^SCAN whatsapp_lines/, sql: /order by .* limit/i, because: "the clock goes through every number, a page at a time" },
  {
    line: /^SCAN tenants/,
    sql: /limit/i,
    because: "the clock and the platform's admin go through every business, a page at a time",
  },
  { line: /^SCAN restores$/, because: "the installation's own: one that a person began, now and then" },
  { line: /^SEARCH figure_marks /, because: "one row, whose key is the tenant" },
  { line: /^SEARCH (memberships|others|invitations) /, because: "a business's own people" },
  {
    line: /^SEARCH (labels|canned_replies|inbox_counts|agent_shares|shares|agents|whatsapp_lines|templates) /,
    because: "made by hand, and limited in number",
  },
  {
    line: /^SEARCH \S+ USING (COVERING )?INDEX sqlite_autoindex_\S+_1 \(tenant_id=\?\)$/,
    sql: /order by .* limit \?$/is,
    because: "a page in the key's order",
  },
  {
    line: /^SEARCH (s|subscriptions|consents) /,
    sql: /from "contacts"/i,
    because: "contacts by level or STOP: those who subscribed or said it",
  },
  { line: /^SCAN alerts USING INDEX alerts_open$/, sql: /limit/i, because: "what is wrong right now" },
];

const isWide = (line: string): boolean => line.startsWith("SCAN ") || line.endsWith("(tenant_id=?)");

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
  const [, name = ""] = /^SCAN (\S+)/.exec(line) ?? [];
  if (line === "SCAN CONSTANT ROW" || line.startsWith("SCAN json_each") || /VIRTUAL TABLE INDEX \d+:r?M/.test(line)) return true;
  const isMade = lines.includes(`CO-ROUTINE ${name}`) || lines.includes(`MATERIALIZE ${name}`);
  return isMade || isHandedIn(name, sql) || new RegExp(`\\bRECURSIVE ${name}\\b`, "i").test(sql);
};

/**
 * The lines of a plan that go through a table, or through all that a tenant has in one: what would grow with the business.
 * Source: https://sqlite.org/eqp.html
 */
export const wideLines = (plan: Plan): string[] =>
  plan.lines.filter(
    (line) =>
      isWide(line) &&
      !readsWhatIsThere(line, plan) &&
      !allowed.some((one) => one.line.test(line) && (one.sql === undefined || one.sql.test(plan.sql))),
  );

/** How many values a statement has to be bound to. */
export const placesIn = (sql: string): number => {
  const bare = sql.replaceAll(/'(?:[^']|'')*'/g, "''");
  const numbered = [...bare.matchAll(/\?(\d+)/g)].map(([, at]) => Number(at));
  return Math.max([...bare.matchAll(/\?(?!\d)/g)].length, ...numbered, 0);
};
