import {
  committedBy,
  isWithinLimit,
  oldestKept,
  remainingOf,
  reserveSpend,
  settleSpend,
  type Counted,
  type ReserveAnswer,
  type ReserveRequest,
  type TurnSpend,
} from "./rules.ts";

/** The part of a Durable Object's SQLite that is needed here: synchronous, so that no two requests can interleave. */
export interface SyncSql {
  exec(query: string, ...bindings: (string | number | null)[]): { toArray(): Record<string, unknown>[] };
}

const schema = [
  "CREATE TABLE IF NOT EXISTS days (day TEXT PRIMARY KEY, committed INTEGER NOT NULL) WITHOUT ROWID",
  // Messages are numbered by contact and by address each day: the highest number is how many there are.
  `CREATE TABLE IF NOT EXISTS messages (message_id TEXT PRIMARY KEY, day TEXT NOT NULL, contact_id TEXT NOT NULL,
     contact_number INTEGER NOT NULL, address_hash TEXT, address_number INTEGER) WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS messages_contact ON messages (day, contact_id, contact_number)",
  "CREATE INDEX IF NOT EXISTS messages_address ON messages (day, address_hash, address_number) WHERE address_hash IS NOT NULL",
  `CREATE TABLE IF NOT EXISTS turns (turn_id TEXT PRIMARY KEY, day TEXT NOT NULL, reserved INTEGER, settled INTEGER NOT NULL)
     WITHOUT ROWID`,
  "CREATE INDEX IF NOT EXISTS turns_day ON turns (day)",
];

/** Nobody asks how many messages somebody has written who may write as many as they like. */
const unlimited: Counted = { total: 0, beforeBatch: 0 };

/** An agent's days: messages counted, money reserved and spent. Each method is to run in one transaction. */
export class QuotaStore {
  readonly #sql: SyncSql;

  constructor(sql: SyncSql) {
    this.#sql = sql;
    for (const statement of schema) this.#sql.exec(statement);
  }

  /** Counts the batch, whatever the answer, and reserves the call's money if it is `ok`. */
  reserve(request: ReserveRequest): ReserveAnswer {
    const { day, limit, addressHash } = request;
    this.#openDay(day);
    this.#count(request);
    const contact = limit === null ? unlimited : this.#counted(request, "contact");
    const address = limit === null || addressHash === null ? null : this.#counted(request, "address");
    if (!isWithinLimit(limit, contact, address)) return { kind: "daily_limit" };
    const turn = this.#turn(request.turnId) ?? { reserved: null, settled: 0, day };
    const next = reserveSpend(turn, this.#committed(turn.day), request.maxMicros, request.capMicros);
    if (!next) return { kind: "spend_cap" };
    this.#write(request.turnId, turn, next);
    return { kind: "ok", remaining: remainingOf(limit, contact.total, address?.total ?? null) };
  }

  /** Puts what a call has cost in the place of its reservation; again, or for a turn nobody knows any more, without effect. */
  settle({ turnId, micros }: { turnId: string; micros: number }): void {
    const turn = this.#turn(turnId);
    if (turn) this.#write(turnId, turn, settleSpend(turn, micros));
  }

  peek({ contactId, addressHash, limit, day }: Pick<ReserveRequest, "contactId" | "addressHash" | "limit" | "day">): {
    remaining: number | null;
  } {
    const address = addressHash === null ? null : this.#highest(day, "address", addressHash);
    return { remaining: remainingOf(limit, this.#highest(day, "contact", contactId), address) };
  }

  /** Who these contacts were is no longer known here; what they have cost stays. */
  forget(contactIds: string[]): void {
    this.#sql.exec("DELETE FROM messages WHERE contact_id IN (SELECT value FROM json_each(?))", JSON.stringify(contactIds));
  }

  /** What the day's calls have cost or may still cost, in millionths of a euro. */
  spend(day: string): number {
    return this.#committed(day);
  }

  #openDay(day: string): void {
    if (this.#sql.exec("SELECT 1 FROM days WHERE day = ?", day).toArray().length > 0) return;
    this.#sql.exec("INSERT INTO days (day, committed) VALUES (?, 0)", day);
    for (const table of ["days", "messages", "turns"]) this.#sql.exec(`DELETE FROM ${table} WHERE day < ?`, oldestKept(day));
  }

  #count({ messageIds, contactId, addressHash, limit, day }: ReserveRequest): void {
    // Paying members share a gym's address with its visitors and must not use up what these are allowed.
    const counting = limit === null ? null : addressHash;
    let contactNumber = this.#highest(day, "contact", contactId);
    let addressNumber = counting === null ? 0 : this.#highest(day, "address", counting);
    for (const messageId of messageIds) {
      if (this.#sql.exec("SELECT 1 FROM messages WHERE message_id = ?", messageId).toArray().length > 0) continue;
      contactNumber += 1;
      addressNumber += 1;
      this.#sql.exec(
        "INSERT INTO messages (message_id, day, contact_id, contact_number, address_hash, address_number) VALUES (?, ?, ?, ?, ?, ?)",
        messageId,
        day,
        contactId,
        contactNumber,
        counting,
        counting === null ? null : addressNumber,
      );
    }
  }

  /** The batch begins at the lowest number of its messages; one that was all counted elsewhere (another day, a merge) comes last. */
  #counted({ messageIds, contactId, addressHash, day }: ReserveRequest, by: "contact" | "address"): Counted {
    const owner = by === "contact" ? contactId : (addressHash ?? "");
    const column = by === "contact" ? "contact_id" : "address_hash";
    // CROSS JOIN keeps SQLite from going through all of a busy contact's messages in search of these few.
    const [row] = this.#sql
      .exec(
        `SELECT MIN(m.${by}_number) AS first FROM json_each(?) AS batch CROSS JOIN messages AS m ON m.message_id = batch.value
         WHERE m.day = ? AND m.${column} = ?`,
        JSON.stringify(messageIds),
        day,
        owner,
      )
      .toArray();
    const total = this.#highest(day, by, owner);
    const first = row?.["first"];
    return { total, beforeBatch: typeof first === "number" ? first - 1 : total };
  }

  #highest(day: string, by: "contact" | "address", owner: string): number {
    const column = by === "contact" ? "contact_id" : "address_hash";
    const [row] = this.#sql
      .exec(`SELECT MAX(${by}_number) AS highest FROM messages WHERE day = ? AND ${column} = ?`, day, owner)
      .toArray();
    return numberOf(row?.["highest"]);
  }

  #turn(turnId: string): (TurnSpend & { day: string }) | null {
    const [row] = this.#sql.exec("SELECT day, reserved, settled FROM turns WHERE turn_id = ?", turnId).toArray();
    if (!row) return null;
    const reserved = row["reserved"];
    return {
      day: String(row["day"]),
      reserved: typeof reserved === "number" ? reserved : null,
      settled: numberOf(row["settled"]),
    };
  }

  #write(turnId: string, before: TurnSpend & { day: string }, after: TurnSpend): void {
    if (after === before) return;
    this.#sql.exec(
      `INSERT INTO turns (turn_id, day, reserved, settled) VALUES (?, ?, ?, ?)
       ON CONFLICT (turn_id) DO UPDATE SET reserved = excluded.reserved, settled = excluded.settled`,
      turnId,
      before.day,
      after.reserved,
      after.settled,
    );
    this.#sql.exec(
      "UPDATE days SET committed = committed + ? WHERE day = ?",
      committedBy(after) - committedBy(before),
      before.day,
    );
  }

  #committed(day: string): number {
    return numberOf(this.#sql.exec("SELECT committed FROM days WHERE day = ?", day).toArray()[0]?.["committed"]);
  }
}

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);
