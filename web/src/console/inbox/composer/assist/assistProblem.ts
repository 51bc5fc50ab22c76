import type { FailureKey } from "../../../../api/problem.ts";

/** What only says that the AI can't be had just now, or that this installation has none to ask. */
const away: ReadonlySet<FailureKey> = new Set(["unavailable", "not_found", "method_not_allowed", "internal"]);

/** Whether a failed request to the AI is told as "not now", and not by its own name. */
export const isAway = (key: FailureKey): boolean => away.has(key);
