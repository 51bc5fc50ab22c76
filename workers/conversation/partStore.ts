import type { MessageStatus } from "../../schema/contract/enums.ts";

/** One piece of a message on WhatsApp, and how far it has got. */
export interface Part {
  sid: string | null;
  status: MessageStatus;
  failure: { code: string; detail: string } | null;
}

interface Row extends Record<string, SqlStorageValue> {
  sid: string | null;
  status: string;
  failure: string | null;
}

const read = (row: Row): Part => ({
  sid: row.sid,
  status: row.status as MessageStatus,
  failure: row.failure === null ? null : (JSON.parse(row.failure) as Part["failure"]),
});

export class PartStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  set(messageId: string, part: number, { sid, status, failure }: Part): void {
    this.#sql.exec(
      `INSERT INTO parts (message_id, part, sid, status, failure) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (message_id, part) DO UPDATE SET sid = COALESCE(excluded.sid, sid), status = excluded.status, failure = excluded.failure`,
      messageId,
      part,
      sid,
      status,
      failure && JSON.stringify(failure),
    );
  }

  of(messageId: string): Part[] {
    return this.#sql
      .exec<Row>("SELECT sid, status, failure FROM parts WHERE message_id = ? ORDER BY part", messageId)
      .toArray()
      .map(read);
  }

  get(messageId: string, part: number): Part | null {
    const rows = this.#sql.exec<Row>("SELECT sid, status, failure FROM parts WHERE message_id = ? AND part = ?", messageId, part);
    return rows.toArray().map(read)[0] ?? null;
  }

  forget(messageId: string): void {
    this.#sql.exec("DELETE FROM parts WHERE message_id = ?", messageId);
  }
}
