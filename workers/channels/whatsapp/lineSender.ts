import type { CallOff, OutboundPart, SendOutcome } from "../port.ts";
import { formatAddress } from "./address.ts";
import { statusCallbackUrl, type FindQuestion, type LineConfig, type LineDeps } from "./line.ts";
import type { LineAccess } from "./lineAccess.ts";
import type { LineStore } from "./lineStore.ts";
import { owedBy, paceOf, restUntil, slowed, slower, takeSlot, type Pace } from "./pace.ts";
import { findSent } from "./readLog.ts";
import { retryRuleOf } from "./retryTable.ts";

/** A send waits this long for its turn; beyond, it is better tried again, since a person may take over meanwhile. */
const longestWaitMs = 5000;

/** Twilio's refusal of a callback address it cannot reach, such as one on this machine (https://www.twilio.com/docs/api/errors/21609). */
const unreachableCallback = "21609";

/** Sends at the number's pace and remembers what was accepted, so that a part asked for twice is sent once. */
export class LineSender {
  readonly #access: LineAccess;
  readonly #store: LineStore;
  readonly #deps: LineDeps;
  readonly #onTheWire = new Map<string, { part: OutboundPart; outcome: Promise<SendOutcome> }>();
  #owed = 0;
  #readAt = 0;

  constructor(access: LineAccess, store: LineStore, deps: LineDeps) {
    this.#access = access;
    this.#store = store;
    this.#deps = deps;
  }

  async send(part: OutboundPart): Promise<SendOutcome> {
    const key = `${part.messageId}:${part.part}`;
    const running = this.#onTheWire.get(key);
    if (running !== undefined) return running.outcome;
    const outcome = this.#send(part).finally(() => this.#onTheWire.delete(key));
    this.#onTheWire.set(key, { part, outcome });
    return outcome;
  }

  async callOff(order: CallOff): Promise<void> {
    this.#store.noteCalledOff(order, this.#deps.chance.now());
    const running = [...this.#onTheWire.values()].filter(({ part }) => part.conversationId === order.conversationId);
    await Promise.allSettled(running.map(({ outcome }) => outcome));
  }

  async find(question: FindQuestion): Promise<{ sid: string } | null> {
    const { conversationId, messageId, part } = question;
    const isNamed = conversationId !== undefined && messageId !== undefined && part !== undefined;
    const known = isNamed ? this.#store.sentAs(messageId, part) : null;
    if (known !== null) return { sid: known.sid };
    const config = await this.#access.resolve();
    if (typeof config === "string") throw new Error(`No line to look in: ${config}`);
    const isAnothers = (sid: string) => isNamed && this.#store.sentBy(sid) !== null;
    const found = await findSent(await this.#access.twilio(config), config.number, question, isAnothers);
    if (found !== null && isNamed)
      this.#store.noteSent({ ...question, conversationId, messageId, part }, found.sid, this.#deps.chance.now());
    return found;
  }

  /** A failure that says that the number sends too fast: it goes slower from now on, for a while; other numbers don't. */
  heed(code: string): void {
    const rule = retryRuleOf(code);
    if (rule.kind === "wait" && rule.slowsNumber)
      this.#store.put("slowdown", slower(this.#store.get("slowdown") ?? null, this.#deps.chance.now()));
  }

  async #send(part: OutboundPart): Promise<SendOutcome> {
    const config = await this.#access.resolve();
    if (config === "unknown") return { kind: "refused", code: "no_line", detail: "The number is no longer connected" };
    if (config === "away") return { kind: "again", afterMs: 1000, code: "no_credentials" };
    const known = this.#store.sentAs(part.messageId, part.part);
    if (known !== null) return { kind: "accepted", sid: known.sid };
    const waitMs = this.#takeTurn(config.number);
    if (waitMs > longestWaitMs) return { kind: "again", afterMs: waitMs, code: "pace" };
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    return this.#call(part, config);
  }

  async #call(part: OutboundPart, config: LineConfig): Promise<SendOutcome> {
    const twilio = await this.#access.twilio(config).catch(() => null);
    if (twilio === null) return { kind: "refused", code: "no_credentials", detail: "The stored token cannot be read" };
    if (part.callsOff < this.#store.callsOff(part.conversationId)) return { kind: "again", afterMs: 1000, code: "called_off" };
    const { text: body, media, template } = part;
    const message = { to: formatAddress(part.to), from: formatAddress(config.number), body, media, template };
    let outcome = await twilio.create({ ...message, statusCallback: statusCallbackUrl(this.#deps.publicUrl, part) });
    if (outcome.kind === "refused" && outcome.code === unreachableCallback) outcome = await twilio.create(message);
    const now = this.#now();
    if (outcome.kind === "accepted") this.#store.noteSent(part, outcome.sid, now);
    if (outcome.kind === "again") {
      this.heed(outcome.code);
      this.#owed = restUntil(this.#paceOf(config.number), this.#owed, now + outcome.afterMs);
    }
    return outcome;
  }

  /** How long to wait for the next free moment, in milliseconds; one that is too far off is left to others. */
  #takeTurn(number: string): number {
    const now = this.#now();
    const slot = takeSlot(this.#paceOf(number), this.#owed, now);
    const waitMs = slot.at - now;
    if (waitMs <= longestWaitMs) this.#owed = slot.owed;
    return waitMs;
  }

  #now(): number {
    const now = this.#deps.chance.now();
    this.#owed = owedBy(this.#owed, this.#readAt, now);
    this.#readAt = now;
    return now;
  }

  #paceOf(number: string): Pace {
    return slowed(paceOf(number), this.#store.get("slowdown") ?? null, this.#deps.chance.now());
  }
}
