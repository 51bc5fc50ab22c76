import { arranged, snoozeDue, withArrangement } from "./arranging.ts";
import { batchDue, turnFinished, turnLost } from "./answering.ts";
import { received } from "./batching.ts";
import { blockChanged } from "./blocking.ts";
import { consentChanged } from "./consenting.ts";
import { delivered, resend, retried } from "./delivered.ts";
import type { Decision } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { quietTimeRead } from "./handingBack.ts";
import { mediaChanged } from "./mediaChanged.ts";
import { exported, handedBack, handedOver, imported, sealed, unsealed } from "./moving.ts";
import { noteWritten } from "./notes.ts";
import { opened } from "./opening.ts";
import { restored } from "./restored.ts";
import type { ConversationState } from "./state.ts";
import { aiToggled, personWrote } from "./takeover.ts";
import { topicStarted } from "./topics.ts";
import { changed } from "./writing.ts";

/**
 * What a conversation does about what happens to it: pure, so that every interleaving can be tried (DESIGN section 1, idea 4).
 * The object stores the state and the stored effects in one transaction, then carries them out.
 */
export const step = (state: ConversationState, event: ConversationEvent, now: number): Decision<ConversationState> =>
  withArrangement(state, decide(state, event, now));

const decide = (state: ConversationState, event: ConversationEvent, now: number): Decision<ConversationState> => {
  switch (event.type) {
    case "received":
      return received(state, event, now);
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
      return retried(state, event.message);
    case "resend":
      return resend(state, event);
    case "consentChanged":
      return consentChanged(state, event);
    case "mediaChanged":
      return mediaChanged(state, event, now);
    case "opened":
      return opened(state, event);
    case "arranged":
      return arranged(state, event.order);
    case "snoozeDue":
      return snoozeDue(state, now);
    case "noteWritten":
      return noteWritten(state, event, now);
    case "topicStarted":
      return topicStarted(state, event, now);
    case "blockChanged":
      return blockChanged(state, event);
    case "quietTimeRead":
      return quietTimeRead(state, event, now);
    case "callsOff":
      return { state: { ...state, callsOff: state.callsOff + 1 }, effects: [] };
    case "sealed":
      return sealed(state, event.heir);
    case "unsealed":
      return unsealed(state, event.said);
    case "imported":
      return imported(state, event, now);
    case "handedOver":
      return handedOver(state, event.twins);
    case "exported":
      return exported(state, event.ids);
    case "handedBack":
      return handedBack(state, event.returned);
    case "agentChanged":
      return changed({ ...state, agentId: event.agentId, agentName: event.agentName });
    case "reassigned":
      return changed({ ...state, contactId: event.contactId, contactName: event.contactName });
    case "restored":
      return restored(state);
  }
};
