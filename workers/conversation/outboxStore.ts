import { furthestAheadMs } from "./schedule.ts";
import { readPayload, type Lane, type OutboxRow, type PartPayload } from "./outbox.ts";

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
  queued_at: number;
  incarnation: string | null;
  called: string | null;
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
  // Zero in rows that were queued before this was kept.
  queuedAt: row.queued_at || row.due_at,
  incarnation: row.incarnation,
  called: row.called === null ? null : (JSON.parse(row.called) as OutboxRow["called"]),
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
      `INSERT INTO outbox (lane, key, payload, due_at, queued_at, sender) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (lane, key) DO UPDATE SET mark = mark + 1,
         attempts = iif(state = 'parked', 0, attempts), state = iif(state = 'parked', 'queued', state)`,
      lane,
      key,
      JSON.stringify(payload),
      now,
      now,
      sender,
    );
  }

  /** A part that has to go out once more, before everything else that waits: what comes after it must not overtake it. */
  addFirst(payload: PartPayload, row: { sender: string; attempts: number; dueAt: number }, now: number): void {
    this.#sql.exec(
      `INSERT INTO outbox (id, lane, key, payload, due_at, queued_at, sender, attempts)
       VALUES ((SELECT COALESCE(MIN(id), 1) - 1 FROM outbox), 'channel', ?, ?, ?, ?, ?, ?) ON CONFLICT (lane, key) DO NOTHING`,
      `${payload.messageId}:${payload.part}`,
      JSON.stringify(payload),
      row.dueAt,
      now,
      row.sender,
      row.attempts,
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

  /** Every channel row that no call is out for, in order. */
  unsent(): { outboxId: string; sender: string | null; payload: PartPayload }[] {
    return this.#sql
      .exec<Row>("SELECT * FROM outbox WHERE lane = 'channel' AND state = 'queued' ORDER BY id")
      .toArray()
      .map(({ id, sender, payload }) => ({ outboxId: String(id), sender, payload: readPayload(payload) }));
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
  calling(id: number, call: { incarnation: string; address: OutboxRow["called"]; now: number }): void {
    this.#sql.exec(
      "UPDATE outbox SET state = 'sending', incarnation = ?, called = ?, first_call_at = COALESCE(first_call_at, ?) WHERE id = ?",
      call.incarnation,
      JSON.stringify(call.address),
      call.now,
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

  /** What may be with the provider, or on its way there: nobody knows. */
  doubted(): OutboxRow[] {
    return this.#sql.exec<Row>("SELECT * FROM outbox WHERE lane = 'channel' AND state = 'checking'").toArray().map(read);
  }

  /** A part that may be with the provider since then. */
  doubt(messageId: string, part: number, firstCallAt: number): void {
    this.#sql.exec(
      "UPDATE outbox SET state = 'checking', checks = 0, first_call_at = ? WHERE lane = 'channel' AND key = ?",
      firstCallAt,
      `${messageId}:${part}`,
    );
  }

  /** Nobody knows what became of anything that waits for the provider: it is looked for before it is sent. */
  doubtAll(now: number): void {
    this.#sql.exec(
      `UPDATE outbox SET state = 'checking', checks = 0, due_at = ?,
         first_call_at = coalesce(first_call_at, iif(queued_at = 0, due_at, queued_at))
       WHERE lane = 'channel' AND state IN ('queued', 'sending')`,
      now,
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

  /** The row of a part, whatever its state; null when nothing is to be done for it. */
  ofPart(messageId: string, part: number): OutboxRow | null {
    const query = "SELECT * FROM outbox WHERE lane = 'channel' AND key = ?";
    return this.#sql.exec<Row>(query, `${messageId}:${part}`).toArray().map(read)[0] ?? null;
  }

  /** Parts of a message behind one that failed: those that no call is out for will never be sent. */
  dropPartsAfter(messageId: string, part: number): void {
    this.#sql.exec(
      `DELETE FROM outbox WHERE lane = 'channel' AND state = 'queued' AND json_extract(payload, '$.messageId') = ?
       AND json_extract(payload, '$.part') > ?`,
      messageId,
      part,
    );
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

  /** Since when the longest has been waiting; null when nothing waits. */
  waitingSince(): number | null {
    const query = "SELECT MIN(iif(queued_at = 0, due_at, queued_at)) AS since FROM outbox WHERE state <> 'parked'";
    return this.#sql.exec<{ since: number | null }>(query).toArray()[0]?.since ?? null;
  }

  /** When each lane's head is due; lanes with nothing to do are absent. */
  dueTimes(now: number): Map<Lane, number> {
    const times = this.#heads();
    if (![...times.values()].some((at) => at - now > furthestAheadMs)) return times;
    this.#bringForward(now);
    return this.#heads();
  }

  #heads(): Map<Lane, number> {
    const rows = this.#sql.exec<{ lane: string; due_at: number }>(
      "SELECT lane, due_at FROM outbox WHERE id IN (SELECT MIN(id) FROM outbox WHERE state <> 'parked' GROUP BY lane)",
    );
    return new Map(rows.toArray().map((row) => [row.lane as Lane, row.due_at]));
  }

  /** The clock has gone back: what waits, waits no longer for that. */
  clockWentBack(byMs: number, now: number): void {
    this.#sql.exec("UPDATE outbox SET due_at = due_at - ? WHERE due_at > ?", byMs, now);
  }

  /** What a clock that has gone back since made wait. Only a send that a provider's limit holds back waits for so long by rule. */
  #bringForward(now: number): void {
    this.#sql.exec(
      `UPDATE outbox SET due_at = ? WHERE due_at > ?
       AND (lane <> 'channel' OR state = 'checking' OR (attempts = 0 AND first_call_at IS NULL))`,
      now,
      now + furthestAheadMs,
    );
  }
}
