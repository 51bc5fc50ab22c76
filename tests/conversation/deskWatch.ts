import type { Message } from "../../schema/contract/conversations.ts";
import type { Simulation } from "./simulation.ts";

const minute = 60_000;

/**
 * Watches from outside what becomes of notes, topics, blocks, places and hand-backs: it keeps its own account of who did what when, and
 * knows nothing of how the conversation decides.
 */
export class DeskWatch {
  readonly wrong: string[] = [];
  /** What the customer wrote while a person had the conversation, and before: not the AI's to answer once it came back by itself. */
  readonly #notTheAis = new Set<string>();
  readonly #simulation: Simulation;
  readonly #judged = new Set<object>();
  #heldSince: number | null = null;
  #isBlocked = false;
  #asksWhenBlocked = 0;
  #inbound: string[] = [];
  #shownAsNew = 0;
  handBacks = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** A message has just been received. */
  async wrote(text: string): Promise<void> {
    const view = await this.#simulation.object.view();
    this.#inbound.push(text);
    if (view?.place === "blocked") return;
    this.#shownAsNew++;
    if (view?.place !== "open") this.wrong.push(`${text} was written and the conversation is ${view?.place}`);
  }

  /** A colleague has it, or has written in it just now. */
  heldByPerson(): void {
    this.#heldSince = this.#simulation.now;
  }

  handedBackByHand(): void {
    this.#heldSince = null;
  }

  blocked(): void {
    this.#isBlocked = true;
    this.#asksWhenBlocked = this.#simulation.asks.length;
  }

  letIn(): void {
    this.#isBlocked = false;
  }

  /** To be called after everything that anybody does. */
  async look(): Promise<void> {
    const { object, asks, calls, page } = this.#simulation;
    const view = await object.view();
    if (!view) return;
    const thread = await this.#simulation.thread();
    if (view.inboundCount !== this.#shownAsNew) this.wrong.push(`${view.inboundCount} shown as new, ${this.#shownAsNew} written`);
    if (this.#isBlocked && asks.length > this.#asksWhenBlocked) this.wrong.push("something was sent to a blocked person");
    if (this.#isBlocked && calls.length > 0) this.wrong.push("the model was asked for a blocked person");
    const inner = thread.filter(({ kind }) => kind === "note" || kind === "topic");
    const notes = new Set(inner.flatMap(({ kind, text }) => (kind === "note" ? [text] : [])));
    for (const { part } of asks) if (notes.has(part.text)) this.wrong.push(`the note ${part.text} was sent`);
    const told = JSON.stringify(page);
    for (const { id } of inner) if (told.includes(id)) this.wrong.push(`${id} was shown on the page`);
    this.#judgeHandBack(view.aiEnabled, view.place === "blocked", thread);
    this.#judgeCalls(thread);
  }

  #judgeHandBack(aiEnabled: boolean, blocked: boolean, thread: Message[]): void {
    const { now, handBackMinutes } = this.#simulation;
    if (this.#heldSince === null) return;
    const dueAt = handBackMinutes === null ? Infinity : this.#heldSince + handBackMinutes * minute;
    if (aiEnabled) {
      if (now < dueAt) this.wrong.push("the AI came back before its time");
      const line = thread.findLast(({ kind, sender }) => kind === "note" && sender === "ai");
      if (!line) this.wrong.push("the AI came back without a word");
      for (const text of this.#inbound) {
        const written = thread.find((message) => message.text === text);
        if (written && line && written.createdAt < line.createdAt) this.#notTheAis.add(text);
      }
      this.handBacks++;
      this.#heldSince = null;
    } else if (now > dueAt && !blocked) this.wrong.push("the AI did not come back");
  }

  /** What the model is given is judged when it is first seen, before anybody does anything further. */
  #judgeCalls(thread: Message[]): void {
    const marker = thread.findLast(({ kind }) => kind === "topic")?.createdAt ?? "";
    const at = new Map(thread.map(({ id, createdAt }) => [id, createdAt]));
    for (const call of this.#simulation.calls) {
      if (this.#judged.has(call)) continue;
      this.#judged.add(call);
      for (const { id, kind, text } of call.history) {
        if (kind === "note" || kind === "topic") this.wrong.push(`the model was given the note ${text}`);
        if ((at.get(id) ?? "") <= marker) this.wrong.push(`the model was given ${text}, of the topic before`);
      }
      for (const text of call.batch)
        if (this.#notTheAis.has(text)) this.wrong.push(`the AI answers ${text}, which was a person's`);
    }
  }
}
