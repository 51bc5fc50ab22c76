import { customerLanguages } from "../../schema/contract/enums.ts";
import { consentText } from "../../workers/contacts/consentTexts.ts";
import type { Simulation } from "./simulation.ts";

const day = 24 * 60 * 60_000;
const farewells = new Set(customerLanguages.map((language) => consentText("stopped", language)));
const welcomes = new Set(customerLanguages.map((language) => consentText("started", language)));
const order = ["queued", "sending", "ambiguous", "sent", "delivered", "read"];

/**
 * Watches from outside what a conversation asks of its line, by the rules as a customer and WhatsApp know them: it keeps its own
 * account of who said what when, and reads nothing of the conversation's state.
 */
export class SendWatch {
  readonly wrong: string[] = [];
  freeTexts = 0;
  templates = 0;
  readonly #simulation: Simulation;
  readonly #retriedByHand = new Set<string>();
  readonly #reportedFailed = new Set<string>();
  readonly #senders = new Map<string, string>();
  #seen = 0;
  #seenLive = 0;
  #shown = new Map<string, string>();
  #wroteAt: number | null = null;
  #isStopped = false;
  #mayReply = true;
  /** Confirmations of STOP that are still owed: one for each change. */
  #owed = 0;
  isTakenOver = false;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** To be told before the customer's words reach the conversation. */
  customerWrites(word: "stopped" | "started" | null, channel: "web" | "whatsapp"): void {
    if (channel === "web") return;
    this.#wroteAt = this.#simulation.now;
    if (word === "stopped") {
      if (!this.#isStopped || this.#mayReply) this.#owed++;
      this.#isStopped = true;
      this.#mayReply = false;
    } else {
      this.#mayReply = true;
      if (word === "started") this.#isStopped = false;
    }
  }

  reportsFailure({ messageId, part, sid }: { messageId: string; part: number; sid?: string }): void {
    this.#reportedFailed.add(`${messageId}:${part}:${sid ?? ""}`);
  }

  retriesByHand(messageId: string): void {
    this.#retriedByHand.add(messageId);
    this.#shown.delete(messageId);
  }

  /** Looks at what has been asked of the line since the last look. To be called before anybody says or does anything further. */
  async look(): Promise<void> {
    const fresh = this.#simulation.asks.slice(this.#seen);
    this.#seen = this.#simulation.asks.length;
    if (fresh.some(({ part }) => !this.#senders.has(part.messageId))) await this.#learnSenders();
    for (const { part, at } of fresh) {
      const sender = this.#senders.get(part.messageId);
      const isConfirmation = sender === "ai" && (farewells.has(part.text) || welcomes.has(part.text));
      if (part.template === null) this.#judgeFreeText(part.text, at, sender === "ai" && farewells.has(part.text));
      else this.#judgeTemplate(part.messageId);
      if (sender === "ai" && this.isTakenOver && !isConfirmation) this.wrong.push(`I5: ${part.text} was sent after the takeover`);
    }
    this.#judgeStatuses();
  }

  async #learnSenders(): Promise<void> {
    const { items } = await this.#simulation.object.messages({ direction: "before", cursor: undefined, limit: 40 });
    for (const { id, sender } of items) this.#senders.set(id, sender);
  }

  #judgeFreeText(text: string, at: number, isFarewell: boolean): void {
    this.freeTexts++;
    if (this.#wroteAt === null || at - this.#wroteAt >= day) this.wrong.push(`I9: ${text} was sent outside the window`);
    if (!isFarewell && !this.#mayReply) this.wrong.push(`I9: ${text} was sent after STOP`);
  }

  #judgeTemplate(messageId: string): void {
    this.templates++;
    if (this.#isStopped) this.wrong.push(`I9: the template ${messageId} was sent after STOP`);
  }

  /** I11, as the console hears of it: a status never goes back, except where a person sends a failed message once more. */
  #judgeStatuses(): void {
    const events = this.#simulation.live.slice(this.#seenLive);
    this.#seenLive = this.#simulation.live.length;
    for (const event of events) {
      if (event.type !== "MESSAGE_STATUS") continue;
      const before = this.#shown.get(event.messageId) ?? "queued";
      this.#shown.set(event.messageId, event.status);
      const goesBack =
        order.includes(before) && order.includes(event.status) && order.indexOf(event.status) < order.indexOf(before);
      const isUndone = ["failed", "canceled"].includes(before) && ["queued", "sending", "sent"].includes(event.status);
      if ((goesBack || isUndone) && !this.#retriedByHand.has(event.messageId))
        this.wrong.push(`I11: ${event.messageId} went from ${before} to ${event.status}`);
    }
  }

  /** What reached the phone: no part twice unless its first copy was reported lost, and no part before those ahead of it. */
  judgePhone(): void {
    const copies = new Map<string, string[]>();
    const furthest = new Map<string, number>();
    for (const { messageId, part, sid = "" } of this.#simulation.phone) {
      const key = `${messageId}:${part}`;
      const before = copies.get(key) ?? [];
      const lost = before.every((known) => this.#reportedFailed.has(`${key}:${known}`));
      if (!lost) this.wrong.push(`${key} reached the phone twice`);
      copies.set(key, [...before, sid]);
      const isByHand = this.#retriedByHand.has(messageId);
      if ((furthest.get(messageId) ?? -1) > part && !isByHand) this.wrong.push(`${key} came after a later part`);
      furthest.set(messageId, Math.max(part, furthest.get(messageId) ?? -1));
    }
  }

  /** Confirmations of STOP in the thread, against the changes that asked for one. */
  async farewells(): Promise<{ said: number; owed: number }> {
    const thread = await this.#simulation.thread();
    const said = thread.filter(({ text, channel, sender }) => sender === "ai" && channel === "whatsapp" && farewells.has(text));
    return { said: said.length, owed: this.#owed };
  }
}
