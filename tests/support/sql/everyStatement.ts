import { env } from "cloudflare:workers";
import { AsyncLocalStorage } from "node:async_hooks";
import { afterAll } from "vitest";
import { TenantDb } from "../../../workers/platform/tenantDb.ts";
import { isTests } from "./isTests.ts";
import { wideInObjects } from "./objectStatements.ts";
import { wrongWith } from "./statementWatch.ts";
import { wideReads } from "./wideReads.ts";

/**
 * Looks at every statement that the product hands to D1 in a file of tests, Durable Objects' included, and to those objects' own SQLite. The
 * file fails when one reaches a tenant's rows without the tenant, or when its plan goes through a table, or through all that a tenant has
 * in one, and `wideExemptions.ts` does not say why that is right. Statements that a test writes itself, to set a scene or to look behind
 * it, are its own affair.
 */
const { DB } = env as unknown as { DB: D1Database };
const [database, statement] = [prototypeOf(DB), prototypeOf(DB.prepare("SELECT 1"))];
const { prepare } = database;
const { bind } = statement;
const texts = new WeakMap<object, { sql: string; isTests: boolean }>();
const found = new Set<string>();
const sent = new Map<string, readonly unknown[]>();

function prototypeOf<T extends object>(object: T): T {
  return Object.getPrototypeOf(object) as T;
}

const look = ({ sql, isTests }: { sql: string; isTests: boolean }, values: readonly unknown[]): void => {
  const wrong = wrongWith(sql, values);
  if (wrong !== null) found.add(wrong);
  if (!isTests && !sent.has(sql)) sent.set(sql, values);
};

/** The builder prepares a read only when it is waited for: by then no stack tells any more whose it was. */
const ofTests = new AsyncLocalStorage<true>();
const doors = TenantDb.prototype as unknown as Record<string, (...values: unknown[]) => unknown>;
const plainDoors = ["all", "first", "pick", "raw", "rawStatement", "batch"].map((name) => [name, doors[name]!] as const);
for (const [name, door] of plainDoors)
  doors[name] = function (this: TenantDb, ...values: unknown[]) {
    return isTests() ? ofTests.run(true, () => door.apply(this, values)) : door.apply(this, values);
  };

database.prepare = function (this: D1Database, sql: string) {
  const prepared = prepare.call(this, sql);
  if (isTests()) return prepared;
  const one = { sql, isTests: ofTests.getStore() === true };
  texts.set(prepared, one);
  if (!sql.includes("?")) look(one, []);
  return prepared;
};
statement.bind = function (this: D1PreparedStatement, ...values: unknown[]) {
  const one = texts.get(this);
  if (one !== undefined) look(one, values);
  return bind.apply(this, values);
};

afterAll(async () => {
  // The next file runs in the same isolate and puts its own watch in place.
  database.prepare = prepare;
  statement.bind = bind;
  for (const [name, door] of plainDoors) doors[name] = door;
  if (found.size > 0) throw new Error(`Statements that reach rows without their tenant:\n${[...found].join("\n")}`);
  const wide = [...(await wideReads(DB, sent)), ...wideInObjects()];
  if (wide.length > 0) throw new Error(`Statements that go through more rows the more there are:\n${wide.join("\n")}`);
});
