import { describe, expect, it } from "vitest";
import type { SendOutcome } from "../../workers/channels/port.ts";
import { consentWord } from "../../workers/contacts/consentWords.ts";
import { SendWatch } from "./sendWatch.ts";
import { handWritten, Simulation } from "./simulation.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Mulberry32: small, and the same everywhere. */
const dice = (seed: number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const accepted: SendOutcome = { kind: "accepted", sid: "" };
const troubles: [takes: boolean, outcome: SendOutcome][] = [
  [false, { kind: "again", afterMs: 1_000, code: "503" }],
  [false, { kind: "refused", code: "63018", detail: "" }],
  [false, { kind: "refused", code: "63038", detail: "" }],
  [false, { kind: "refused", code: "30008", detail: "" }],
  [false, { kind: "unknown" }],
  [true, { kind: "unknown" }],
];
const stops = ["STOP", "Basta!", "annulla", "stop tutto", "ALT"];
const starts = ["START", "riprendi"];

/** A customer of a year: when they write, what they say, what colleagues and the provider do meanwhile. */
class Customer {
  readonly simulation = new Simulation();
  readonly watch = new SendWatch(this.simulation);
  readonly #random: () => number;
  readonly #end: number;
  #serial = 0;
  #isQuiet = false;

  constructor(seed: number) {
    this.#random = dice(seed);
    this.#end = this.simulation.now + 365 * day;
  }

  async live(): Promise<void> {
    while (this.simulation.now < this.#end) {
      await this.#happens();
      await this.#carryOut();
      await this.#pass(this.#gap());
    }
    // Whatever waited is over by now: nothing may come of it any more.
    await this.#pass(2 * day);
    await this.#carryOut();
    this.watch.judgePhone();
  }

  #is(share: number): boolean {
    return this.#random() < share;
  }

  #pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.#random() * of.length)] as T;
  }

  /** Minutes, hours or weeks: talks come in bursts. */
  #gap(): number {
    const within = this.#pick([10 * minute, 2 * hour, day, 26 * hour, 7 * day, 40 * day]);
    return Math.ceil(within * this.#random());
  }

  async #pass(ms: number): Promise<void> {
    await this.simulation.pass(ms);
    await this.watch.look();
  }

  async #happens(): Promise<void> {
    const roll = this.#random();
    if (roll < 0.45) return this.#customerWrites();
    if (roll < 0.6) return this.#personWrites(false);
    if (roll < 0.78) return this.#personWrites(true);
    if (roll < 0.84) return this.#handBack(true);
    if (roll < 0.88) return this.#handBack(false);
    if (roll < 0.93) return this.#retry();
    if (roll < 0.95) return this.simulation.crash(this.#is(0.5));
    this.#isQuiet = !this.#isQuiet;
  }

  async #customerWrites(): Promise<void> {
    const roll = this.#random();
    const text = roll < 0.14 ? this.#pick(stops) : roll < 0.24 ? this.#pick(starts) : `messaggio ${++this.#serial}`;
    const channel = this.#is(0.9) ? "whatsapp" : "web";
    this.watch.customerWrites(consentWord(text), channel);
    await this.simulation.write(text, channel, `key:${++this.#serial}`);
    await this.watch.look();
  }

  async #personWrites(withTemplate: boolean): Promise<void> {
    const order = handWritten(`a mano ${++this.#serial}`, `client-${this.#serial}`);
    const template = withTemplate ? { name: "t", contentSid: "HX1", variables: {} } : null;
    const written = await this.simulation.object.write({ ...order, template });
    await this.simulation.settled();
    await this.watch.look();
    if (!("refused" in written)) this.watch.isTakenOver = true;
  }

  async #handBack(aiEnabled: boolean): Promise<void> {
    if (!(await this.simulation.object.view())) return;
    const turned = this.simulation.object.toggleAi({ aiEnabled, by: "Anna" });
    if (!aiEnabled) while (this.simulation.sends.length > 0) await this.simulation.finishSend(true, accepted);
    await turned;
    await this.watch.look();
    this.watch.isTakenOver = !aiEnabled;
  }

  async #retry(): Promise<void> {
    const stuck = (await this.simulation.thread()).filter(({ status }) => status === "failed" || status === "ambiguous");
    if (stuck.length === 0) return;
    const { id } = this.#pick(stuck);
    this.watch.retriesByHand(id);
    await this.simulation.object.retry(id);
  }

  /** The model answers, the provider takes what it is given or doesn't, the phone reports or keeps silent. */
  async #carryOut(): Promise<void> {
    for (let round = 0; round < 6; round++) {
      await this.#pass(5_000);
      if (this.simulation.calls.length + this.simulation.sends.length === 0) continue;
      const text = `risposta ${++this.#serial} ${this.#is(0.1) ? "Una frase abbastanza lunga. ".repeat(90) : ""}`;
      if (this.#is(0.9))
        await this.simulation.finishCall({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" });
      if (this.#isQuiet && this.#is(0.7)) continue;
      const [takes, outcome] = this.#is(0.75) ? [true, accepted] : this.#pick(troubles);
      await this.simulation.finishSend(takes, outcome);
      if (this.#is(0.4)) await this.#report();
      await this.watch.look();
    }
    await this.#hangUp();
  }

  /** No call stays open for days. */
  async #hangUp(): Promise<void> {
    const text = `in ritardo ${++this.#serial}`;
    await this.simulation.finishCall({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" });
    while (this.simulation.sends.length > 0) await this.simulation.finishSend(this.#is(0.5), { kind: "unknown" });
    await this.watch.look();
  }

  async #report(): Promise<void> {
    const part = this.simulation.phone.at(-1);
    if (!part) return;
    const status = this.#pick(["sent", "delivered", "read", "failed"] as const);
    if (status === "failed") this.watch.reportsFailure(part);
    await this.simulation.report(part, status, status === "failed" ? this.#pick(["30008", "63018", "63024"]) : null);
  }
}

/** The same year each time; `CUSTOMERS` and `SEED` try others. */
describe("a year of sends", () => {
  it("has no free text outside a window and nothing after STOP", { timeout: 300_000 }, async () => {
    const customers = Number(process.env["CUSTOMERS"] ?? 200);
    const seed = Number(process.env["SEED"] ?? 2026);
    const total = { freeTexts: 0, templates: 0, stopped: 0 };
    for (let at = 0; at < customers; at++) {
      const customer = new Customer(seed * 1_000_003 + at);
      try {
        await customer.live();
        expect({ customer: at, wrong: customer.watch.wrong }).toEqual({ customer: at, wrong: [] });
        const { said, owed } = await customer.watch.farewells();
        expect(said).toBe(owed);
        total.freeTexts += customer.watch.freeTexts;
        total.templates += customer.watch.templates;
        total.stopped += owed;
      } finally {
        customer.simulation.close();
      }
    }
    // A year in which nothing happened would prove nothing.
    expect(total.freeTexts).toBeGreaterThan(customers * 10);
    expect(total.templates).toBeGreaterThan(customers);
    expect(total.stopped).toBeGreaterThan(customers);
  });
});
