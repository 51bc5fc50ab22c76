import type { ConversationView } from "../conversation/rpc.ts";
import { ThreadStore, type ThreadFacts } from "./threadStore.ts";

const schema = `
CREATE TABLE IF NOT EXISTS member (user_id TEXT PRIMARY KEY, since INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (
  user_id TEXT NOT NULL, conversation_id TEXT NOT NULL, upto INTEGER NOT NULL, PRIMARY KEY (user_id, conversation_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS mention (
  user_id TEXT NOT NULL, message_id TEXT NOT NULL, conversation_id TEXT NOT NULL, is_seen INTEGER NOT NULL,
  PRIMARY KEY (user_id, message_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS mention_thread ON mention (conversation_id, user_id);
CREATE TABLE IF NOT EXISTS unread (
  user_id TEXT NOT NULL, conversation_id TEXT NOT NULL, count INTEGER NOT NULL, attention INTEGER NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY (user_id, conversation_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS unread_order ON unread (user_id, attention, at, conversation_id);`;

/** A colleague, and since when they have been one, in milliseconds: what was written before that is not new to them. */
export interface Member {
  userId: string;
  since: number;
}

export interface UnreadChange {
  userId: string;
  conversationId: string;
  unreadCount: number;
  /** More than before. */
  rose: boolean;
}

interface Standing extends Record<string, SqlStorageValue> {
  userId: string;
  id: string;
  count: number;
  attention: number;
  at: number;
}

/** What each member has not seen of each conversation: said inbound less seen, and the notes that name them. */
const standings = `
  SELECT m.user_id AS userId, t.id, t.attention, t.at, iif(t.moved_to IS NULL, max(0, t.inbound - coalesce(s.upto, 0)) + (
    SELECT COUNT(*) FROM mention AS n INDEXED BY mention_thread WHERE n.conversation_id = t.id AND n.user_id = m.user_id AND n.is_seen = 0
  ), 0) AS count
  FROM member AS m CROSS JOIN thread AS t
  LEFT JOIN seen AS s ON s.user_id = m.user_id AND s.conversation_id = t.id`;

/**
 * What each user has not seen, in the live room's own SQLite. Counts follow from how much the customer has said and how much of
 * it the user has seen, never from counting news: told twice, late, or after a restart they come out the same. What is not zero
 * is kept ready in the inbox's order.
 */
export class UnreadStore {
  readonly #sql: SqlStorage;
  readonly #threads: ThreadStore;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    this.#threads = new ThreadStore(sql);
    this.#sql.exec(schema);
  }

  /** What is known of a conversation; null when nothing was ever heard of it. */
  facts(conversationId: string): ThreadFacts | null {
    return this.#threads.facts(conversationId);
  }

  /**
   * Makes a user known, once: to them everything is new that came after they joined. Of a conversation that went on across that
   * moment the last message is, and no more can be said. A blocked person's conversation is new to nobody.
   */
  takeIn({ userId, since }: Member): void {
    if (this.#sql.exec("SELECT 1 FROM member WHERE user_id = ?", userId).toArray().length > 0) return;
    this.#sql.exec("INSERT INTO member VALUES (?, ?)", userId, since);
    this.#sql.exec(
      `INSERT INTO seen SELECT ?1, id, iif(inbound_at > ?2 AND facts ->> '$.place' <> 'blocked', inbound - 1, inbound) FROM thread
       WHERE inbound > 0 AND (first_at < ?2 OR facts ->> '$.place' = 'blocked')
       ON CONFLICT (user_id, conversation_id) DO NOTHING`,
      userId,
      since,
    );
    this.#sql.exec(
      `INSERT INTO unread SELECT userId, id, count, attention, at FROM (${standings} WHERE m.user_id = ?) WHERE count > 0`,
      userId,
    );
  }

  /** Somebody who left the team: should they come back, they begin anew. */
  forget(userId: string): void {
    for (const table of ["member", "seen", "mention", "unread"]) this.#sql.exec(`DELETE FROM ${table} WHERE user_id = ?`, userId);
  }

  /** Whatever anybody has or has not seen of a conversation, and what it was. */
  forgetThread(conversationId: string): void {
    for (const table of ["seen", "mention", "unread"])
      this.#sql.exec(`DELETE FROM ${table} WHERE conversation_id = ?`, conversationId);
    this.#threads.forget(conversationId);
  }

  /** A conversation as it is now. What a blocked person wrote is no news to anybody. */
  note(view: ConversationView): UnreadChange[] {
    const { joined, cameBack } = this.#threads.note(view);
    if (joined !== null) this.#join(view.id, joined);
    if (cameBack || view.place === "blocked") this.#allSaw(view.id);
    return [...this.#settle(view.id), ...(joined === null ? [] : this.#settle(joined))];
  }

  /** A note names these users; by the message's id, told twice it counts once. */
  mention(userIds: string[], conversationId: string, messageId: string): UnreadChange[] {
    for (const userId of userIds)
      this.#sql.exec(
        "INSERT INTO mention VALUES (?, ?, ?, 0) ON CONFLICT (user_id, message_id) DO NOTHING",
        userId,
        messageId,
        conversationId,
      );
    return this.#settle(conversationId);
  }

  /** The user has seen the conversation as it is in `view`: what was said since stays new, though nobody has told of it here yet. */
  markRead(userId: string, view: ConversationView): UnreadChange[] {
    const changes = this.note(view);
    this.#saw(userId, view.id, view.inboundCount);
    this.#sql.exec(
      "UPDATE mention INDEXED BY mention_thread SET is_seen = 1 WHERE conversation_id = ? AND user_id = ?",
      view.id,
      userId,
    );
    return [...changes, ...this.#settle(view.id)];
  }

  /** The user wants to come back to it; what was unread is so already. */
  markUnread(userId: string, view: ConversationView): UnreadChange[] {
    const changes = this.note(view);
    if (this.counts(userId, [view])[view.id] === 0) {
      this.#sql.exec(
        `INSERT INTO seen SELECT ?1, id, inbound - 1 FROM thread WHERE id = ?2
         ON CONFLICT (user_id, conversation_id) DO UPDATE SET upto = excluded.upto`,
        userId,
        view.id,
      );
    }
    return [...changes, ...this.#settle(view.id)];
  }

  /** How much of each of these the user has not seen. They may be ahead of what was heard here. */
  counts(userId: string, threads: { id: string; inboundCount: number }[]): Record<string, number> {
    const rows = this.#sql.exec<{ id: string; count: number }>(
      `SELECT g.value ->> '$.id' AS id, iif(t.moved_to IS NULL,
         max(0, max(g.value ->> '$.inboundCount', coalesce(t.inbound, 0)) - coalesce(s.upto, 0)) + (
           SELECT COUNT(*) FROM mention AS n INDEXED BY mention_thread WHERE n.conversation_id = g.value ->> '$.id' AND n.user_id = ?1 AND n.is_seen = 0
         ), 0) AS count
       FROM json_each(?2) AS g LEFT JOIN thread AS t ON t.id = g.value ->> '$.id'
       LEFT JOIN seen AS s ON s.user_id = ?1 AND s.conversation_id = g.value ->> '$.id'`,
      userId,
      JSON.stringify(threads.map(({ id, inboundCount }) => ({ id, inboundCount }))),
    );
    return Object.fromEntries(rows.toArray().map(({ id, count }) => [id, count]));
  }

  #saw(userId: string, conversationId: string, upto: number): void {
    this.#sql.exec(
      `INSERT INTO seen VALUES (?1, ?2, ?3) ON CONFLICT (user_id, conversation_id) DO UPDATE SET upto = max(upto, excluded.upto)`,
      userId,
      conversationId,
      upto,
    );
  }

  #allSaw(conversationId: string): void {
    this.#sql.exec(
      `INSERT INTO seen SELECT m.user_id, t.id, t.inbound FROM member AS m CROSS JOIN thread AS t WHERE t.id = ?
       ON CONFLICT (user_id, conversation_id) DO UPDATE SET upto = excluded.upto`,
      conversationId,
    );
  }

  /** The other thread's count grows by all that was said in this one: what a user had seen of it, they have seen there too. */
  #join(loser: string, winner: string): void {
    this.#sql.exec(
      `INSERT INTO seen SELECT m.user_id, ?2, coalesce(w.upto, 0) + min(coalesce(l.upto, 0), t.inbound)
       FROM member AS m CROSS JOIN thread AS t
       LEFT JOIN seen AS l ON l.user_id = m.user_id AND l.conversation_id = ?1
       LEFT JOIN seen AS w ON w.user_id = m.user_id AND w.conversation_id = ?2
       WHERE t.id = ?1
       ON CONFLICT (user_id, conversation_id) DO UPDATE SET upto = excluded.upto`,
      loser,
      winner,
    );
    this.#sql.exec("UPDATE mention SET conversation_id = ? WHERE conversation_id = ?", winner, loser);
  }

  /** Brings what is kept ready in step for one conversation. */
  #settle(conversationId: string): UnreadChange[] {
    const rows = this.#sql.exec<Standing & { was: number | null }>(
      `SELECT now.*, u.count AS was FROM (${standings} WHERE t.id = ?) AS now
       LEFT JOIN unread AS u ON u.user_id = now.userId AND u.conversation_id = now.id
       WHERE now.count IS NOT coalesce(u.count, 0) OR now.attention IS NOT u.attention AND now.count > 0
         OR now.at IS NOT u.at AND now.count > 0`,
      conversationId,
    );
    return rows.toArray().flatMap(({ was, ...now }) => {
      this.#keep(now);
      const { userId, count: unreadCount } = now;
      return unreadCount === (was ?? 0) ? [] : [{ userId, conversationId, unreadCount, rose: unreadCount > (was ?? 0) }];
    });
  }

  #keep({ userId, id, count, attention, at }: Standing): void {
    if (count === 0) {
      this.#sql.exec("DELETE FROM unread WHERE user_id = ? AND conversation_id = ?", userId, id);
      return;
    }
    this.#sql.exec(
      `INSERT INTO unread VALUES (?, ?, ?, ?, ?) ON CONFLICT (user_id, conversation_id)
       DO UPDATE SET count = excluded.count, attention = excluded.attention, at = excluded.at`,
      userId,
      id,
      count,
      attention,
      at,
    );
  }
}
