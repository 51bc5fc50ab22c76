import { callPerson } from "./calling.ts";
import type { Decision } from "./effects.ts";
import { leave } from "./leaving.ts";
import type { ConversationState } from "./state.ts";
import { stopTurn } from "./takeover.ts";
import { changed } from "./writing.ts";

/**
 * What waited for the AI when the backup was made may have been answered by the installation it was made of: it answers nothing old,
 * and a person is called for it. What a person has in hand stays theirs.
 */
export const restored = (state: ConversationState): Decision<ConversationState> => {
  const { batch, next, turn, aiEnabled, movedTo } = state;
  const isWaiting = turn !== null || next !== null || (batch !== null && batch.dueAt !== null);
  if (!isWaiting || !aiEnabled || movedTo !== null) return { state, effects: [] };
  const left = leave({ ...state, turn: null }, "escalation");
  const shown = changed(state.place === "blocked" ? left.state : callPerson(left.state, "left_unanswered"));
  return { state: shown.state, effects: [...stopTurn(state), ...left.effects, ...shown.effects] };
};
