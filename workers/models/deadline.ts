export interface Timeouts {
  /** Until the first word is there. */
  firstTokenMs: number;
  wholeMs: number;
}

export const usualTimeouts: Timeouts = { firstTokenMs: 20_000, wholeMs: 60_000 };

export type Stop = "aborted" | "first_token_timeout" | "whole_timeout";

/** Ends a call when its caller hangs up or its time is over, even where the provider's SDK would go on waiting. */
export interface Deadline {
  /** For the SDK: aborts with the call. */
  signal: AbortSignal;
  /** Why the call was ended; null while it may go on. */
  stopped(): Stop | null;
  /** The work's outcome, or a rejection as soon as the call is ended. */
  race<T>(work: Promise<T>): Promise<T>;
  /** The first word is there. */
  firstToken(): void;
  /** To be called when the call is over, however it went: stops the clocks and closes the connection. */
  dispose(): void;
}

export const startDeadline = (caller: AbortSignal, timeouts: Timeouts): Deadline => {
  const controller = new AbortController();
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => {});
  let why: Stop | null = null;
  const stop = (reason: Stop) => {
    if (why !== null) return;
    why = reason;
    ended.reject(new Error(reason));
    controller.abort();
  };
  const hangUp = () => stop("aborted");
  const first = setTimeout(() => stop("first_token_timeout"), timeouts.firstTokenMs);
  const whole = setTimeout(() => stop("whole_timeout"), timeouts.wholeMs);
  if (caller.aborted) hangUp();
  else caller.addEventListener("abort", hangUp, { once: true });
  return {
    signal: controller.signal,
    stopped: () => why,
    race: (work) => Promise.race([work, ended.promise]),
    firstToken: () => clearTimeout(first),
    dispose() {
      clearTimeout(first);
      clearTimeout(whole);
      caller.removeEventListener("abort", hangUp);
      controller.abort();
    },
  };
};
