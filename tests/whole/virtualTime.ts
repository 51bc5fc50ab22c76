import { createHash } from "node:crypto";

interface Timer {
  at: number;
  work(): void;
  /** Dies with the process that set it. */
  isOurs: boolean;
}

const real = {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  setImmediate,
  abortAfter: AbortSignal.timeout,
  digest: crypto.subtle.digest,
};

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
   * @param isOver ends it before its time
   */
  async run(until: number, alarmAt: () => number | null, ring: () => void, isOver = () => false): Promise<void> {
    await quiet();
    while (!isOver()) {
      const next = this.#first();
      const alarm = alarmAt();
      if (Math.min(next?.at ?? Infinity, alarm ?? Infinity) > until) {
        this.now = Math.max(this.now, until);
        return;
      }
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
  }

  install(): void {
    const ours = (work: () => void, ms = 0): Timer => {
      const timer = { at: this.now + ms, work, isOurs: true };
      this.#timers.add(timer);
      return timer;
    };
    const forget = (timer: Timer | undefined) => void (timer && this.#timers.delete(timer));
    const beat = (work: () => void, ms: number): Timer => {
      const timer: Timer = { at: this.now + ms, isOurs: true, work: () => again() };
      const again = (): void => {
        timer.at = this.now + ms;
        this.#timers.add(timer);
        work();
      };
      this.#timers.add(timer);
      return timer;
    };
    Object.assign(globalThis, { setTimeout: ours, clearTimeout: forget, setInterval: beat, clearInterval: forget });
    // What another thread would compute would come at any time.
    crypto.subtle.digest = async (_algorithm, data) =>
      new Uint8Array(
        createHash("sha256")
          .update(data as Uint8Array)
          .digest(),
      ).buffer;
    AbortSignal.timeout = (ms) => {
      const controller = new AbortController();
      ours(() => controller.abort(new DOMException("timed out", "TimeoutError")), ms);
      return controller.signal;
    };
  }

  uninstall(): void {
    this.#timers.clear();
    const { setTimeout, clearTimeout, setInterval, clearInterval } = real;
    Object.assign(globalThis, { setTimeout, clearTimeout, setInterval, clearInterval });
    AbortSignal.timeout = real.abortAfter;
    crypto.subtle.digest = real.digest;
  }

  /** Of several at the same time the one that was set first. */
  #first(): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) if (first === null || timer.at < first.at) first = timer;
    return first;
  }
}
