import type { Fault, FaultKind, FaultSpec, Provider } from "./switches.ts";
import { answer, cutSocket, pause } from "./http.ts";
import type { Exchange } from "./http.ts";
import type { Random } from "./random.ts";

/** The failure switches: which of the next calls go wrong, and how. */
export class Faults {
  readonly list: Fault[] = [];
  readonly #random: Random;
  readonly #now: () => number;
  #nextId = 1;

  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  add(spec: FaultSpec): Fault {
    const times = spec.times === undefined ? (spec.forMs === undefined ? 1 : null) : spec.times;
    const until = spec.forMs === undefined ? {} : { until: this.#now() + spec.forMs };
    const fault: Fault = { ...spec, ...until, id: this.#nextId++, remaining: times, hits: 0 };
    this.list.push(fault);
    return fault;
  }

  /** Without an id, all of them. */
  clear(id?: number): void {
    const kept = id === undefined ? [] : this.list.filter((fault) => fault.id !== id);
    this.list.splice(0, this.list.length, ...kept);
  }

  /** The first switch that takes this call, already counted; null when the call shall succeed. */
  take(provider: Provider, operation: string, body: string, to: readonly string[] = []): Fault | null {
    for (const fault of this.list) {
      if (fault.provider !== provider || fault.remaining === 0) continue;
      if (fault.until !== undefined && this.#now() >= fault.until) continue;
      if (fault.to !== undefined && !to.includes(fault.to)) continue;
      if (fault.operation !== undefined && fault.operation !== operation) continue;
      if (fault.contains !== undefined && !body.includes(fault.contains)) continue;
      if (fault.after !== undefined && fault.after > 0) {
        fault.after -= 1;
        continue;
      }
      if (fault.probability !== undefined && this.#random.next() >= fault.probability) continue;
      if (fault.remaining !== null) fault.remaining -= 1;
      fault.hits += 1;
      return { ...fault };
    }
    return null;
  }
}

/** How one provider words the failures that all providers have. */
export interface FailureVoice {
  /** The provider's documented error body for an HTTP status. */
  error(status: 429 | 500 | 503): string;
  /** The same for an error that a test made up. */
  refusal(error: { status: number; code: number | string; message: string }): string;
}

const HTTP_STATUS: Partial<Record<FaultKind, 429 | 500 | 503>> = { http429: 429, http500: 500, http503: 503 };

/**
 * Plays the failures that come before any work is done.
 * @returns true when the call is thereby over, false when the handler should go on.
 */
export async function failEarly(exchange: Exchange, fault: Fault | null, voice: FailureVoice): Promise<boolean> {
  if (fault === null) return false;
  const status = HTTP_STATUS[fault.kind];
  if (status !== undefined) {
    const headers: Record<string, string> = status === 429 ? { "retry-after": String(fault.retryAfterSeconds ?? 1) } : {};
    answer(exchange, status, "application/json", voice.error(status), headers);
    return true;
  }
  if (fault.kind === "refuse" && fault.error !== undefined) {
    answer(exchange, fault.error.status, "application/json", voice.refusal(fault.error));
    return true;
  }
  if (fault.kind === "hang") return true;
  if (fault.kind === "reset") {
    cutSocket(exchange);
    return true;
  }
  if (fault.kind === "slow") await pause(fault.delayMs ?? 3000, exchange.gone);
  return false;
}

/**
 * Plays the failures that come once the work is done: the caller cannot know whether it was.
 * @returns true when the answer must not be given any more.
 */
export function failLate(exchange: Exchange, fault: Fault | null): boolean {
  if (fault?.kind === "hangAfterAccept") return true;
  if (fault?.kind === "resetAfterAccept") {
    cutSocket(exchange);
    return true;
  }
  if (fault?.kind === "badJson") {
    answer(exchange, 200, "application/json", '{"truncated": tru');
    return true;
  }
  return false;
}
