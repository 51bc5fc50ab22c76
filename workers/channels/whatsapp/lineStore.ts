import type { CallOff, DeliveryUpdate, OutboundPart } from "../port.ts";
import type { StoredTurn, Turn } from "./lanes.ts";
import type { InboxEntry, LineConfig, SentPart } from "./line.ts";
import { neverPolled, type PollState } from "./lineStep.ts";
import type { Slowdown } from "./pace.ts";
import { TwilioUnreadable } from "./twilioRequests.ts";

interface Facts {
  config: LineConfig;
  poll: PollState;
  webhookAt: number;
  refused: number;
  refusedAt: number;
  lastError: { at: number; detail: string; code?: string | null };
  /** When the number was let go of, in milliseconds: no copy of its row from before revives it. */
  forgottenAt: number;
  slowdown: Slowdown;
  /** By thread: how often it has called off its calls, and when it did last. */
  calledOff: Record<string, { times: number; at: number }>;
  /** Until when, in milliseconds, it may matter that somebody was erased: before that a message of theirs may still be found late. */
  erasuresUntil: number;
}

// The body of a message goes once it is handed over: the thread is then its record. Its sid stays for ever (I1), also when its sender
// is erased: it is a random name of the provider's that says nothing of anybody, and all that tells an old message from a new one.
const schema = `
  CREATE TABLE IF NOT EXISTS inbox (
    seq INTEGER PRIMARY KEY,
    sid TEXT NOT NULL UNIQUE,
    sender TEXT NOT NULL,
    body TEXT,
    accepted_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS inbox_pending ON inbox (seq) WHERE body IS NOT NULL;
  CREATE TABLE IF NOT EXISTS sends (
    sid TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    part INTEGER NOT NULL,
    status TEXT NOT NULL,
    at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS sends_part ON sends (message_id, part);
  CREATE INDEX IF NOT EXISTS sends_at ON sends (at);
`;

/** No call is on its way for so long. */
const callsLastMs = 60 * 60_000;

/**
 * Everything a line keeps. Nothing is written for a number that was never connected: anybody can make up a number, and
 * an object without storage costs nothing.
 */
export class LineStore {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  get<K extends keyof Facts>(key: K): Facts[K] | undefined {
    return this.#storage.kv.get<Facts[K]>(key);
  }

  put<K extends keyof Facts>(key: K, value: Facts[K]): void {
    this.#storage.kv.put(key, value);
  }

  noteError(cause: unknown, at: number): void {
    const code = cause instanceof TwilioUnreadable ? cause.code : null;
    this.put("lastError", { at, code, detail: (cause instanceof Error ? cause.message : String(cause)).slice(0, 300) });
  }

  get poll(): PollState {
    return this.get("poll") ?? neverPolled;
  }

  /** Whether the number was ever connected, and so has tables. */
  get isBorn(): boolean {
    return this.#storage.kv.get("born") === true;
  }

  beBorn(): void {
    if (this.isBorn) return;
    this.#storage.sql.exec(schema);
    this.#storage.kv.put("born", true);
  }

  connect(config: LineConfig): void {
    this.beBorn();
    this.put("config", config);
    this.#storage.kv.delete("forgottenAt");
  }

  disconnect(now: number): void {
    for (const key of ["config", "poll", "webhookAt", "lastError", "slowdown"]) this.#storage.kv.delete(key);
    this.put("forgottenAt", now);
  }

  /** Stores what isn't there yet; gives the place of what is new, null for what was known. */
  accept(entry: InboxEntry, now: number): Turn | null {
    const { sid, sender } = keyOf(entry);
    const rows = this.#storage.sql.exec<{ seq: number }>(
      "INSERT INTO inbox (sid, sender, body, accepted_at) VALUES (?, ?, ?, ?) ON CONFLICT (sid) DO NOTHING RETURNING seq",
      sid,
      sender,
      JSON.stringify(entry),
      now,
    );
    const [row] = rows.toArray();
    return row === undefined ? null : { sender, seq: row.seq };
  }

  knows(sid: string): boolean {
    return this.#storage.sql.exec("SELECT 1 FROM inbox WHERE sid = ?", sid).toArray().length > 0;
  }

  /** When a message was accepted, in milliseconds; null for one that this line never had. */
  acceptedAt(sid: string): number | null {
    if (!this.isBorn) return null;
    const [row] = this.#storage.sql.exec<{ accepted_at: number }>("SELECT accepted_at FROM inbox WHERE sid = ?", sid);
    return row?.accepted_at ?? null;
  }

  /** Whether something waits that was accepted for this agent. */
  owes(agentId: string): boolean {
    if (!this.isBorn) return false;
    const query = "SELECT 1 FROM inbox WHERE body IS NOT NULL AND json_extract(body, '$.owner.agentId') = ? LIMIT 1";
    return this.#storage.sql.exec(query, agentId).toArray().length > 0;
  }

  /** The files of a message in the order they were first listed in. */
  mediaPlaces(messageSid: string): string[] | null {
    return this.#storage.kv.get<string[]>(`places:${messageSid}`) ?? null;
  }

  keepMediaPlaces(messageSid: string, sids: string[]): void {
    if (this.isBorn) this.#storage.kv.put(`places:${messageSid}`, sids);
  }

  /** In order of arrival. */
  pending(): StoredTurn[] {
    if (!this.isBorn) return [];
    const rows = this.#storage.sql.exec<{ sender: string; seq: number; attempts: number; next_at: number }>(
      "SELECT seq, sender, attempts, next_at FROM inbox WHERE body IS NOT NULL ORDER BY seq",
    );
    return [...rows].map(({ sender, seq, attempts, next_at }) => ({ sender, seq, attempts, nextAt: next_at }));
  }

  read(seq: number): InboxEntry | null {
    const [row] = this.#storage.sql.exec<{ body: string | null }>("SELECT body FROM inbox WHERE seq = ?", seq);
    return row?.body ? (JSON.parse(row.body) as InboxEntry) : null;
  }

  /** As `FirstThread.claim`. */
  claimThread(seq: number, threadId: string, instead: string | null): string | null {
    const [row] = this.#storage.sql.exec<{ thread: string }>(
      `UPDATE inbox SET body = json_set(body, '$.thread', iif(body ->> '$.thread' IS ?, ?, body ->> '$.thread'))
       WHERE seq = ? AND body IS NOT NULL RETURNING body ->> '$.thread' AS thread`,
      instead,
      threadId,
      seq,
    );
    return row?.thread ?? null;
  }

  done(seq: number, kind: InboxEntry["kind"]): void {
    if (kind === "report") this.#storage.sql.exec("DELETE FROM inbox WHERE seq = ?", seq);
    else this.#storage.sql.exec("UPDATE inbox SET body = NULL WHERE seq = ?", seq);
  }

  failed(seq: number, { attempts, nextAt }: { attempts: number; nextAt: number }): void {
    this.#storage.sql.exec("UPDATE inbox SET attempts = ?, next_at = ? WHERE seq = ?", attempts, nextAt, seq);
  }

  /** How often a row could not be handed over. */
  attempts(seq: number): number {
    return (
      this.#storage.sql.exec<{ attempts: number }>("SELECT attempts FROM inbox WHERE seq = ?", seq).toArray()[0]?.attempts ?? 0
    );
  }

  /** When the one whose address has one of these hashes was erased, in milliseconds; null for whoever never was. */
  erasedAt(hashes: readonly string[]): number | null {
    const found = hashes.flatMap((hash) => this.#storage.kv.get<number>(`erased:${hash}`) ?? []);
    return found.length === 0 ? null : Math.max(...found);
  }

  noteErased(hashes: readonly string[], at: number): void {
    for (const hash of hashes) this.#storage.kv.put(`erased:${hash}`, at);
  }

  /** The address of whoever wrote these rows goes, and what of theirs was not handed over; that their sids were there stays (I1). */
  forgetSenders(senders: readonly string[], tenantId: string): void {
    this.#storage.sql.exec(
      `UPDATE inbox SET sender = '', body = NULL WHERE sender IN (SELECT value FROM json_each(?))
       AND (body IS NULL OR json_extract(body, '$.owner.tenantId') = ?)`,
      JSON.stringify(senders),
      tenantId,
    );
    const trouble = this.get("lastError");
    if (trouble && senders.some((sender) => trouble.detail.includes(sender)))
      this.put("lastError", { ...trouble, detail: trouble.code ?? "" });
  }

  /** The same for one row. */
  forgetSender(seq: number): void {
    this.#storage.sql.exec("UPDATE inbox SET sender = '', body = NULL WHERE seq = ?", seq);
  }

  /** What was sent for these conversations, and what is still to be told of it. */
  forgetThreads(conversationIds: readonly string[]): void {
    const ids = JSON.stringify(conversationIds);
    this.#storage.sql.exec("DELETE FROM sends WHERE conversation_id IN (SELECT value FROM json_each(?))", ids);
    const others = Object.entries(this.get("calledOff") ?? {}).filter(([id]) => !conversationIds.includes(id));
    this.put("calledOff", Object.fromEntries(others));
    this.#storage.sql.exec(
      `DELETE FROM inbox WHERE sender LIKE 'report:%'
       AND json_extract(body, '$.update.conversationId') IN (SELECT value FROM json_each(?))`,
      ids,
    );
  }

  lastInboundAt(): number | null {
    if (!this.isBorn) return null;
    const query = "SELECT accepted_at FROM inbox WHERE sender NOT LIKE 'report:%' ORDER BY seq DESC LIMIT 1";
    const [row] = this.#storage.sql.exec<{ accepted_at: number }>(query);
    return row?.accepted_at ?? null;
  }

  lastOutboundAt(): number | null {
    if (!this.isBorn) return null;
    const [row] = this.#storage.sql.exec<{ at: number | null }>("SELECT MAX(at) AS at FROM sends");
    return row?.at ?? null;
  }

  /** Kept for longer than any call may take. */
  noteCalledOff({ conversationId, callsOff }: CallOff, now: number): void {
    const known = Object.entries(this.get("calledOff") ?? {}).filter(([, { at }]) => now - at < callsLastMs);
    const times = Math.max(callsOff, this.callsOff(conversationId));
    this.put("calledOff", { ...Object.fromEntries(known), [conversationId]: { times, at: now } });
  }

  /** How often, as far as it may still matter, a thread has called off its calls. */
  callsOff(conversationId: string): number {
    return this.get("calledOff")?.[conversationId]?.times ?? 0;
  }

  noteSent(part: Pick<OutboundPart, "conversationId" | "messageId" | "part">, sid: string, now: number): void {
    this.#storage.sql.exec(
      "INSERT INTO sends VALUES (?, ?, ?, ?, 'accepted', ?) ON CONFLICT (sid) DO NOTHING",
      sid,
      part.conversationId,
      part.messageId,
      part.part,
      now,
    );
  }

  noteReport(update: DeliveryUpdate, now: number): void {
    this.#storage.sql.exec(
      `INSERT INTO sends VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (sid) DO UPDATE SET status = excluded.status WHERE sends.status NOT IN ('read', 'failed')`,
      update.sid,
      update.conversationId,
      update.messageId,
      update.part,
      update.status,
      now,
    );
  }

  /** The message of a part that was accepted and, as far as is known, didn't fail. */
  sentAs(messageId: string, part: number): SentPart | null {
    const query = `SELECT ${sentColumns} FROM sends WHERE message_id = ? AND part = ? AND status <> 'failed' ORDER BY at DESC LIMIT 1`;
    return this.#sends(query, messageId, part)[0] ?? null;
  }

  sentBy(sid: string): SentPart | null {
    return this.#sends(`SELECT ${sentColumns} FROM sends WHERE sid = ?`, sid)[0] ?? null;
  }

  /** Parts of which more may still be heard. */
  unsettled(since: number): SentPart[] {
    return this.#sends(`SELECT ${sentColumns} FROM sends WHERE at >= ? AND status NOT IN ('read', 'failed')`, since);
  }

  /** All but the last one: when that was, is shown for ever. */
  forgetSends(before: number): void {
    this.#storage.sql.exec("DELETE FROM sends WHERE at < ? AND at < (SELECT MAX(at) FROM sends)", before);
  }

  #sends(query: string, ...bindings: SqlStorageValue[]): SentPart[] {
    return this.isBorn ? this.#storage.sql.exec<SentRow>(query, ...bindings).toArray() : [];
  }
}

type SentRow = { [K in keyof SentPart]: SentPart[K] };
const sentColumns = "sid, conversation_id AS conversationId, message_id AS messageId, part, status, at";

/** Reports keep the order of their message, apart from what customers write. */
const keyOf = (entry: InboxEntry): { sid: string; sender: string } =>
  entry.kind === "message"
    ? { sid: entry.message.sid, sender: entry.message.from.value }
    : { sid: `${entry.update.sid}:${entry.update.status}`, sender: `report:${entry.update.sid}` };
