import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { isTests } from "./isTests.ts";
import { told, wideLines } from "./widePlans.ts";

const looked = new Set<string>();
const found: string[] = [];

const isAboutRows = (sql: string): boolean => /^\s*(?:select|with|insert|replace|update|delete)\b/i.test(sql);

/** Any object leads to what all of their stores have in common. */
const { QUOTA } = env as unknown as { QUOTA: DurableObjectNamespace };
const ofAll = await runInDurableObject(QUOTA.get(QUOTA.idFromName("any")), async (_, { storage }) => {
  await storage.deleteAll();
  return Object.getPrototypeOf(storage.sql) as SqlStorage;
});
const { exec } = ofAll;

/** What is wide of a statement on this store, as it is to be read; null when nothing is. */
export const wideInObject = (store: SqlStorage, sql: string, values: SqlStorageValue[]): string | null => {
  const lines = exec.call(store, `EXPLAIN QUERY PLAN ${sql}`, ...values).toArray();
  const plan = { sql, lines: lines.map(({ detail }) => String(detail)) };
  const wide = wideLines(plan, "object");
  return wide.length > 0 ? told(plan, wide) : null;
};

ofAll.exec = function (this: SqlStorage, sql: string, ...values: SqlStorageValue[]) {
  if (!looked.has(sql) && isAboutRows(sql) && !isTests()) {
    looked.add(sql);
    const wide = wideInObject(this, sql, values);
    if (wide !== null) found.push(wide);
  }
  return exec.call(this, sql, ...values);
} as SqlStorage["exec"];

/** What was found since this was last asked. Each statement is looked at once, where it is first sent: there its tables exist. */
export const wideInObjects = (): string[] => found.splice(0);
