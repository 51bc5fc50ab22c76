import type { Chance } from "../platform/clock.ts";
import type { KeyedModel, KeyedResult } from "./keyedModel.ts";
import type { Keyring, UsableKey } from "./keyring.ts";
import type { Model, ModelOptions, ModelRequest, ModelResult } from "./port.ts";

export interface FailoverDeps {
  provider: KeyedModel;
  keyring: Keyring;
  /** Answers while the installation has no key at all. */
  offline: Model;
  chance: Chance;
  /** Resolves after that long, or at once when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const mostAttempts = 3;
/** No attempt begins later than this after the first. */
const patienceMs = 10_000;
const firstPauseMs = 200;

/**
 * One call, if need be with several keys: after a rate limit, a fault or a refused key it pauses and goes on with the next. It
 * never repeats a call that may have been billed, since only one was reserved (invariant I12), nor one that has shown something
 * which can't be withdrawn.
 */
export const createFailover = ({ provider, keyring, offline, chance, sleep = pause }: FailoverDeps): Model => ({
  async generate(request, options) {
    const startedAt = chance.now();
    const tried: UsableKey[] = [];
    let last: ModelResult = unavailable("No key is left to try");
    while (tried.length < mostAttempts) {
      if (options.signal.aborted) return { ok: false, failure: "aborted", detail: "Stopped before the call" };
      const key = await keyring.next(options.keyFor, tried).catch(() => null);
      if (key === null) return unavailable("The model keys cannot be read");
      if (key === "none") return offline.generate(request, options);
      if (key === "exhausted") return last;
      tried.push(key);
      const { result, verdict, hasShown } = await attempt(provider, request, key, options);
      keyring.report(key, verdict, options.keyFor, tokensOf(result));
      last = result;
      if (!mayRepeat(result, hasShown, options)) return result;
      const pauseMs = verdict.kind === "invalid" ? 0 : backoff(tried.length, chance);
      if (tried.length === mostAttempts || chance.now() + pauseMs - startedAt > patienceMs) return result;
      if (hasShown) options.onRetract?.();
      await sleep(pauseMs, options.signal);
    }
    return last;
  },
});

const attempt = async (
  provider: KeyedModel,
  request: ModelRequest,
  key: UsableKey,
  { signal, onDelta }: ModelOptions,
): Promise<KeyedResult & { hasShown: boolean }> => {
  let hasShown = false;
  const show = (text: string) => {
    hasShown = true;
    onDelta?.(text);
  };
  const outcome = await provider.generate(request, key.secret, { signal, onDelta: show });
  return { ...outcome, hasShown: hasShown && onDelta !== undefined };
};

const mayRepeat = (result: ModelResult, hasShown: boolean, options: ModelOptions): boolean =>
  !result.ok && result.failure === "unavailable" && !result.billed && (!hasShown || options.onRetract !== undefined);

const tokensOf = (result: ModelResult): number => {
  const billed = result.ok ? result : result.billed;
  return billed ? billed.tokensIn + billed.tokensOut : 0;
};

/** 200 ms, then 400, each up to half as long again, so that many turns don't come back at once. */
const backoff = (failures: number, chance: Chance): number => {
  const base = firstPauseMs * 2 ** (failures - 1);
  return Math.round(base * (1 + (chance.bytes(1)[0] ?? 0) / 510));
};

const unavailable = (detail: string): ModelResult => ({ ok: false, failure: "unavailable", detail });

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    if (signal.aborted) done();
    else signal.addEventListener("abort", done, { once: true });
  });
