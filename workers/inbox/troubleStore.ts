const schema = "CREATE TABLE IF NOT EXISTS trouble (conversation_id TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID";

/** The tenant's conversations whose outbox waits, as they have told: each says so once, and again when it is over. */
export class TroubleStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#sql.exec(schema);
  }

  /** @param since milliseconds; null when the conversation's outbox has drained */
  note(conversationId: string, since: number | null): void {
    if (since === null) this.#sql.exec("DELETE FROM trouble WHERE conversation_id = ?", conversationId);
    else
      this.#sql.exec(
        "INSERT INTO trouble VALUES (?, ?) ON CONFLICT (conversation_id) DO UPDATE SET since = excluded.since",
        conversationId,
        since,
      );
  }

  /** How many conversations wait, and since when the first of them does, in milliseconds. */
  summary(): { waiting: number; oldestAt: number | null } {
    return this.#sql
      .exec<{ waiting: number; oldestAt: number | null }>("SELECT COUNT(*) AS waiting, MIN(since) AS oldestAt FROM trouble")
      .one();
  }
}
