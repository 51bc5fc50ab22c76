import { causesOf, wordsOf } from "../platform/causes.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";

/** What is written to the log when something was thrown. Paths come without their query, which may hold tokens. */
export interface FailureEntry {
  event: "request_failed";
  id: string;
  method: string;
  path: string;
  error: string;
  stack: string | null;
}

/**
 * Messages with which D1 says that it is away for the moment, rather than that the statement was wrong.
 * Source: https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
 */
const databaseAway = [
  /network connection lost/i,
  /caused object to be reset/i,
  /D1 DB reset because its code was updated/i,
  /cannot resolve D1 DB due to transient issue/i,
  /D1 DB is overloaded/i,
  /exceeded its (?:CPU time|memory) limit/i,
  /D1_ERROR: (?:internal error|.*unavailable)/i,
];

/** Whether waiting may help: D1 is away, or a Durable Object is overloaded or was reset under the request. */
export const isUnavailable = (thrown: unknown): boolean =>
  causesOf(thrown).some((error) => {
    const { retryable, overloaded } = Object(error) as { retryable?: unknown; overloaded?: unknown };
    return retryable === true || overloaded === true || databaseAway.some((message) => message.test(String(error)));
  });

/** The one mapper of what was thrown: nothing of it reaches the client but the id under which it was logged. */
export const refusalOfThrown = (thrown: unknown, id: string): Refusal =>
  isUnavailable(thrown)
    ? refuse("unavailable", { detail: `Logged as ${id}`, headers: { "retry-after": "5" } })
    : refuse("internal", { detail: `Logged as ${id}` });

export const failureEntry = (thrown: unknown, id: string, request: Request): FailureEntry => ({
  event: "request_failed",
  id,
  method: request.method,
  path: new URL(request.url).pathname,
  error: wordsOf(thrown),
  stack: framesOf(thrown),
});

/** Where it was thrown; the message above the frames may hold what `wordsOf` leaves out. */
const framesOf = (thrown: unknown): string | null => {
  const lines = thrown instanceof Error ? (thrown.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line)) : [];
  return lines.length > 0 ? lines.join("\n") : null;
};
