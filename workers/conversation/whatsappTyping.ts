import { wordsOf } from "../platform/causes.ts";
import type { Kernel } from "./kernel.ts";
import { mayBeSent } from "./mayBeSent.ts";

/** What is shown stays for 25 seconds; a colleague who goes on typing says so again every few. */
const everyMs = 20_000;
/** Further back than this nothing is answered any more. */
const farBack = 30;

/**
 * Shows the customer on WhatsApp that their last message is being answered, which marks it as read on their phone too. Nothing
 * depends on it: it is asked for without waiting, lost without harm, and never while a message of the same sender's could not be sent.
 */
export class WhatsappTyping {
  readonly #kernel: Kernel;
  #colleagueShownAt = Number.NEGATIVE_INFINITY;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  /** The AI's turn for what was written on WhatsApp has begun. */
  turnBegan(): void {
    if (this.#kernel.born.batch?.channel === "whatsapp") this.#show("ai");
  }

  /** A colleague types, whose message would go to WhatsApp. */
  colleagueTypes(): void {
    const { state, chance } = this.#kernel;
    const now = chance.now();
    if (state?.lastChannel !== "whatsapp" || now - this.#colleagueShownAt < everyMs) return;
    if (this.#show("consultant")) this.#colleagueShownAt = now;
  }

  #show(sender: "ai" | "consultant"): boolean {
    const { born, deps, stores, chance } = this.#kernel;
    const sending = { channel: "whatsapp", sender, purpose: "reply", isTemplate: false } as const;
    if (!born.whatsapp || mayBeSent(born, sending, chance.now()) !== null) return false;
    const latest = stores.messages.page("before", null, farBack);
    const key = latest.findLast(
      ({ direction, dedupeKey }) => direction === "inbound" && dedupeKey?.startsWith("sid:"),
    )?.dedupeKey;
    if (!key) return false;
    const shown = deps.line(born.whatsapp.line).showTyping({ sid: key.slice("sid:".length) });
    shown.catch((error: unknown) => console.warn("typing was not shown", { error: wordsOf(error) }));
    return true;
  }
}
