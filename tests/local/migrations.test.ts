import { DatabaseSync, type StatementSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { applyMigrations, type MigratedDatabase } from "./migrations.ts";

interface Bound {
  statement: StatementSync;
  values: unknown[];
}

/** D1's face over node:sqlite: `batch` is one transaction, as in D1. */
const d1 = (sqlite: DatabaseSync): MigratedDatabase => {
  const bound = new WeakMap<object, Bound>();
  const prepare = (statement: StatementSync, values: unknown[]) => {
    const made = {
      run: async () => statement.run(...(values as string[])),
      all: async <Row>() => ({ results: statement.all(...(values as string[])) as Row[] }),
      bind: (...given: unknown[]) => prepare(statement, given),
    };
    bound.set(made, { statement, values });
    return made;
  };
  return {
    prepare: (sql) => prepare(sqlite.prepare(sql), []),
    async batch(statements) {
      sqlite.exec("BEGIN");
      try {
        for (const one of statements) {
          const { statement, values } = bound.get(one) as Bound;
          statement.run(...(values as string[]));
        }
        sqlite.exec("COMMIT");
      } catch (cause) {
        sqlite.exec("ROLLBACK");
        throw cause;
      }
    },
  };
};

const first = { name: "0000_a.sql", queries: ["CREATE TABLE a (x INTEGER)"] };
const second = { name: "0001_b.sql", queries: ["INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (2)"] };

describe("migrations", () => {
  it("are applied in order, once, and remembered where wrangler looks", async () => {
    const sqlite = new DatabaseSync(":memory:");
    expect(await applyMigrations(d1(sqlite), [first])).toEqual(["0000_a.sql"]);
    expect(await applyMigrations(d1(sqlite), [first, second])).toEqual(["0001_b.sql"]);
    expect(await applyMigrations(d1(sqlite), [first, second])).toEqual([]);
    expect(sqlite.prepare("SELECT id, name FROM d1_migrations ORDER BY id").all()).toMatchObject([
      { id: 1, name: "0000_a.sql" },
      { id: 2, name: "0001_b.sql" },
    ]);
    expect(sqlite.prepare("SELECT count(*) AS n FROM a").get()).toMatchObject({ n: 2 });
  });

  it("that fail halfway leave nothing behind", async () => {
    const sqlite = new DatabaseSync(":memory:");
    const broken = { name: "0001_b.sql", queries: ["INSERT INTO a VALUES (1)", "INSERT INTO a VALUES (1, 2)"] };
    await expect(applyMigrations(d1(sqlite), [first, broken])).rejects.toThrow();
    expect(sqlite.prepare("SELECT count(*) AS n FROM a").get()).toMatchObject({ n: 0 });
    expect(await applyMigrations(d1(sqlite), [first, second])).toEqual(["0001_b.sql"]);
  });
});
