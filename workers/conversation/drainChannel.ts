import type { SendOutcome } from "../channels/port.ts";
import { wordsOf } from "../platform/causes.ts";
import { climbs, statusOfParts } from "./delivery.ts";
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

  /** Resolves when no call for a message of such a sender is on the wire any more (invariant I5). */
  async callsSettled(isMeant: (sender: string | null) => boolean): Promise<void> {
    const calls = [...this.#calls.values()].filter((call) => isMeant(call.sender));
    await Promise.allSettled(calls.map((call) => call.settled));
  }

  async drain(): Promise<void> {
    for (;;) {
      const [row] = this.#kernel.stores.outbox.head("channel", 1);
      if (!row || row.dueAt > this.#kernel.chance.now()) return;
      if (row.state === "queued" && this.#kernel.born.movedTo) return;
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
    const { aiEnabled, movedTo } = this.#kernel.born;
    const ifAbsent = movedTo ? "give up" : row.sender === "ai" && !aiEnabled ? "withdraw" : "send again";
    return afterCheck(row, look, ifAbsent, chance.now());
  }

  #settle(row: OutboxRow, fate: RowFate): void {
    const { stores } = this.#kernel;
    if (fate.kind === "later") return stores.outbox.update(row.id, fate.row);
    const { messageId, part } = JSON.parse(row.payload) as PartPayload;
    const message = stores.messages.byId(messageId);
    const known = stores.parts.get(messageId, part);
    // A report may have come before the call returned: then it knows better (invariant I11).
    const status = known && !climbs(known.status, fate.status) ? known.status : fate.status;
    const settle = () => {
      stores.outbox.drop(row.id);
      stores.parts.set(messageId, part, { sid: fate.sid, status, failure: fate.failure });
      if (status === "failed" || status === "ambiguous" || status === "canceled") this.#giveUpRest(messageId);
    };
    if (!message) return settle();
    const parts = stores.parts.of(messageId).map((sibling, index) => (index === part ? status : sibling.status));
    this.#kernel.apply({ type: "delivered", message, outcome: { status: statusOfParts(parts), failure: fate.failure } }, settle);
    this.#tellWinner(messageId, part, fate);
  }

  /** What became of a call that was on the wire when this thread was joined into another; the copy there is the one people see. */
  #tellWinner(messageId: string, part: number, { status, sid, failure }: Extract<RowFate, { kind: "done" }>): void {
    const { born, deps, chance } = this.#kernel;
    if (!born.movedTo) return;
    const update = { conversationId: born.id, messageId, part, sid: sid ?? "", failure, at: chance.now() };
    const told = deps.conversation(born.movedTo).delivery({ ...update, status: status === "sent" ? "sent" : "failed" });
    told.catch((error: unknown) => console.error("an outcome was not forwarded", { messageId, error: wordsOf(error) }));
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
