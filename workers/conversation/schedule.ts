import type { Lane } from "./outbox.ts";
import { turnStartsAt } from "./mediaWait.ts";
import type { ConversationState } from "./state.ts";

/** While work is in flight an alarm stands this far ahead, so that a crash is noticed (DESIGN section 1, "Alarms"). */
export const watchMs = 5_000;

/**
 * Nothing that becomes due by itself is set further ahead than this, in milliseconds: what seems to be was set by a clock that has
 * gone back since, and a customer would wait until it has caught up.
 */
export const furthestAheadMs = 60_000;

export const isDue = (at: number, now: number): boolean => at <= now || at - now > furthestAheadMs;

/** When the object must wake next; null when it may sleep until somebody calls. */
export const nextAlarm = (
  state: ConversationState | null,
  lanes: ReadonlyMap<Lane, number>,
  busy: { turn: boolean; lanes: ReadonlySet<Lane>; lookAt: readonly (number | null)[] },
  now: number,
): number | null => {
  const times: number[] = [];
  if (busy.turn || busy.lanes.size > 0) times.push(now + watchMs);
  times.push(...busy.lookAt.filter((at) => at !== null));
  if (state?.snoozedUntil != null && !state.movedTo) times.push(state.snoozedUntil);
  const startsAt = state && turnStartsAt(state.batch, state);
  if (startsAt && !state.turn && state.aiEnabled && !state.movedTo) times.push(isDue(startsAt, now) ? now : startsAt);
  for (const [lane, dueAt] of lanes) if (!busy.lanes.has(lane)) times.push(dueAt);
  return times.length === 0 ? null : Math.max(now, Math.min(...times));
};
