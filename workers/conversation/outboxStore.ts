import type { Lane, OutboxRow } from "./outbox.ts";

interface Row extends Record<string, SqlStorageValue> {
  id: number;
  lane: string;
  key: string;
  mark: number;
  sender: string | null;
  payload: string;
  state: string;
  attempts: number;
  checks: number;
  due_at: number;
  first_call_at: number | null;
  incarnation: string | null;
}

const read = (row: Row): OutboxRow => ({
  id: row.id,
  lane: row.lane as Lane,
  key: row.key,
  mark: row.mark,
  sender: row.sender,
  payload: row.payload,
  state: row.state as OutboxRow["state"],
  attempts: row.attempts,
  checks: row.checks,
  dueAt: row.due_at,
  firstCallAt: row.first_call_at,
  incarnation: row.incarnation,
});

/** What still has to leave, in the object's SQLite. */
export class OutboxStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /**
   * Something already waiting under the same key is not queued twice; its `mark` rises, so that a drain under way leaves it be.
   * What was parked gets another chance: it is not the same any more.
   */
  add(lane: Lane, key: string, payload: object, now: number, sender: string | null = null): void {
    this.#sql.exec(
      `INSERT INTO outbox (lane, key, payload, due_at, sender) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (lane, key) DO UPDATE SET mark = mark + 1,
         attempts = iif(state = 'parked', 0, attempts), state = iif(state = 'parked', 'queued', state)`,
      lane,
      key,
      JSON.stringify(payload),
      now,
      sender,
    );
  }

  head(lane: Lane, limit: number): OutboxRow[] {
    return this.#sql
      .exec<Row>("SELECT * FROM outbox WHERE lane = ? AND state <> 'parked' ORDER BY id LIMIT ?", lane, limit)
      .toArray()
      .map(read);
  }

  get(id: number): OutboxRow | null {
    return this.#sql.exec<Row>("SELECT * FROM outbox WHERE id = ?", id).toArray().map(read)[0] ?? null;
  }

  /** Channel rows of AI messages that may still be withdrawn: no call is out for them. */
  unsentAi(): { outboxId: string; messageId: string }[] {
    return this.#sql
      .exec<Row>("SELECT * FROM outbox WHERE lane = 'channel' AND sender = 'ai' AND state = 'queued' ORDER BY id")
      .toArray()
      .map((row) => ({ outboxId: String(row.id), messageId: (JSON.parse(row.payload) as { messageId: string }).messageId }));
  }

  update(id: number, set: Pick<OutboxRow, "state" | "attempts" | "checks" | "dueAt">): void {
    this.#sql.exec(
      "UPDATE outbox SET state = ?, attempts = ?, checks = ?, due_at = ? WHERE id = ?",
      set.state,
      set.attempts,
      set.checks,
      set.dueAt,
      id,
    );
  }

  /** A call goes out now; if this incarnation dies before it ends, the next one knows that the outcome is unknown. */
  calling(id: number, incarnation: string, now: number): void {
    this.#sql.exec(
      "UPDATE outbox SET state = 'sending', incarnation = ?, first_call_at = COALESCE(first_call_at, ?) WHERE id = ?",
      incarnation,
      now,
      id,
    );
  }

  /** Calls of incarnations that are gone: nobody knows how they ended. */
  doubtLost(incarnation: string, now: number): void {
    this.#sql.exec(
      "UPDATE outbox SET state = 'checking', checks = 0, due_at = ? WHERE state = 'sending' AND incarnation <> ?",
      now,
      incarnation,
    );
  }

  remove(row: Pick<OutboxRow, "id" | "mark">): void {
    this.#sql.exec("DELETE FROM outbox WHERE id = ? AND mark = ?", row.id, row.mark);
  }

  drop(id: number): void {
    this.#sql.exec("DELETE FROM outbox WHERE id = ?", id);
  }

  /** What no call was made for yet. */
  dropQueued(lane: Lane): void {
    this.#sql.exec("DELETE FROM outbox WHERE lane = ? AND state = 'queued'", lane);
  }

  /** The text of a part that no call was made for yet. */
  waitingText(messageId: string, part: number): string | null {
    const query =
      "SELECT json_extract(payload, '$.text') AS text FROM outbox WHERE lane = 'channel' AND key = ? AND state = 'queued'";
    return this.#sql.exec<{ text: string }>(query, `${messageId}:${part}`).toArray()[0]?.text ?? null;
  }

  /** Parts of a message that can no longer be sent, because one before them failed. */
  dropParts(messageId: string): void {
    this.#sql.exec("DELETE FROM outbox WHERE lane = 'channel' AND json_extract(payload, '$.messageId') = ?", messageId);
  }

  /** Refused for good: kept to be looked at, in nobody's way. */
  park(id: number): void {
    this.#sql.exec("UPDATE outbox SET state = 'parked' WHERE id = ?", id);
  }

  postpone(lane: Lane, dueAt: number): number {
    this.#sql.exec(
      "UPDATE outbox SET due_at = ?, attempts = attempts + 1 WHERE id = (SELECT MIN(id) FROM outbox WHERE lane = ? AND state <> 'parked')",
      dueAt,
      lane,
    );
    return dueAt;
  }

  /** When each lane's head is due; lanes with nothing to do are absent. */
  dueTimes(): Map<Lane, number> {
    const rows = this.#sql.exec<{ lane: string; due_at: number }>(
      "SELECT lane, due_at FROM outbox WHERE id IN (SELECT MIN(id) FROM outbox WHERE state <> 'parked' GROUP BY lane)",
    );
    return new Map(rows.toArray().map((row) => [row.lane as Lane, row.due_at]));
  }
}
