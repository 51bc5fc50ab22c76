import type { Language } from "../../schema/contract/enums.ts";
import type { Facts } from "../push/whoCares.ts";

const schema = [
  `CREATE TABLE IF NOT EXISTS push_subscriptions (id TEXT PRIMARY KEY, tenant_id TEXT NOT NULL, user_id TEXT NOT NULL,
    session_hash TEXT NOT NULL, language TEXT NOT NULL, what TEXT NOT NULL, endpoint TEXT NOT NULL UNIQUE, p256dh TEXT NOT NULL,
    auth_sealed TEXT NOT NULL, confirmed_at INTEGER NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS push_facts (conversation_id TEXT PRIMARY KEY, version INTEGER NOT NULL, facts TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS push_heard (conversation_id TEXT PRIMARY KEY, mark TEXT NOT NULL) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS push_due (subscription_id TEXT NOT NULL, conversation_id TEXT NOT NULL, text TEXT NOT NULL,
    turn INTEGER NOT NULL, attempts INTEGER NOT NULL, due_at INTEGER NOT NULL, PRIMARY KEY (subscription_id, conversation_id)) WITHOUT ROWID`,
];

/** Who is told of what, in which browser. */
export interface Listener {
  tenantId: string;
  userId: string;
  sessionHash: string;
  /** The tenant's. */
  language: Language;
  what: "mine" | "all";
  endpoint: string;
  /** In base64url. */
  p256dh: string;
}

export interface Subscription extends Listener {
  id: string;
  authSealed: string;
  /** When the browser last said that it still wants to be told, in milliseconds. */
  confirmedAt: number;
}

/** A push on its way: one per browser and conversation, so that a newer one takes the older's place. */
export interface DuePush {
  subscriptionId: string;
  conversationId: string;
  text: string;
  /** Goes up whenever the text is replaced. */
  turn: number;
  attempts: number;
}

const columns = `id, tenant_id AS tenantId, user_id AS userId, session_hash AS sessionHash, language, what, endpoint, p256dh,
  auth_sealed AS authSealed, confirmed_at AS confirmedAt`;

/** Who has subscribed, what is on its way to them, and what was told already: in the live room's own storage. */
export class PushStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    for (const statement of schema) this.#sql.exec(statement);
  }

  #rows<T>(query: string, ...bound: SqlStorageValue[]): T[] {
    return this.#sql.exec(query, ...bound).toArray() as unknown as T[];
  }

  subscriptions(): Subscription[] {
    return this.#rows(`SELECT ${columns} FROM push_subscriptions`);
  }

  subscription(id: string): Subscription | undefined {
    return this.#rows<Subscription>(`SELECT ${columns} FROM push_subscriptions WHERE id = ?`, id)[0];
  }

  /** A browser has one subscription; who signs in there next takes it over. */
  keep(one: Subscription, mostPerUser: number): void {
    for (const { id } of this.#rows<{ id: string }>("SELECT id FROM push_subscriptions WHERE endpoint = ?", one.endpoint))
      this.remove(id);
    this.#sql.exec(
      "INSERT INTO push_subscriptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      one.id,
      one.tenantId,
      one.userId,
      one.sessionHash,
      one.language,
      one.what,
      one.endpoint,
      one.p256dh,
      one.authSealed,
      one.confirmedAt,
    );
    const older = this.#rows<{ id: string }>(
      "SELECT id FROM push_subscriptions WHERE user_id = ? ORDER BY confirmed_at DESC, id DESC LIMIT -1 OFFSET ?",
      one.userId,
      mostPerUser,
    );
    for (const { id } of older) this.remove(id);
  }

  remove(id: string): void {
    this.#sql.exec("DELETE FROM push_due WHERE subscription_id = ?", id);
    this.#sql.exec("DELETE FROM push_subscriptions WHERE id = ?", id);
  }

  facts(conversationId: string): Facts | null {
    const [row] = this.#rows<{ facts: string }>("SELECT facts FROM push_facts WHERE conversation_id = ?", conversationId);
    return row ? (JSON.parse(row.facts) as Facts) : null;
  }

  /** Notes an event of this conversation as told; false when it, or a later one, was told before. Marks compare as text. */
  isNews(conversationId: string, mark: string): boolean {
    const noted = this.#rows(
      `INSERT INTO push_heard VALUES (?, ?) ON CONFLICT (conversation_id) DO UPDATE SET mark = excluded.mark
        WHERE excluded.mark > push_heard.mark RETURNING mark`,
      conversationId,
      mark,
    );
    return noted.length > 0;
  }

  noteFacts(conversationId: string, facts: Facts): void {
    this.#sql.exec(
      `INSERT INTO push_facts VALUES (?, ?, ?) ON CONFLICT (conversation_id) DO UPDATE SET version = excluded.version, facts = excluded.facts
        WHERE excluded.version > push_facts.version`,
      conversationId,
      facts.version,
      JSON.stringify(facts),
    );
  }

  /** What is backing off keeps its time: a push service that asked for patience gets it, and the newest text then. */
  put(subscriptionId: string, conversationId: string, text: string, now: number): void {
    this.#sql.exec(
      `INSERT INTO push_due VALUES (?, ?, ?, 1, 0, ?) ON CONFLICT (subscription_id, conversation_id) DO UPDATE
        SET text = excluded.text, turn = turn + 1`,
      subscriptionId,
      conversationId,
      text,
      now,
    );
  }

  /** What is due, each counted as tried and put off until its lease ends, so that nobody else takes it meanwhile. */
  take(now: number, leasedUntil: number, most: number): DuePush[] {
    return this.#rows(
      `UPDATE push_due SET attempts = attempts + 1, due_at = ? WHERE (subscription_id, conversation_id) IN
        (SELECT subscription_id, conversation_id FROM push_due WHERE due_at <= ? ORDER BY due_at LIMIT ?)
        RETURNING subscription_id AS subscriptionId, conversation_id AS conversationId, text, turn, attempts`,
      leasedUntil,
      now,
      most,
    );
  }

  /** It is over; a text that has replaced it meanwhile is due at once. */
  settle({ subscriptionId, conversationId, turn }: DuePush, now: number): void {
    const key = [subscriptionId, conversationId];
    this.#sql.exec("DELETE FROM push_due WHERE subscription_id = ? AND conversation_id = ? AND turn = ?", ...key, turn);
    this.#sql.exec("UPDATE push_due SET attempts = 0, due_at = ? WHERE subscription_id = ? AND conversation_id = ?", now, ...key);
  }

  postpone({ subscriptionId, conversationId }: DuePush, dueAt: number): void {
    const key = [subscriptionId, conversationId];
    this.#sql.exec("UPDATE push_due SET due_at = ? WHERE subscription_id = ? AND conversation_id = ?", dueAt, ...key);
  }

  /** Nobody has to be told any more: the user has seen it. */
  cancel(userId: string, conversationId: string): void {
    this.#sql.exec(
      `DELETE FROM push_due WHERE conversation_id = ? AND subscription_id IN (SELECT id FROM push_subscriptions WHERE user_id = ?)`,
      conversationId,
      userId,
    );
  }

  forgetThread(conversationId: string): void {
    for (const table of ["push_facts", "push_heard", "push_due"])
      this.#sql.exec(`DELETE FROM ${table} WHERE conversation_id = ?`, conversationId);
  }

  nextDueAt(): number | null {
    return this.#sql.exec<{ at: number | null }>("SELECT MIN(due_at) AS at FROM push_due").one().at;
  }
}
