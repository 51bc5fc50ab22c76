import { told, wideLines } from "./widePlans.ts";

/** A test has taken away what the statement is about. */
const isGone = (error: unknown): boolean => /no such (table|column)/.test(String(error));

const looked = new Set<string>();

const planOf = async (d1: D1Database, sql: string, values: readonly unknown[]): Promise<string[] | null> => {
  try {
    const asked = d1.prepare(`EXPLAIN QUERY PLAN ${sql}`).bind(...values);
    return (await asked.all<{ detail: string }>()).results.map(({ detail }) => detail);
  } catch (error) {
    if (isGone(error)) return null;
    throw new Error(`The plan of this cannot be looked at: ${sql}`, { cause: error });
  }
};

/**
 * The statements among these that go through a table, or through all that a tenant has in one, each with those lines of its plan. One
 * that was looked at before is not looked at again.
 *
 * @param sent each statement with values that it was sent with: which partial index serves may depend on them
 */
export const wideReads = async (d1: D1Database, sent: Iterable<[sql: string, values: readonly unknown[]]>): Promise<string[]> => {
  const wide: string[] = [];
  const fresh = [...sent].filter(([sql]) => !looked.has(sql));
  const plans = await Promise.all(fresh.map(async ([sql, values]) => ({ sql, lines: await planOf(d1, sql, values) })));
  for (const { sql, lines } of plans) {
    if (lines === null) continue;
    looked.add(sql);
    const plan = { sql, lines };
    const through = wideLines(plan);
    if (through.length > 0) wide.push(told(plan, through));
  }
  return wide;
};
