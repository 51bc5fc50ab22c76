import { readdirSync, readFileSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

const isRead = /^\s*select/i;

class Prepared {
  readonly #db: NodeD1;
  readonly #sql: string;
  readonly #values: SQLInputValue[];

  constructor(db: NodeD1, sql: string, values: SQLInputValue[] = []) {
    this.#db = db;
    this.#sql = sql;
    this.#values = values;
  }

  bind(...values: unknown[]): Prepared {
    return new Prepared(
      this.#db,
      this.#sql,
      values.map((value) => (typeof value === "boolean" ? Number(value) : (value as SQLInputValue))),
    );
  }

  execute() {
    const statement = this.#db.statement(this.#sql, "objects");
    if (isRead.test(this.#sql)) return { success: true, results: statement.all(...this.#values), meta: { changes: 0 } };
    const before = this.#db.changes();
    const results = statement.all(...this.#values);
    return { success: true, results, meta: { changes: this.#db.changes() - before } };
  }

  async run() {
    this.#db.gate();
    return this.execute();
  }

  async all() {
    return this.run();
  }

  async raw() {
    this.#db.gate();
    return this.#db.statement(this.#sql, "arrays").all(...this.#values);
  }
}

const migrated = (): DatabaseSync => {
  const sqlite = new DatabaseSync(":memory:");
  sqlite.exec("PRAGMA foreign_keys = ON");
  for (const file of readdirSync("migrations")
    .filter((name) => name.endsWith(".sql"))
    .toSorted()) {
    sqlite.exec(readFileSync(`migrations/${file}`, "utf8").replaceAll("--> statement-breakpoint", ""));
  }
  return sqlite;
};

/** Migrated and empty: what was written since the savepoint is rolled back before the next has it. */
interface Blank {
  sqlite: DatabaseSync;
  /** Simulations ask the same few hundred questions millions of times. */
  prepared: Record<"objects" | "arrays", Map<string, StatementSync>>;
}

const spare: Blank[] = [];

/**
 * D1's programming interface over Node's SQLite with the real migrations, for simulations that make thousands of databases'
 * worth of histories in one process. `isAway` makes it fail as D1 does when it cannot be reached.
 */
export class NodeD1 {
  isAway = false;
  #blank: Blank | null = spare.pop() ?? { sqlite: migrated(), prepared: { objects: new Map(), arrays: new Map() } };

  constructor() {
    this.sqlite.exec("SAVEPOINT blank");
  }

  get sqlite(): DatabaseSync {
    return this.#open().sqlite;
  }

  gate(): void {
    if (this.isAway) throw new Error("D1_ERROR: the database is away");
  }

  changes(): number {
    return Number(this.statement("SELECT total_changes() AS n", "objects").get()?.["n"]);
  }

  statement(sql: string, rows: "objects" | "arrays"): StatementSync {
    const { sqlite, prepared } = this.#open();
    const known = prepared[rows].get(sql);
    if (known) return known;
    const statement = sqlite.prepare(sql);
    statement.setReturnArrays(rows === "arrays");
    prepared[rows].set(sql, statement);
    return statement;
  }

  prepare(sql: string): Prepared {
    return new Prepared(this, sql);
  }

  async batch(statements: Prepared[]) {
    this.gate();
    this.sqlite.exec("SAVEPOINT batch");
    try {
      const results = statements.map((statement) => statement.execute());
      this.sqlite.exec("RELEASE batch");
      return results;
    } catch (error) {
      this.sqlite.exec("ROLLBACK TO batch; RELEASE batch");
      throw error;
    }
  }

  asD1(): D1Database {
    return this as unknown as D1Database;
  }

  /** Everything that was written is gone; the next one has the database. */
  close(): void {
    const blank = this.#open();
    this.#blank = null;
    blank.sqlite.exec("ROLLBACK TO blank; RELEASE blank");
    spare.push(blank);
  }

  #open(): Blank {
    if (this.#blank === null) throw new Error("The database is closed");
    return this.#blank;
  }
}
