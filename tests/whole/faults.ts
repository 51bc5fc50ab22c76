import type { Dice } from "./dice.ts";

/** What goes wrong in the world while it is out of order, each as a likelihood of one call (issue "Proof", "Faults"). */
export class Faults {
  /** Until the fault ends. */
  areOn = true;
  readonly #dice: Dice;
  /** What the next call of a kind comes to, whatever the dice say. */
  next: {
    database?: "late";
    send?: "fine" | "timeout after accept" | "server error";
    isSendSlow?: true;
    isMessageLate?: true;
  } = {};

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  /** Late: so late that another life may have written something newer before. */
  database(): "fine" | "transient" | "fails after commit" | "late" {
    const [roll, told] = [this.#roll(), this.next.database];
    delete this.next.database;
    if (told) return told;
    return roll < 0.05 ? "transient" : roll < 0.06 ? "fails after commit" : roll < 0.08 ? "late" : "fine";
  }

  /** What becomes of a call of one object to another. */
  call(): "fine" | "slow" | "lost" | "answer lost" {
    const roll = this.#roll();
    return roll < 0.1 ? "slow" : roll < 0.11 ? "lost" : roll < 0.13 ? "answer lost" : "fine";
  }

  send(): "fine" | "timeout after accept" | "server error" | "too many" {
    const [roll, told] = [this.#roll(), this.next.send];
    delete this.next.send;
    if (told) return told;
    return roll < 0.1 ? "timeout after accept" : roll < 0.2 ? "server error" : roll < 0.25 ? "too many" : "fine";
  }

  model(): "fine" | "unavailable" | "hang" | "cut" | "empty" | "refused" {
    const roll = this.#roll();
    if (roll >= 0.3) return "fine";
    return roll < 0.15 ? "unavailable" : roll < 0.2 ? "hang" : roll < 0.24 ? "cut" : roll < 0.27 ? "empty" : "refused";
  }

  /** How long a send is on the wire, in milliseconds. */
  sendMs(): number {
    const isSlow = this.#roll() < 0.1 || this.next.isSendSlow === true;
    delete this.next.isSendSlow;
    return isSlow ? this.#dice.between(1_000, 8_000) : this.#dice.between(20, 400);
  }

  /** How much longer than others a message is on its way to its thread, in milliseconds. */
  messageMs(): number {
    const isLate = this.#roll() < 0.01 || this.next.isMessageLate === true;
    delete this.next.isMessageLate;
    return isLate ? this.#dice.between(1_000, 8_000) : 0;
  }

  /** The model answers although nobody wants the answer any more. */
  isDeaf(): boolean {
    return this.#roll() < 0.3;
  }

  /** How often a hint is delivered. */
  deliveries(): number {
    return this.#roll() < 0.1 ? 1 + this.#dice.between(1, 6) : 1;
  }

  webhook(): "fine" | "lost" | "late" {
    const roll = this.#roll();
    return roll < 0.05 ? "lost" : roll < 0.2 ? "late" : "fine";
  }

  isDoubled(): boolean {
    return this.#roll() < 0.2;
  }

  #roll(): number {
    const roll = this.#dice.roll();
    return this.areOn ? roll : 1;
  }
}
