import type { Summary, TurnTrace } from "../../schema/contract/conversations.ts";
import type { MessageStatus } from "../../schema/contract/enums.ts";
import type { StoredEffect } from "./effects.ts";
import { climbs, isOnItsWay, statusOfParts, timesAt } from "./delivery.ts";
import type { UnsentRow } from "./events.ts";
import type { HandedPart } from "./handover.ts";
import { isConfirmation } from "./mayBeSent.ts";
import { MessageStore } from "./messageStore.ts";
import { readPayload, type PartContent } from "./outbox.ts";
import { OutboxStore } from "./outboxStore.ts";
import { PartStore, type Part } from "./partStore.ts";
import { partsOf } from "./partsOf.ts";
import { prepareSchema } from "./schema.ts";
import { WayStore } from "./wayStore.ts";
import { lateFields, type Batch, type ConversationState, type StoredMessage } from "./state.ts";

const withSupplements = (batch: Batch | null): Batch | null => batch && { ...batch, supplements: batch.supplements ?? [] };

const nothingKnown = { content: null, status: "queued", failure: null } as const;

/** A part that waited for another try had failed, and that is what is left of it. */
const withdrawnAs = ({ failure }: Pick<Part, "failure">): MessageStatus => (failure ? "failed" : "canceled");

const furthest = (now: MessageStatus, next: MessageStatus): MessageStatus => (climbs(now, next) ? next : now);

const withdrawals = {
  taken_over: "A person took over",
  stopped: "The customer said STOP",
  blocked: "This person is blocked",
} as const;

/** `key` names the messages it was made of. */
export interface KeptSummary {
  key: string;
  summary: Summary;
}

/** The object's storage as a whole: what a step decided is written here, in one transaction. */
export class Stores {
  readonly messages: MessageStore;
  readonly outbox: OutboxStore;
  readonly parts: PartStore;
  readonly ways: WayStore;
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    prepareSchema(sql);
    this.#sql = sql;
    this.messages = new MessageStore(sql);
    this.outbox = new OutboxStore(sql);
    this.parts = new PartStore(sql);
    this.ways = new WayStore(sql);
  }

  readState(): ConversationState | null {
    const [row] = this.#sql.exec<{ json: string }>("SELECT json FROM state").toArray();
    if (!row) return null;
    const { unreadCount = 0, ...kept } = JSON.parse(row.json) as Partial<ConversationState> & { unreadCount?: number };
    // What one count for everybody called unread is as much as is known of what was written.
    const state = { ...lateFields, inboundCount: unreadCount, ...kept } as ConversationState;
    return { ...state, batch: withSupplements(state.batch), next: withSupplements(state.next) };
  }

  writeState(state: ConversationState): void {
    this.#sql.exec(
      "INSERT INTO state (id, json) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
      JSON.stringify(state),
    );
  }

  /** The thread that was here is gone for good. */
  isErased(): boolean {
    return this.#sql.exec("SELECT 1 FROM erased").toArray().length > 0;
  }

  markErased(at: number): void {
    this.#sql.exec("INSERT INTO erased (id, at) VALUES (1, ?) ON CONFLICT (id) DO NOTHING", at);
  }

  /** Since when the tenant has been shown that the outbox waits; null when it is shown nothing. */
  readTrouble(): number | null {
    return this.#sql.exec<{ since: number }>("SELECT since FROM trouble").toArray()[0]?.since ?? null;
  }

  writeTrouble(since: number | null): void {
    if (since === null) this.#sql.exec("DELETE FROM trouble WHERE id = ?", 1);
    else this.#sql.exec("INSERT INTO trouble VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET since = excluded.since", since);
  }

  readTrace(): TurnTrace | null {
    const [row] = this.#sql.exec<{ json: string }>("SELECT json FROM trace").toArray();
    return row ? (JSON.parse(row.json) as TurnTrace) : null;
  }

  writeTrace(trace: TurnTrace): void {
    this.#sql.exec(
      "INSERT INTO trace (id, json) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
      JSON.stringify(trace),
    );
  }

  /** The last summary, and of which thread as it stood then. */
  readSummary(): KeptSummary | null {
    const [row] = this.#sql.exec<{ json: string }>("SELECT json FROM summary").toArray();
    return row ? (JSON.parse(row.json) as KeptSummary) : null;
  }

  writeSummary(kept: KeptSummary): void {
    this.#sql.exec(
      "INSERT INTO summary (id, json) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
      JSON.stringify(kept),
    );
  }

  /** Channel rows of AI messages that may still be withdrawn: no call is out for them. What confirms a STOP or START stays. */
  unsentAi(): UnsentRow[] {
    return this.#withdrawable(({ sender, payload }) => sender === "ai" && !isConfirmation(payload.purpose));
  }

  /** Every channel row that no call is out for. */
  unsent(): UnsentRow[] {
    return this.#withdrawable(() => true);
  }

  #withdrawable(isMeant: (row: ReturnType<OutboxStore["unsent"]>[number]) => boolean): UnsentRow[] {
    const rows = this.outbox.unsent().filter(isMeant);
    const gone = new Set(rows.map(({ payload: { messageId, part } }) => `${messageId}:${part}`));
    const leftOf = (messageId: string): MessageStatus => {
      const parts = this.parts
        .of(messageId)
        .map((known, part) => (gone.has(`${messageId}:${part}`) ? withdrawnAs(known) : known.status));
      return furthest(this.messages.byId(messageId)?.status ?? "queued", statusOfParts(parts));
    };
    return rows.map(({ outboxId, payload: { messageId } }) => ({ outboxId, messageId, left: leftOf(messageId) }));
  }

  /** Must run inside the step's transaction. */
  apply(effect: StoredEffect, now: number): void {
    switch (effect.type) {
      case "insertMessage":
        return this.messages.put(effect.message);
      case "patchMessage":
        return this.messages.patch(effect.id, effect.set);
      case "removeMessage":
        return this.#remove(effect.id);
      case "adoptMedia": {
        const { messageId, mediaId, source } = effect;
        return this.outbox.add("jobs", mediaId, { kind: "adopt_media", messageId, mediaId, source }, now);
      }
      case "send":
        return this.#queueParts(effect, now);
      case "sendRest":
        return this.#sendRest(effect.messageId, now);
      case "sendAgain":
        return this.#sendAgain(effect, now);
      case "cancelSend":
        return this.#cancelPart(Number(effect.outboxId), effect.because, now);
      case "adoptPart":
        return this.#adoptPart(effect.part, now);
      case "letGoOfSends":
        return this.outbox.dropQueued("channel");
      case "mention":
        return this.outbox.add("live", `mention:${effect.messageId}`, { what: "mention", messageId: effect.messageId }, now);
      case "announce":
        return this.outbox.add(
          "live",
          `${effect.what}:${effect.messageId}`,
          { what: effect.what, messageId: effect.messageId },
          now,
        );
      case "project":
        return this.#project(effect, now);
    }
  }

  /** It lives on in another thread, which sends what of it waits to be sent. */
  #remove(messageId: string): void {
    this.outbox.dropPartsAfter(messageId, -1);
    this.messages.remove(messageId);
  }

  #project(effect: Extract<StoredEffect, { type: "project" }>, now: number): void {
    if (effect.what === "message" || effect.what === "twin")
      return this.outbox.add("d1", `${effect.what}:${effect.messageId}`, { messageId: effect.messageId }, now);
    if (effect.what === "consent") {
      const { messageId, word, at } = effect;
      return this.outbox.add("d1", `consent:${messageId}`, { messageId, word, at }, now);
    }
    this.outbox.add("d1", effect.what, {}, now);
    if (effect.what === "conversation" || effect.what === "lastStatus")
      this.outbox.add("live", "conversation", { what: "conversation" }, now);
  }

  #queueParts({ messageId, sender, purpose, ...content }: Extract<StoredEffect, { type: "send" }>, now: number): void {
    for (const [part, piece] of partsOf(content).entries()) this.#queue(messageId, part, { ...piece, purpose }, sender, now);
  }

  #queue(messageId: string, part: number, content: PartContent, sender: string, now: number): void {
    this.parts.put(messageId, part, { sid: null, status: "queued", failure: null, content, retries: 0, formerSids: [] });
    this.outbox.add("channel", `${messageId}:${part}`, { messageId, part, ...content }, now, sender);
  }

  /** Parts that have arrived, or are on their way, are not sent a second time. */
  #sendRest(messageId: string, now: number): void {
    const message = this.messages.byId(messageId);
    const known = this.parts.of(messageId);
    if (!message) return;
    for (const [part, { content, status, failure }] of (known.length > 0 ? known : [nothingKnown]).entries()) {
      if (isOnItsWay(status)) continue;
      if (content === null) return this.#sendOld(message, now);
      this.parts.again(messageId, part, 0, { sid: null, failure });
      this.outbox.add("channel", `${messageId}:${part}`, { messageId, part, ...content }, now, message.sender);
      // It may have arrived all the same: it is looked for before it is sent again.
      if (status === "ambiguous") this.outbox.doubt(messageId, part, message.acceptedAt);
    }
  }

  /** A message from before the contents of its parts were kept: all of it is text. */
  #sendOld({ id: messageId, text, sender }: StoredMessage, now: number): void {
    this.parts.forget(messageId);
    this.#queueParts({ type: "send", messageId, text, sender, purpose: "reply", files: [], template: null }, now);
  }

  #sendAgain(effect: Extract<StoredEffect, { type: "sendAgain" }>, now: number): void {
    const { messageId, part, sender, retries, dueAt, failedAs } = effect;
    const content = this.parts.get(messageId, part)?.content;
    if (!content) return;
    this.parts.again(messageId, part, retries, failedAs);
    this.outbox.addFirst({ messageId, part, ...content }, { sender, attempts: retries, dueAt }, now);
  }

  #adoptPart({ messageId, part, sender, waits, ...known }: HandedPart, now: number): void {
    this.parts.put(messageId, part, known);
    if (waits !== null) this.outbox.add("channel", `${messageId}:${part}`, { messageId, part, ...waits }, now, sender);
  }

  /**
   * Withdrawn before any call: if nothing of the message went out it is canceled, else it stays as far as it got. A part that
   * waited for another try had failed, and that is what is left of it.
   */
  #cancelPart(outboxId: number, because: keyof typeof withdrawals, now: number): void {
    const row = this.outbox.get(outboxId);
    if (!row) return;
    const { messageId, part } = readPayload(row.payload);
    const known = this.parts.get(messageId, part);
    const failure = known?.failure ?? null;
    this.outbox.drop(outboxId);
    this.parts.set(messageId, part, { sid: null, status: known ? withdrawnAs(known) : "canceled", failure });
    const message = this.messages.byId(messageId);
    const status = statusOfParts(this.parts.of(messageId).map((sibling) => sibling.status));
    if (failure) return this.messages.patch(messageId, { status: "failed", failure, failedAt: now });
    if (status === "canceled")
      return this.messages.patch(messageId, { status, failure: { code: because, detail: withdrawals[because] } });
    if (message && climbs(message.status, status)) this.messages.patch(messageId, { status, ...timesAt(message, status, now) });
  }
}
