import { expect, it } from "vitest";
import { NodeD1 } from "../support/nodeD1.ts";
import { placesIn, told, wideLines } from "../support/sql/widePlans.ts";

const { sqlite } = new NodeD1();
const triggers = sqlite.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
  name: string;
  sql: string;
}[];

/** What a trigger does for one row, as statements of its own: the row's columns are then values that are handed in. */
const statementsOf = (sql: string): string[] => {
  const [, head = "", body = ""] = /^(.*?)\bBEGIN\b(.*)\bEND\s*;?\s*$/is.exec(sql) ?? [];
  const [, when] = /\bWHEN\b(.*)$/is.exec(head) ?? [];
  return [...(when === undefined ? [] : [`SELECT ${when}`]), ...body.split(";")]
    .map((one) => one.replaceAll(/\b(?:new|old)\.(?:\w+|"\w+"|`\w+`)/gi, "?").trim())
    .filter((one) => one !== "" && !/\bRAISE\s*\(/i.test(one));
};

const planOf = (sql: string): string[] =>
  sqlite
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...Array.from({ length: placesIn(sql) }, () => null))
    .map(({ detail }) => String(detail));

it("what follows from a change of a row is found by an index: its price is the same however large the business is", () => {
  const all = triggers.flatMap(({ name, sql }) => statementsOf(sql).map((statement) => ({ name, sql: statement })));
  expect(triggers.length).toBeGreaterThan(20);
  expect(all.length).toBeGreaterThan(triggers.length);
  const wide = all.flatMap(({ name, sql }) => {
    const plan = { sql, lines: planOf(sql) };
    const lines = wideLines(plan);
    return lines.length > 0 ? [`${name}: ${told(plan, lines)}`] : [];
  });
  expect(wide).toEqual([]);
});
