import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/**
 * A Durable Object's storage over Node's SQLite: what a simulation needs to run the real object in plain Node, drop it at any
 * moment, and build another on what it had stored.
 */
export class NodeStorage {
  readonly #db = new DatabaseSync(":memory:");
  /** Simulations ask the same few questions millions of times. */
  readonly #prepared = new Map<string, StatementSync>();
  alarm: number | null = null;

  readonly sql = {
    exec: (query: string, ...values: SQLInputValue[]) => {
      if (values.length === 0 && query.includes(";")) {
        this.#db.exec(query);
        return { toArray: () => [], one: () => ({}) };
      }
      const statement = this.#prepared.get(query) ?? this.#db.prepare(query);
      this.#prepared.set(query, statement);
      const rows = statement.all(...values);
      return { toArray: () => rows, one: () => rows[0] };
    },
  };

  transactionSync<T>(work: () => T): T {
    this.#db.exec("SAVEPOINT step");
    try {
      const result = work();
      this.#db.exec("RELEASE step");
      return result;
    } catch (error) {
      this.#db.exec("ROLLBACK TO step");
      throw error;
    }
  }

  async setAlarm(at: number): Promise<void> {
    this.alarm = at;
  }

  async deleteAlarm(): Promise<void> {
    this.alarm = null;
  }

  close(): void {
    this.#db.close();
  }
}
