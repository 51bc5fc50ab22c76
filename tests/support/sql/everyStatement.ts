import { env } from "cloudflare:workers";
import { afterAll } from "vitest";
import { wrongWith } from "./statementWatch.ts";

/**
 * Looks at every statement that the product hands to D1 in a file of tests, Durable Objects' included, before it runs; the file fails when
 * one reaches a tenant's rows without the tenant. Statements that a test writes itself, to set a scene or to look behind it, are its own affair.
 */
const { DB } = env as unknown as { DB: D1Database };
const [database, statement] = [prototypeOf(DB), prototypeOf(DB.prepare("SELECT 1"))];
const { prepare } = database;
const { bind } = statement;
const texts = new WeakMap<object, string>();
const found = new Set<string>();

function prototypeOf<T extends object>(object: T): T {
  return Object.getPrototypeOf(object) as T;
}

const look = (sql: string, values: readonly unknown[]): void => {
  const wrong = wrongWith(sql, values);
  if (wrong !== null) found.add(wrong);
};

/** Whether the call comes straight from a test: the builder and the product stand between otherwise. */
const isTests = (): boolean => {
  const caller = (new Error("where from").stack ?? "").split("\n").filter((line) => !line.includes("everyStatement"))[1] ?? "";
  return caller.includes("/tests/");
};

database.prepare = function (this: D1Database, sql: string) {
  const prepared = prepare.call(this, sql);
  if (isTests()) return prepared;
  texts.set(prepared, sql);
  if (!sql.includes("?")) look(sql, []);
  return prepared;
};
statement.bind = function (this: D1PreparedStatement, ...values: unknown[]) {
  const sql = texts.get(this);
  if (sql !== undefined) look(sql, values);
  return bind.apply(this, values);
};

afterAll(() => {
  // The next file runs in the same isolate and puts its own watch in place.
  database.prepare = prepare;
  statement.bind = bind;
  if (found.size > 0) throw new Error(`Statements that reach rows without their tenant:\n${[...found].join("\n")}`);
});
