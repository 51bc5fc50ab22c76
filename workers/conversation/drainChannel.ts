import type { OutboundPart, SendOutcome } from "../channels/port.ts";
import { retryRuleOf } from "../channels/whatsapp/retryTable.ts";
import { wordsOf } from "../platform/causes.ts";
import { isBlocked } from "./blocking.ts";
import { climbs, isOnItsWay, statusOfParts } from "./delivery.ts";
import { giveUpRest } from "./giveUpRest.ts";
import type { Kernel } from "./kernel.ts";
import { mayBeSent, type SendRefusal } from "./mayBeSent.ts";
import { afterCheck, afterReport, afterSend, readPayload, type OutboxRow, type PartPayload, type RowFate } from "./outbox.ts";
import type { KnownPart } from "./partStore.ts";
import type { SentFile } from "./partsOf.ts";

type Done = Extract<RowFate, { kind: "done" }>;

const refusals: Readonly<Record<SendRefusal, string>> = {
  blocked: "This person is blocked",
  taken_over: "A person took over",
  no_channel: "The customer has no WhatsApp address",
  stopped: "The customer said STOP",
  window_closed: "WhatsApp's 24-hour window is closed",
};

const isForStopped = (code: string): boolean => {
  const rule = retryRuleOf(code);
  return rule.kind === "final" && rule.reason === "stopped";
};

const ended = (status: "failed" | "canceled", code: string, detail: string): Done => ({
  kind: "done",
  status,
  sid: null,
  failure: { code, detail },
});

/** Sends what waits for WhatsApp, one part at a time, in order. */
export class ChannelLane {
  readonly #kernel: Kernel;
  /** Send calls on the wire, so that a takeover can wait until they have settled. */
  readonly #calls = new Map<number, { sender: string | null; line: string; settled: Promise<SendOutcome> }>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /**
   * Resolves when no call for a message of such a sender is on the wire any more, nor can get there (invariant I5). One of which nobody
   * knows what became of it, such as an earlier life's, may not have reached the line yet: it is called off there.
   */
  async callsSettled(isMeant: (sender: string | null) => boolean): Promise<void> {
    const calls = [...this.#calls.values()].filter((call) => isMeant(call.sender));
    const outcomes = await Promise.all(calls.map(async ({ line, settled }) => ({ line, outcome: await settled })));
    const { born, stores, deps } = this.#kernel;
    const lost = outcomes.filter(({ outcome }) => outcome.kind === "unknown").map(({ line }) => line);
    const doubted = stores.outbox.doubted().filter(({ sender }) => isMeant(sender));
    const lines = new Set([...lost, ...doubted.flatMap(({ called }) => (called ?? born.whatsapp)?.line ?? [])]);
    if (lines.size === 0) return;
    const { id: conversationId, callsOff } = this.#kernel.apply({ type: "callsOff" });
    await Promise.all([...lines].map((line) => deps.line(line).callOff({ conversationId, callsOff })));
  }

  async drain(): Promise<void> {
    while (!this.#kernel.isHushed) {
      const [row] = this.#kernel.stores.outbox.head("channel", 1);
      if (!row || row.dueAt > this.#kernel.chance.now()) return;
      if (row.state === "queued" && this.#kernel.born.movedTo) return;
      const fate = this.#reported(row) ?? (row.state === "checking" ? await this.#check(row) : await this.#trySending(row));
      this.#settle(row, fate);
    }
  }

  /** What a report has said of the part before we could: nothing has to be sent or looked for any more. */
  #reported(row: OutboxRow): RowFate | null {
    const { messageId, part } = readPayload(row.payload);
    const known = this.#kernel.stores.parts.get(messageId, part);
    if (!known || !(isOnItsWay(known.status) || known.status === "failed")) return null;
    return { kind: "done", status: known.status, sid: known.sid, failure: known.failure };
  }

  /** Takeover, window and STOP are asked again right before each call. */
  #refusal(row: OutboxRow, payload: PartPayload): RowFate | null {
    const { born, stores, chance } = this.#kernel;
    const { messageId, part, purpose, template } = payload;
    const before = stores.parts.of(messageId).slice(0, part);
    if (before.some(({ status }) => status === "failed")) return { kind: "done", status: "canceled", sid: null, failure: null };
    const sending = { channel: "whatsapp", sender: row.sender, purpose, isTemplate: template !== null } as const;
    const refused = mayBeSent(born, sending, chance.now());
    if (!refused) return null;
    const isWithdrawn = refused === "blocked" || refused === "taken_over" || (refused === "stopped" && row.sender === "ai");
    return ended(isWithdrawn ? "canceled" : "failed", refused, refusals[refused]);
  }

  async #trySending(row: OutboxRow): Promise<RowFate> {
    const payload = readPayload(row.payload);
    const refused = this.#refusal(row, payload);
    if (refused) return refused;
    const media = payload.file && (await this.#addressOf(payload.file));
    if (media === "away")
      return afterSend(row, { kind: "again", afterMs: 5_000, code: "file_unreachable" }, this.#kernel.chance.now());
    // The address took a moment, in which a person may have taken over.
    return (payload.file ? this.#refusal(row, payload) : null) ?? this.#send(row, payload, media);
  }

  /** Where the provider can fetch a file. */
  async #addressOf({ mediaId, url, mediaType }: SentFile): Promise<OutboundPart["media"] | "away"> {
    const { deps, born } = this.#kernel;
    try {
      const address = url ?? (await deps.mediaAddress({ tenantId: born.tenantId, mediaId }));
      return { url: address, mediaType: mediaType ?? "application/octet-stream" };
    } catch (error) {
      console.warn("a file's address could not be had", { mediaId, error: wordsOf(error) });
      return "away";
    }
  }

  async #send(row: OutboxRow, payload: PartPayload, media: OutboundPart["media"]): Promise<RowFate> {
    const { stores, deps, born, incarnation, chance } = this.#kernel;
    const { messageId, part, text, template } = payload;
    const address = born.whatsapp;
    if (!address || !stores.outbox.get(row.id)) return ended("canceled", "withdrawn", "It was withdrawn");
    stores.outbox.calling(row.id, { incarnation, address, now: chance.now() });
    const call = deps
      .line(address.line)
      .send({ conversationId: born.id, messageId, part, to: address.to, text, media, template, callsOff: born.callsOff })
      .catch((): SendOutcome => ({ kind: "unknown" }));
    this.#calls.set(row.id, { sender: row.sender, line: address.line, settled: call });
    const outcome = await call;
    this.#calls.delete(row.id);
    // Twilio understands STOP by itself and then takes nothing more, not even the confirmation: there is nothing to be seen to.
    if (payload.purpose === "stop_confirmation" && outcome.kind === "refused" && isForStopped(outcome.code))
      return ended("canceled", outcome.code, outcome.detail);
    return afterSend(row, outcome, chance.now());
  }

  async #check(row: OutboxRow): Promise<RowFate> {
    const { deps, born, chance } = this.#kernel;
    const payload = readPayload(row.payload);
    const { text, file, template, messageId, part } = payload;
    const media = file && { url: file.url ?? "", mediaType: file.mediaType ?? "" };
    // Two who were joined have two addresses: it is looked for where it was sent.
    const address = row.called ?? born.whatsapp;
    const since = row.firstCallAt ?? row.dueAt;
    const look = address
      ? await deps
          .line(address.line)
          .find({ to: address.to, text, media, template, since, conversationId: born.id, messageId, part })
          .then(
            (found) => found ?? ("absent" as const),
            () => "away" as const,
          )
      : "absent";
    const isWithdrawn = (row.sender === "ai" || isBlocked(this.#kernel.born)) && this.#refusal(row, payload) !== null;
    const ifAbsent = this.#kernel.born.movedTo ? "give up" : isWithdrawn ? "withdraw" : "send again";
    return afterCheck(row, look, ifAbsent, chance.now());
  }

  #settle(row: OutboxRow, fate: RowFate): void {
    const { stores, chance } = this.#kernel;
    if (fate.kind === "later") return stores.outbox.update(row.id, fate.row);
    const { messageId, part } = readPayload(row.payload);
    const message = stores.messages.byId(messageId);
    const known = stores.parts.get(messageId, part);
    // A report may have come before the call returned: then it knows better (invariant I11).
    const reported = known && !climbs(known.status, fate.status) ? known : null;
    const { status, failure } = reported ?? fate;
    if (reported?.status === "failed" && this.#triesAgain(row, reported)) return;
    const isOver = status === "failed" || status === "ambiguous" || status === "canceled";
    const settle = () => {
      stores.outbox.drop(row.id);
      stores.parts.set(messageId, part, { sid: fate.sid, status, failure }, row.attempts);
      if (isOver) giveUpRest(stores, messageId, part);
    };
    if (!message) return settle();
    const parts = stores.parts.of(messageId).map((sibling, index) => {
      if (index === part) return status;
      return isOver && index > part && sibling.status === "queued" ? "canceled" : sibling.status;
    });
    const outcome = { status: statusOfParts(parts), failure, at: chance.now() };
    this.#kernel.apply({ type: "delivered", message, outcome }, settle);
    this.#tellWinner(messageId, part, fate);
  }

  /** A failure that was reported while the call was still on the wire, and may pass. */
  #triesAgain(row: OutboxRow, { sid, failure }: KnownPart): boolean {
    const { stores, chance, born } = this.#kernel;
    const again = born.movedTo ? null : afterReport(row.attempts, failure?.code ?? "", chance.now());
    if (!again) return false;
    const { messageId, part } = readPayload(row.payload);
    stores.parts.again(messageId, part, again.retries, { sid, failure });
    stores.outbox.update(row.id, { state: "queued", attempts: again.retries, checks: 0, dueAt: again.dueAt });
    return true;
  }

  /** What became of a call that was on the wire when this thread was joined into another; the copy there is the one people see. */
  #tellWinner(messageId: string, part: number, { status, sid, failure }: Done): void {
    const { born, deps, chance } = this.#kernel;
    if (!born.movedTo) return;
    const update = { conversationId: born.id, messageId, part, sid: sid ?? "", failure, at: chance.now() };
    const told = deps.conversation(born.movedTo).delivery({ ...update, status: status === "sent" ? "sent" : "failed" });
    told.catch((error: unknown) => console.error("an outcome was not forwarded", { messageId, error: wordsOf(error) }));
  }
}
