import type { Decision, Effect, LiveEffect } from "./effects.ts";
import type { Batch, ConversationState } from "./state.ts";

type By = Extract<LiveEffect, { type: "settle" }>["by"];

/** Nobody answers what is open any more: whoever waits for it is told so. A turn that is under way has to be ended beside. */
export const leave = (state: ConversationState, by: By): Decision<ConversationState> => {
  const open = [state.batch, state.next].filter((batch): batch is Batch => batch !== null);
  return {
    state: { ...state, batch: null, next: null, pendingMedia: [] },
    effects: open.map(({ id }): Effect => ({ type: "settle", batchId: id, by, replyId: null })),
  };
};
