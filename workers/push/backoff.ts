/** After this many failures a notification is no news any more. */
export const mostAttempts = 8;

const firstMs = 15_000;
const longestMs = 60 * 60_000;

/**
 * When a push that could not be delivered is tried again, in milliseconds from now: ever later, never before the push service asked
 * for, and never later than after an hour.
 *
 * @param attempts how often it has been tried
 * @param askedMs what `Retry-After` said
 */
export const pushBackoff = (attempts: number, askedMs: number | null): number =>
  Math.min(longestMs, Math.max(firstMs * 2 ** Math.max(0, attempts - 1), askedMs ?? 0));
