import type { Level } from "../../schema/contract/enums.ts";
import { noCargo, noTimes, type StoredMessage } from "./state.ts";

interface MessageRow extends Record<string, SqlStorageValue> {
  json: string;
}

/** Messages that were stored before something was kept of them have none of it. */
const readMessage = (json: string): StoredMessage => ({
  ...noCargo,
  ...noTimes,
  ...({ intent: null, mentions: [] as string[] } as Partial<StoredMessage>),
  ...(JSON.parse(json) as StoredMessage),
});

/** The thread itself, in the object's SQLite. Read by pages, never whole. */
export class MessageStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  #rows(query: string, ...values: SqlStorageValue[]): StoredMessage[] {
    return this.#sql
      .exec<MessageRow>(query, ...values)
      .toArray()
      .map((row) => readMessage(row.json));
  }

  byId(id: string): StoredMessage | null {
    return this.#rows("SELECT json FROM messages WHERE id = ?", id)[0] ?? null;
  }

  byDedupeKey(key: string): StoredMessage | null {
    return this.#rows("SELECT json FROM messages WHERE dedupe_key = ?", key)[0] ?? null;
  }

  /** Stores a message once: the same id or the same dedupe key again changes nothing, unless it is a newer version of that message. */
  put(message: StoredMessage): void {
    const { id, acceptedAt, level, kind, dedupeKey, origin } = message;
    this.#sql.exec(
      `INSERT INTO messages (id, accepted_at, level, kind, dedupe_key, origin, reply_to, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET level = excluded.level, origin = excluded.origin, json = excluded.json
         WHERE json_extract(excluded.json, '$.version') > json_extract(messages.json, '$.version')
       ON CONFLICT (dedupe_key) DO NOTHING`,
      id,
      acceptedAt,
      level,
      kind,
      dedupeKey,
      origin,
      message.direction === "outbound" && kind !== "topic" ? message.batchId : null,
      JSON.stringify(message),
    );
  }

  patch(id: string, set: Partial<StoredMessage>): void {
    const now = this.byId(id);
    if (!now) return;
    const next = { ...now, ...set, version: now.version + 1 };
    this.#sql.exec("UPDATE messages SET json = ?, level = ? WHERE id = ?", JSON.stringify(next), next.level, id);
  }

  remove(id: string): void {
    this.#sql.exec("DELETE FROM messages WHERE id = ?", id);
    this.#sql.exec("DELETE FROM parts WHERE message_id = ?", id);
  }

  /**
   * A page in the order of the thread, oldest first, before or after a place `(acceptedAt, id)`. `customer`: without what is for
   * colleagues only.
   */
  page(
    direction: "before" | "after",
    place: [number, string] | null,
    limit: number,
    reader: "everybody" | "customer" = "everybody",
  ): StoredMessage[] {
    const [at, id] = place ?? (direction === "before" ? [Number.MAX_SAFE_INTEGER, "\uffff"] : [-1, ""]);
    const shown = reader === "customer" ? "AND kind NOT IN ('note', 'topic')" : "";
    return direction === "before"
      ? this.#rows(
          `SELECT json FROM messages WHERE (accepted_at, id) < (?, ?) ${shown} ORDER BY accepted_at DESC, id DESC LIMIT ?`,
          at,
          id,
          limit,
        ).toReversed()
      : this.#rows(
          `SELECT json FROM messages WHERE (accepted_at, id) > (?, ?) ${shown} ORDER BY accepted_at, id LIMIT ?`,
          at,
          id,
          limit,
        );
  }

  byIds(ids: string[]): StoredMessage[] {
    return this.#rows(
      "SELECT json FROM messages WHERE id IN (SELECT value FROM json_each(?)) ORDER BY accepted_at, id",
      JSON.stringify(ids),
    );
  }

  /**
   * What the model may remember at `level`: the newest `limit` messages of this topic up to that level and before the batch, oldest
   * first (invariant I14: the gate is in the query, before the limit). What colleagues write to each other is never among them, nor
   * is the answer to what was open when the topic began.
   */
  history(level: Level, exceptIds: string[], limit: number): StoredMessage[] {
    const topic = this.#topic();
    return this.#rows(
      `SELECT json FROM messages WHERE level <= ? AND kind IN ('text', 'reply') AND id NOT IN (SELECT value FROM json_each(?))
         AND accepted_at > ? AND (kind <> 'reply' OR reply_to IS NULL OR reply_to IS NOT ?)
       ORDER BY accepted_at DESC, id DESC LIMIT ?`,
      level,
      JSON.stringify(exceptIds),
      topic?.acceptedAt ?? -1,
      topic?.batchId ?? null,
      limit,
    ).toReversed();
  }

  /** Ids of messages that were accepted, sent, delivered, read or failed since then, in the order of the thread. */
  changedSince(since: number): string[] {
    const at = (name: string) => `coalesce(json_extract(json, '$.${name}'), 0)`;
    const latest = `max(accepted_at, ${["sentAt", "deliveredAt", "readAt", "failedAt"].map(at).join(", ")})`;
    const query = `SELECT id FROM messages WHERE ${latest} >= ? ORDER BY accepted_at, id`;
    return this.#sql
      .exec<{ id: string }>(query, since)
      .toArray()
      .map(({ id }) => id);
  }

  count(): number {
    return this.#sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM messages").one().n;
  }

  /** Whether anything was said that a model could remember. */
  isBegun(): boolean {
    return this.#rows("SELECT json FROM messages WHERE kind IN ('text', 'reply') LIMIT 1").length > 0;
  }

  /** The marker with which the present topic began. */
  #topic(): StoredMessage | null {
    return this.#rows("SELECT json FROM messages WHERE kind = 'topic' ORDER BY accepted_at DESC LIMIT 1")[0] ?? null;
  }

  /** The marker of a topic in which nothing was said yet. */
  unusedTopic(): StoredMessage | null {
    const marker = this.#topic();
    if (!marker) return null;
    const said = "SELECT json FROM messages WHERE accepted_at > ? AND kind IN ('text', 'reply') LIMIT 1";
    return this.#rows(said, marker.acceptedAt).length === 0 ? marker : null;
  }

  /** The AI's answer to a batch, or the notice that stood in for it. */
  replyTo(batchId: string): StoredMessage | null {
    return (
      this.#rows("SELECT json FROM messages WHERE reply_to = ? ORDER BY accepted_at DESC, id DESC LIMIT 1", batchId)[0] ?? null
    );
  }

  /** What came from `thread`, directly or by way of another. */
  ofOrigin(thread: string): StoredMessage[] {
    return this.#rows(
      "SELECT json FROM messages INDEXED BY messages_origin WHERE origin IS NOT NULL AND instr('>' || origin || '>', '>' || ? || '>') > 0 ORDER BY accepted_at, id",
      thread,
    );
  }
}
