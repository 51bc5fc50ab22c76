/**
 * To which thread something has gone from here for good, by a message's dedupe key or by its id: what was passed on while this thread
 * was joined into another, and what went home when a merge was taken back. Whatever comes of it again goes there, whoever its customer
 * is by now (invariant I1).
 */
export class WayStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  of(name: string): string | null {
    const rows = this.#sql.exec<{ thread: string }>("SELECT thread FROM ways WHERE name = ?", name).toArray();
    return rows[0]?.thread ?? null;
  }

  note(name: string, thread: string): void {
    this.#sql.exec("INSERT INTO ways VALUES (?, ?) ON CONFLICT (name) DO NOTHING", name, thread);
  }
}
