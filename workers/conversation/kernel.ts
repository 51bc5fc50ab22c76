import type { Chance } from "../platform/clock.ts";
import { longestTurnMs } from "./answering.ts";
import type { Effect, LiveEffect, StoredEffect } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { ThreadErased } from "./threadErased.ts";
import type { Lane } from "./outbox.ts";
import { turnStartsAt } from "./mediaWait.ts";
import type { ConversationDeps } from "./ports.ts";
import { isDue, nextAlarm } from "./schedule.ts";
import { type Birth, type ConversationState, newConversation, type Parties } from "./state.ts";
import { step } from "./step.ts";
import type { Stores } from "./stores.ts";

const isLive = (effect: Effect): effect is LiveEffect =>
  effect.type === "startTurn" || effect.type === "abortTurn" || effect.type === "settle";

/**
 * Lanes that only tell others what this thread knows already, and how long they may wait, in milliseconds, for somebody who waits. No
 * page may see a message later than 300 ms after it was written (DESIGN section 3); lists and searches may be a second behind it, and
 * then question and answer reach D1 together.
 */
const longestHoldMs = new Map<Lane, number>([
  ["live", 100],
  ["d1", 1_000],
]);

/** What the kernel sets in motion and is told about. */
export interface Machinery {
  carryOut(effects: Effect[]): void;
  drain(lane: Lane): void;
  /** Shows it to the tenant when the outbox has waited for long; gives the time to look again. */
  lookForTrouble(now: number): number | null;
  /** Has the AI take over again when its time has come; gives the time to look again. */
  lookForQuiet(now: number): number | null;
}

/**
 * The thin shell around the pure step: it keeps the state, writes what a step decided in one transaction, and sees to it that
 * what is due happens and that an alarm stands for everything else.
 */
export class Kernel {
  readonly deps: ConversationDeps;
  readonly stores: Stores;
  /** Names this life of the object: work of another life is lost work. */
  readonly incarnation: string;
  readonly busyLanes = new Set<Lane>();
  readonly #storage: DurableObjectStorage;
  #state: ConversationState | null;
  #alarmAt: number | null = null;
  #machinery: Machinery | null = null;
  #turnIsRunning = false;
  #readAt = 0;
  #held: ReadonlySet<Lane> = new Set();
  /** It is being erased: nothing new begins. */
  #isHushed = false;

  constructor(storage: DurableObjectStorage, stores: Stores, deps: ConversationDeps) {
    this.deps = deps;
    this.stores = stores;
    this.#storage = storage;
    this.incarnation = deps.chance.id("turn");
    this.#state = stores.isErased() ? null : stores.readState();
  }

  get chance(): Chance {
    return this.deps.chance;
  }

  get state(): ConversationState | null {
    return this.#state;
  }

  get born(): ConversationState {
    if (!this.#state) throw new Error("The conversation has not begun");
    return this.#state;
  }

  /** Finds what an earlier life left behind, then goes on. */
  wake(machinery: Machinery): void {
    this.#machinery = machinery;
    const now = this.chance.now();
    this.stores.outbox.doubtLost(this.incarnation, now);
    if (this.#state?.turn) this.apply({ type: "turnLost", incarnation: this.incarnation });
    else if (this.#state) this.tick();
  }

  /** What is stored was changed past this object's memory. Messages are taken in; everything else waits until `wake`. */
  fallAsleep(): void {
    this.#machinery = null;
    this.#state = this.stores.isErased() ? null : this.stores.readState();
  }

  /** @throws ThreadErased */
  begin(birth: Birth, parties: Parties): void {
    if (this.#isHushed || this.stores.isErased()) throw new ThreadErased();
    if (!this.#state) this.#state = newConversation(birth, parties);
  }

  get isHushed(): boolean {
    return this.#isHushed;
  }

  hush(): void {
    this.#isHushed = true;
  }

  /** There is no thread here any more, in this life of the object and in all others. */
  close(): void {
    this.#isHushed = true;
    this.#state = null;
    this.stores.markErased(this.chance.now());
    this.#arm(null);
  }

  set turnIsRunning(running: boolean) {
    this.#turnIsRunning = running;
  }

  /**
   * A customer has the page open and waits for the first word: until `letGo`, and for a moment at most, nothing is told to anybody
   * else, since all of it would run before the model is asked.
   */
  holdTelling(): void {
    this.#held = new Set(longestHoldMs.keys());
    for (const [lane, ms] of longestHoldMs) this.deps.later(ms, () => this.letGo([lane]));
  }

  letGo(lanes: readonly Lane[]): void {
    const held = this.#held;
    this.#held = new Set([...held].filter((lane) => !lanes.includes(lane)));
    if (this.#held.size < held.size) this.tick();
  }

  /** Nobody waits any more: the step that comes next tells all there is. */
  holdNothing(): void {
    this.#held = new Set();
  }

  /** Decides, stores, and sets in motion. Returns the state after. */
  apply(event: ConversationEvent, alongside?: () => void): ConversationState {
    const now = this.chance.now();
    const before = this.born;
    const decision = step(before, event, now);
    this.#storage.transactionSync(() => {
      alongside?.();
      if (decision.state !== before) this.stores.writeState(decision.state);
      for (const effect of decision.effects) if (!isLive(effect)) this.stores.apply(effect as StoredEffect, now);
    });
    this.#state = decision.state;
    this.#machinery?.carryOut(decision.effects);
    this.tick();
    return decision.state;
  }

  /** Starts what is due and sets the alarm for the rest. Never waits for anything. */
  tick(): void {
    if (this.#isHushed) return;
    const now = this.chance.now();
    if (now < this.#readAt) this.stores.outbox.clockWentBack(this.#readAt - now, now);
    this.#readAt = now;
    const { batch, turn, aiEnabled, movedTo, snoozedUntil } = this.born;
    const startsAt = turnStartsAt(batch, this.born);
    if (startsAt && isDue(startsAt, now) && !turn && aiEnabled && !movedTo) {
      this.apply({ type: "batchDue", turnId: this.chance.id("turn"), incarnation: this.incarnation });
      return;
    }
    if (turn && now - turn.startedAt >= longestTurnMs) {
      this.apply({ type: "turnLost", incarnation: this.incarnation });
      return;
    }
    if (snoozedUntil !== null && snoozedUntil <= now && !movedTo) {
      this.apply({ type: "snoozeDue" });
      return;
    }
    const due = this.stores.outbox.dueTimes(now);
    if (movedTo && this.stores.outbox.head("channel", 1)[0]?.state === "queued") due.delete("channel");
    const lanes = () => new Set([...this.busyLanes, ...this.#held]);
    const busy = lanes();
    for (const [lane, dueAt] of due) if (dueAt <= now && !busy.has(lane)) this.#machinery?.drain(lane);
    const lookAt = [this.#machinery?.lookForTrouble(now) ?? null, this.#machinery?.lookForQuiet(now) ?? null];
    this.#arm(nextAlarm(this.#state, due, { turn: this.#turnIsRunning, lanes: lanes(), lookAt }, now));
  }

  /** The alarm has fired: the one that was set is gone. */
  alarmFired(): void {
    this.#alarmAt = null;
    if (this.#state) this.tick();
  }

  #arm(at: number | null): void {
    if (at === this.#alarmAt) return;
    if (at !== null && this.#alarmAt !== null && this.#alarmAt <= at && this.#alarmAt > this.chance.now()) return;
    this.#alarmAt = at;
    if (at === null) void this.#storage.deleteAlarm();
    else void this.#storage.setAlarm(at);
  }
}
