import type { MessageStatus } from "../../schema/contract/enums.ts";
import type { PartContent } from "./outbox.ts";

/** One piece of a message on WhatsApp, and how far it has got. */
export interface Part {
  sid: string | null;
  status: MessageStatus;
  failure: { code: string; detail: string } | null;
}

/** The same with what it takes to send it once more. */
export interface KnownPart extends Part {
  /** Null of parts that were queued before contents were kept. */
  content: PartContent | null;
  /** Further tries after the first, whoever found that one had failed. */
  retries: number;
  /** Its ids from tries that failed: what is still reported of those counts for nothing. */
  formerSids: string[];
}

interface Row extends Record<string, SqlStorageValue> {
  sid: string | null;
  status: string;
  failure: string | null;
  content: string | null;
  retries: number;
  former: string;
}

const read = (row: Row): KnownPart => ({
  sid: row.sid,
  status: row.status as MessageStatus,
  failure: row.failure === null ? null : (JSON.parse(row.failure) as Part["failure"]),
  content: row.content === null ? null : (JSON.parse(row.content) as PartContent),
  retries: row.retries,
  formerSids: JSON.parse(row.former) as string[],
});

const columns = "sid, status, failure, content, retries, former";

export class PartStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** How far it has got, after how many further tries. What it is made of is kept until it has arrived. */
  set(messageId: string, part: number, { sid, status, failure }: Part, retries = 0): void {
    this.#sql.exec(
      `INSERT INTO parts (message_id, part, sid, status, failure, retries) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (message_id, part) DO UPDATE SET sid = COALESCE(excluded.sid, sid), status = excluded.status,
         failure = excluded.failure, retries = MAX(retries, excluded.retries),
         content = iif(excluded.status IN ('delivered', 'read'), NULL, content)`,
      messageId,
      part,
      sid,
      status,
      failure && JSON.stringify(failure),
      retries,
    );
  }

  /** A part with all that is known of it, in place of what was known. */
  put(messageId: string, part: number, { sid, status, failure, content, retries, formerSids }: KnownPart): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO parts (message_id, part, sid, status, failure, content, retries, former) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      messageId,
      part,
      sid,
      status,
      failure && JSON.stringify(failure),
      content && JSON.stringify(content),
      retries,
      JSON.stringify(formerSids),
    );
  }

  /** It waits for another try; what was its id is a former one from now on. The failure stays known until the try has ended. */
  again(messageId: string, part: number, retries: number, failedAs: Pick<Part, "sid" | "failure">): void {
    const known = this.get(messageId, part);
    if (!known) return;
    const formerSids = [...new Set([...known.formerSids, known.sid ?? "", failedAs.sid ?? ""])].filter((sid) => sid !== "");
    this.put(messageId, part, { ...known, sid: null, status: "queued", failure: failedAs.failure, retries, formerSids });
  }

  of(messageId: string): KnownPart[] {
    return this.#sql.exec<Row>(`SELECT ${columns} FROM parts WHERE message_id = ? ORDER BY part`, messageId).toArray().map(read);
  }

  get(messageId: string, part: number): KnownPart | null {
    const rows = this.#sql.exec<Row>(`SELECT ${columns} FROM parts WHERE message_id = ? AND part = ?`, messageId, part);
    return rows.toArray().map(read)[0] ?? null;
  }

  /** The message that the provider knows a part of under this id. */
  messageOf(sid: string): string | null {
    const rows = this.#sql.exec<{ message_id: string }>("SELECT message_id FROM parts WHERE sid = ?", sid).toArray();
    return rows[0]?.message_id ?? null;
  }

  forget(messageId: string): void {
    this.#sql.exec("DELETE FROM parts WHERE message_id = ?", messageId);
  }
}
