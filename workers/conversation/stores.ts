import type { TurnTrace } from "../../schema/contract/conversations.ts";
import { splitText } from "../channels/whatsapp/split.ts";
import type { StoredEffect } from "./effects.ts";
import type { HandedPart } from "./handover.ts";
import { MessageStore } from "./messageStore.ts";
import { OutboxStore } from "./outboxStore.ts";
import { PartStore } from "./partStore.ts";
import { conversationSchema } from "./schema.ts";
import type { ConversationState } from "./state.ts";

/** The object's storage as a whole: what a step decided is written here, in one transaction. */
export class Stores {
  readonly messages: MessageStore;
  readonly outbox: OutboxStore;
  readonly parts: PartStore;
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    sql.exec(conversationSchema);
    this.#sql = sql;
    this.messages = new MessageStore(sql);
    this.outbox = new OutboxStore(sql);
    this.parts = new PartStore(sql);
  }

  readState(): ConversationState | null {
    const [row] = this.#sql.exec<{ json: string }>("SELECT json FROM state").toArray();
    return row ? (JSON.parse(row.json) as ConversationState) : null;
  }

  writeState(state: ConversationState): void {
    this.#sql.exec(
      "INSERT INTO state (id, json) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json",
      JSON.stringify(state),
    );
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

  /** Must run inside the step's transaction. */
  apply(effect: StoredEffect, now: number): void {
    switch (effect.type) {
      case "insertMessage":
        return this.messages.put(effect.message);
      case "patchMessage":
        return this.messages.patch(effect.id, effect.set);
      case "removeMessage":
        return this.messages.remove(effect.id);
      case "send":
        return this.#queueParts(effect.messageId, effect.text, effect.sender, now);
      case "cancelSend":
        return this.#cancelPart(Number(effect.outboxId));
      case "adoptPart":
        return this.#adoptPart(effect.part, now);
      case "letGoOfSends":
        return this.outbox.dropQueued("channel");
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

  #project(effect: Extract<StoredEffect, { type: "project" }>, now: number): void {
    if (effect.what === "message")
      return this.outbox.add("d1", `message:${effect.messageId}`, { messageId: effect.messageId }, now);
    this.outbox.add("d1", effect.what, {}, now);
    if (effect.what !== "disclosure") this.outbox.add("live", "conversation", { what: "conversation" }, now);
  }

  #queueParts(messageId: string, text: string, sender: string, now: number): void {
    this.parts.forget(messageId);
    for (const [part, piece] of splitText(text).entries()) {
      this.parts.set(messageId, part, { sid: null, status: "queued", failure: null });
      this.outbox.add("channel", `${messageId}:${part}`, { messageId, part, text: piece }, now, sender);
    }
  }

  #adoptPart({ messageId, part, sender, sid, status, failure, waits }: HandedPart, now: number): void {
    this.parts.set(messageId, part, { sid, status, failure });
    if (waits !== null) this.outbox.add("channel", `${messageId}:${part}`, { messageId, part, text: waits }, now, sender);
  }

  /** Withdrawn before any call: if nothing of the message went out it is canceled, else it stays as far as it got. */
  #cancelPart(outboxId: number): void {
    const row = this.outbox.get(outboxId);
    if (!row) return;
    const { messageId, part } = JSON.parse(row.payload) as { messageId: string; part: number };
    this.outbox.drop(outboxId);
    this.parts.set(messageId, part, { sid: null, status: "canceled", failure: null });
    if (this.parts.of(messageId).every((sibling) => sibling.status === "canceled")) {
      this.messages.patch(messageId, { status: "canceled" });
    }
  }
}
