interface Timer {
  at: number;
  work(): void;
  /** Dies with the process that set it. */
  isOurs: boolean;
}

const real = { setTimeout, clearTimeout, setImmediate, abortAfter: AbortSignal.timeout };

/** Everything that can go on without time passing has gone on. */
const quiet = (): Promise<void> => new Promise((resolve) => void real.setImmediate(resolve));

/**
 * Time that passes only when nothing is left to do: hours take milliseconds, and the same events always come in the same order.
 * While it is installed the process's timers are its own.
 */
export class VirtualTime {
  /** Milliseconds, as the world's clocks show it. */
  now = 1_700_000_000_000;
  readonly #timers = new Set<Timer>();

  /** The world's: it happens whatever becomes of our process. */
  after(ms: number, work: () => void): void {
    this.#timers.add({ at: this.now + ms, work, isOurs: false });
  }

  /** Our process dies, and its timers with it. */
  forgetOurs(): void {
    for (const timer of this.#timers) if (timer.isOurs) this.#timers.delete(timer);
  }

  /**
   * @param alarmAt when the first alarm of an object is due, by the world's clocks
   * @param ring lets it go off
   */
  async run(until: number, alarmAt: () => number | null, ring: () => void): Promise<void> {
    await quiet();
    for (;;) {
      const next = this.#first();
      const alarm = alarmAt();
      if (Math.min(next?.at ?? Infinity, alarm ?? Infinity) > until) break;
      if (alarm !== null && alarm <= (next?.at ?? Infinity)) {
        this.now = Math.max(this.now, alarm);
        ring();
      } else if (next) {
        this.#timers.delete(next);
        this.now = Math.max(this.now, next.at);
        next.work();
      }
      await quiet();
    }
    this.now = Math.max(this.now, until);
  }

  install(): void {
    const ours = (work: () => void, ms = 0): Timer => {
      const timer = { at: this.now + ms, work, isOurs: true };
      this.#timers.add(timer);
      return timer;
    };
    Object.assign(globalThis, {
      setTimeout: ours,
      clearTimeout: (timer: Timer | undefined) => void (timer && this.#timers.delete(timer)),
    });
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      ours(() => controller.abort(new DOMException("timed out", "TimeoutError")), ms);
      return controller.signal;
    };
  }

  uninstall(): void {
    this.#timers.clear();
    Object.assign(globalThis, { setTimeout: real.setTimeout, clearTimeout: real.clearTimeout });
    AbortSignal.timeout = real.abortAfter;
  }

  /** Of several at the same time the one that was set first. */
  #first(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) if (first === null || timer.at < first.at) first = timer;
    return first;
  }
}
