import { wordsOf } from "../platform/causes.ts";

/** How long a person who looks waits for an object, and how long the watch does. */
export const patience = { report: 2_000, watch: 10_000 } as const;

/** What was answered in time, in milliseconds; null when nothing was, or a fault. Never rejects. */
export const answered = async <T>(
  question: () => T | Promise<T>,
  withinMs: number,
  log: (entry: Record<string, unknown>) => void,
): Promise<T | null> => {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), withinMs);
  try {
    return await Promise.race([question(), late]);
  } catch (error) {
    log({ event: "health_unanswered", error: wordsOf(error) });
    return null;
  } finally {
    clearTimeout(timer);
  }
};
