import type { SendOutcome } from "../channels/port.ts";
import { statusOfParts } from "./delivery.ts";
import type { Kernel } from "./kernel.ts";
import { afterCheck, afterSend, type OutboxRow, type PartPayload, type RowFate } from "./outbox.ts";
import { windowIsOpen } from "./window.ts";

/** Sends what waits for WhatsApp, one part at a time, in order. */
export class ChannelLane {
  readonly #kernel: Kernel;
  /** Send calls on the wire, so that a takeover can wait until they have settled. */
  readonly #calls = new Map<number, { sender: string | null; settled: Promise<unknown> }>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** Resolves when no call for an AI message is on the wire any more (invariant I5). */
  async aiCallsSettled(): Promise<void> {
    const calls = [...this.#calls.values()].filter((call) => call.sender === "ai");
    await Promise.allSettled(calls.map((call) => call.settled));
  }

  async drain(): Promise<void> {
    for (;;) {
      const [row] = this.#kernel.stores.outbox.head("channel", 1);
      if (!row || row.dueAt > this.#kernel.chance.now()) return;
      const fate = row.state === "checking" ? await this.#check(row) : (this.#refusal(row) ?? (await this.#send(row)));
      this.#settle(row, fate);
    }
  }

  /** Takeover and window are asked again right before each call. */
  #refusal(row: OutboxRow): RowFate | null {
    const { aiEnabled, whatsapp, lastWhatsappInboundAt } = this.#kernel.born;
    const done = (status: "failed" | "canceled", code: string, detail: string): RowFate => ({
      kind: "done",
      status,
      sid: null,
      failure: { code, detail },
    });
    if (row.sender === "ai" && !aiEnabled) return done("canceled", "taken_over", "A person took over");
    if (!whatsapp) return done("failed", "no_channel", "The customer has no WhatsApp address");
    if (!windowIsOpen(lastWhatsappInboundAt, this.#kernel.chance.now()))
      return done("failed", "window_closed", "WhatsApp's 24-hour window is closed");
    return null;
  }

  async #send(row: OutboxRow): Promise<RowFate> {
    const { stores, deps, born, incarnation, chance } = this.#kernel;
    const { messageId, part, text } = JSON.parse(row.payload) as PartPayload;
    const address = born.whatsapp;
    if (!address) return { kind: "done", status: "failed", sid: null, failure: null };
    stores.outbox.calling(row.id, incarnation, chance.now());
    const call = deps
      .line(address.line)
      .send({ conversationId: born.id, messageId, part, to: address.to, text })
      .catch((): SendOutcome => ({ kind: "unknown" }));
    this.#calls.set(row.id, { sender: row.sender, settled: call });
    const outcome = await call;
    this.#calls.delete(row.id);
    return afterSend(row, outcome, chance.now());
  }

  async #check(row: OutboxRow): Promise<RowFate> {
    const { deps, born, chance } = this.#kernel;
    const { text, messageId, part } = JSON.parse(row.payload) as PartPayload;
    const address = born.whatsapp;
    const since = row.firstCallAt ?? row.dueAt;
    const look = address
      ? await deps
          .line(address.line)
          .find({ to: address.to, text, since, conversationId: born.id, messageId, part })
          .then(
            (found) => found ?? ("absent" as const),
            () => "away" as const,
          )
      : "absent";
    const mayResend = row.sender !== "ai" || this.#kernel.born.aiEnabled;
    return afterCheck(row, look, mayResend, chance.now());
  }

  #settle(row: OutboxRow, fate: RowFate): void {
    const { stores } = this.#kernel;
    if (fate.kind === "later") return stores.outbox.update(row.id, fate.row);
    const { messageId, part } = JSON.parse(row.payload) as PartPayload;
    const message = stores.messages.byId(messageId);
    const settle = () => {
      stores.outbox.drop(row.id);
      stores.parts.set(messageId, part, { sid: fate.sid, status: fate.status, failure: fate.failure });
      if (fate.status !== "sent") this.#giveUpRest(messageId);
    };
    if (!message) return settle();
    const parts = stores.parts.of(messageId).map((known, index) => (index === part ? fate.status : known.status));
    this.#kernel.apply({ type: "delivered", message, outcome: { status: statusOfParts(parts), failure: fate.failure } }, settle);
  }

  /** A part after one that failed is never sent: half a sentence more would not help. */
  #giveUpRest(messageId: string): void {
    const { outbox, parts } = this.#kernel.stores;
    outbox.dropParts(messageId);
    for (const [part, known] of parts.of(messageId).entries()) {
      if (known.status === "queued") parts.set(messageId, part, { sid: null, status: "canceled", failure: null });
    }
  }
}
