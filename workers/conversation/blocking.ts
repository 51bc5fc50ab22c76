import type { Decision } from "./effects.ts";
import type { UnsentRow } from "./events.ts";
import { leave } from "./leaving.ts";
import type { ConversationState, Parties } from "./state.ts";
import { lastWithout, withdraw } from "./takeover.ts";
import { changed } from "./writing.ts";

export const isBlocked = ({ place }: Pick<ConversationState, "place">): boolean => place === "blocked";

const blockedFrom = (state: ConversationState, unsent: UnsentRow[]): Decision<ConversationState> => {
  const { turn } = state;
  const left = leave({ ...state, turn: null }, "silence");
  const last = lastWithout(state, unsent);
  const after = changed({ ...left.state, last, place: "blocked", snoozedUntil: null, needsPerson: null });
  return {
    state: after.state,
    effects: [
      ...(turn ? [{ type: "abortTurn", turnId: turn.id, because: "blocked" } as const] : []),
      ...left.effects,
      ...withdraw(unsent, "blocked"),
      ...after.effects,
    ],
  };
};

/**
 * The contact was blocked, or let in again: nothing is answered from then on and nothing goes out; afterwards nothing old is answered.
 * News come in any order, and the newest hold.
 */
export const blockChanged = (
  before: ConversationState,
  { blocked, at, unsent }: { blocked: boolean; at: number; unsent: UnsentRow[] },
): Decision<ConversationState> => {
  if (at < before.blockKnownAt) return { state: before, effects: [] };
  const state = at === before.blockKnownAt ? before : { ...before, blockKnownAt: at };
  if (blocked === isBlocked(state)) return { state, effects: [] };
  return blocked ? blockedFrom(state, unsent) : changed({ ...state, place: "open" });
};

/** What was read of the contact afresh may say it first. That they are let in again is told, never read: what is read may be old. */
export const learnBlock = (
  state: ConversationState,
  parties: Parties | null,
  unsent: UnsentRow[] = [],
): Decision<ConversationState> => {
  const blockedAt = parties?.blockedAt ?? null;
  if (blockedAt === null || blockedAt <= state.blockKnownAt) return { state, effects: [] };
  return blockChanged(state, { blocked: true, at: blockedAt, unsent });
};
