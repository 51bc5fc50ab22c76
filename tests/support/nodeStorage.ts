import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { copyOf } from "./copyOf.ts";

/** A database without rows. Its tables stay: whoever has it next finds them made, and what was prepared still holds. */
interface Blank {
  db: DatabaseSync;
  /** Simulations ask the same few questions millions of times. */
  prepared: Map<string, StatementSync>;
}

/** By the kind of object whose tables they have. */
const spare = new Map<string, Blank[]>();

const wipe = ({ db }: Blank): void => {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  for (const { name } of tables) db.exec(`DELETE FROM ${String(name)}`);
};

/** Everything that is written from now on is let go of at once when the transaction is rolled back. */
const begun = (blank: Blank): Blank => {
  blank.db.exec("BEGIN");
  return blank;
};

/**
 * A Durable Object's storage over Node's SQLite: what a simulation needs to run the real object in plain Node, drop it at any
 * moment, and build another on what it had stored.
 */
export class NodeStorage {
  readonly #kind: string;
  #blank: Blank | null;
  readonly #kv = new Map<string, unknown>();
  alarm: number | null = null;

  /** Objects of one kind have the same tables. */
  constructor(kind = "") {
    this.#kind = kind;
    const used = spare.get(kind)?.pop();
    this.#blank = used ? begun(used) : { db: new DatabaseSync(":memory:"), prepared: new Map() };
  }

  readonly sql = {
    exec: (query: string, ...values: SQLInputValue[]) => {
      const { db, prepared } = this.#open();
      if (values.length === 0 && query.includes(";")) {
        db.exec(query);
        return rowsOf([]);
      }
      const statement = prepared.get(query) ?? db.prepare(query);
      prepared.set(query, statement);
      return rowsOf(statement.all(...values));
    },
  };

  readonly kv = {
    get: (key: string): unknown => copyOf(this.#kv.get(key)),
    put: (key: string, value: unknown): void => void this.#kv.set(key, copyOf(value)),
    delete: (key: string): boolean => this.#kv.delete(key),
    list: () => [...this.#kv].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  };

  transactionSync<T>(work: () => T): T {
    const { db } = this.#open();
    db.exec("SAVEPOINT step");
    try {
      const result = work();
      db.exec("RELEASE step");
      return result;
    } catch (error) {
      db.exec("ROLLBACK TO step; RELEASE step");
      throw error;
    }
  }

  async getAlarm(): Promise<number | null> {
    return this.alarm;
  }

  async setAlarm(at: number): Promise<void> {
    this.alarm = at;
  }

  async deleteAlarm(): Promise<void> {
    this.alarm = null;
  }

  close(): void {
    const blank = this.#open();
    this.#blank = null;
    if (blank.db.isTransaction) blank.db.exec("ROLLBACK");
    else wipe(blank);
    spare.set(this.#kind, [...(spare.get(this.#kind) ?? []), blank]);
  }

  #open(): Blank {
    if (this.#blank === null) throw new Error("The storage is closed");
    return this.#blank;
  }
}

const rowsOf = <Row extends Record<string, unknown>>(rows: Row[]) => ({
  toArray: () => rows,
  one: () => rows[0] as Row,
  [Symbol.iterator]: () => rows.values(),
});
