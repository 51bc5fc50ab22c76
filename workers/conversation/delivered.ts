import type { MessageStatus, NeedsPersonReason } from "../../schema/contract/enums.ts";
import { isBlocked } from "./blocking.ts";
import { callPerson } from "./calling.ts";
import { climbs, timesAt, type DeliveryOutcome } from "./delivery.ts";
import type { Decision } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { isSilenced } from "./mayBeSent.ts";
import type { ConversationState, StoredMessage } from "./state.ts";
import { changed, lastStatusChanged } from "./writing.ts";

/** What a person has to see to. What doesn't reach a customer who wants silence is nothing to be seen to. */
const troubleOf = (
  state: ConversationState,
  status: MessageStatus,
  failure: DeliveryOutcome["failure"],
): NeedsPersonReason | null => {
  if (status === "ambiguous") return "ambiguous_send";
  if (status !== "failed" || failure?.code === "stopped" || isBlocked(state) || isSilenced(state, "whatsapp")) return null;
  return failure?.code === "window_closed" ? "window_closed" : "send_failed";
};

/** A message has got further on its way, or has failed; it never goes back. */
export const delivered = (
  state: ConversationState,
  { message, outcome: { status, failure, at } }: Extract<ConversationEvent, { type: "delivered" }>,
): Decision<ConversationState> => {
  if (!climbs(message.status, status)) return { state, effects: [] };
  const { id } = message;
  const isLast = state.last?.id === id;
  const trouble = troubleOf(state, status, failure);
  const settled = state.needsPerson === "ambiguous_send" && !trouble;
  const last = isLast && state.last ? { ...state.last, status } : state.last;
  const shown: ConversationState = { ...state, last, needsPerson: settled ? null : state.needsPerson };
  const after = trouble ? callPerson(shown, trouble) : shown;
  const list = trouble || settled ? changed(after) : isLast ? lastStatusChanged(after) : { state: after, effects: [] };
  return {
    state: list.state,
    effects: [
      { type: "patchMessage", id, set: { status, failure, ...timesAt(message, status, at) } },
      // Of a thread that was joined into another, that one tells: it may know more by then.
      ...(state.movedTo === null ? [{ type: "announce", what: "status", messageId: id } as const] : []),
      { type: "project", what: "message", messageId: id },
      ...list.effects,
    ],
  };
};

const causedBySends: ReadonlySet<NeedsPersonReason | null> = new Set(["send_failed", "window_closed", "ambiguous_send"]);

/** A person asks for a failed message to be sent once more: what of it has arrived already is not sent again. */
export const retried = (state: ConversationState, { id }: StoredMessage): Decision<ConversationState> => {
  const last = state.last?.id === id ? { ...state.last, status: "queued" as const } : state.last;
  const after = changed({ ...state, last, needsPerson: causedBySends.has(state.needsPerson) ? null : state.needsPerson });
  return {
    state: after.state,
    effects: [
      { type: "patchMessage", id, set: { status: "queued", failure: null, failedAt: null } },
      { type: "sendRest", messageId: id },
      { type: "announce", what: "status", messageId: id },
      { type: "project", what: "message", messageId: id },
      ...after.effects,
    ],
  };
};

/** A part that was reported as failed waits for its next try; what people see of the message stays until that has ended. */
export const resend = (
  state: ConversationState,
  { messageId, part, sender, retries, dueAt, sid, failure }: Extract<ConversationEvent, { type: "resend" }>,
): Decision<ConversationState> => ({
  state,
  effects: [{ type: "sendAgain", messageId, part, sender, retries, dueAt, failedAs: { sid, failure } }],
});
