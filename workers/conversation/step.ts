import { batchDue, turnFinished, turnLost } from "./answering.ts";
import { received } from "./batching.ts";
import { climbs } from "./delivery.ts";
import type { Decision } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { exported, handedBack, handedOver, imported, sealed, unsealed } from "./moving.ts";
import type { ConversationState } from "./state.ts";
import { aiToggled, personWrote } from "./takeover.ts";
import { changed, lastStatusChanged } from "./writing.ts";

/**
 * What a conversation does about what happens to it: pure, so that every interleaving can be tried (DESIGN section 1, idea 4).
 * The object stores the state and the stored effects in one transaction, then carries them out.
 */
export const step = (state: ConversationState, event: ConversationEvent, now: number): Decision<ConversationState> => {
  switch (event.type) {
    case "received":
      return received(state, event.inbound, now);
    case "batchDue":
      return batchDue(state, event.turnId, event.incarnation, now);
    case "turnFinished":
      return turnFinished(state, event, now);
    case "turnLost":
      return turnLost(state, event.incarnation, now);
    case "aiToggled":
      return aiToggled(state, event, now);
    case "personWrote":
      return personWrote(state, event, now);
    case "delivered":
      return delivered(state, event);
    case "retried":
      return retried(state, event.message.id, event.message.text, event.message.sender);
    case "read":
      return state.unreadCount === 0 ? { state, effects: [] } : changed({ ...state, unreadCount: 0 });
    case "sealed":
      return sealed(state, event.movedTo);
    case "unsealed":
      return unsealed(state);
    case "imported":
      return imported(state, event, now);
    case "handedOver":
      return handedOver(state);
    case "exported":
      return exported(state, event.ids);
    case "handedBack":
      return handedBack(state, event.messages);
    case "reassigned":
      return changed({ ...state, contactId: event.contactId, contactName: event.contactName });
  }
};

/** A message has got further on its way, or has failed; it never goes back. */
const delivered = (
  state: ConversationState,
  { message, outcome }: Extract<ConversationEvent, { type: "delivered" }>,
): Decision<ConversationState> => {
  if (!climbs(message.status, outcome.status)) return { state, effects: [] };
  const { id } = message;
  const isLast = state.last?.id === id;
  const trouble = outcome.status === "failed" ? "send_failed" : outcome.status === "ambiguous" ? "ambiguous_send" : null;
  const settled = state.needsPerson === "ambiguous_send" && !trouble;
  const after: ConversationState = {
    ...state,
    last: isLast && state.last ? { ...state.last, status: outcome.status } : state.last,
    needsPerson: trouble ?? (settled ? null : state.needsPerson),
  };
  const list = trouble || settled ? changed(after) : isLast ? lastStatusChanged(after) : { state: after, effects: [] };
  return {
    state: list.state,
    effects: [
      { type: "patchMessage", id, set: outcome },
      { type: "announce", what: "status", messageId: id },
      { type: "project", what: "message", messageId: id },
      ...list.effects,
    ],
  };
};

/** A person asks for a failed message to be sent once more. */
const retried = (
  state: ConversationState,
  id: string,
  text: string,
  sender: "client" | "ai" | "consultant",
): Decision<ConversationState> => {
  const after = changed({ ...state, needsPerson: state.needsPerson === "send_failed" ? null : state.needsPerson });
  return {
    state: after.state,
    effects: [
      { type: "patchMessage", id, set: { status: "queued", failure: null } },
      { type: "send", messageId: id, text, sender },
      { type: "announce", what: "status", messageId: id },
      { type: "project", what: "message", messageId: id },
      ...after.effects,
    ],
  };
};
