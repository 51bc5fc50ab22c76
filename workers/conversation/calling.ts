import type { NeedsPersonReason } from "../../schema/contract/enums.ts";
import type { ConversationState } from "./state.ts";

/** Troubles that end by themselves, or when something is sent again: nobody need be called any more then. */
const passing: ReadonlySet<NeedsPersonReason> = new Set([
  "model_unavailable",
  "spend_cap",
  "send_failed",
  "ambiguous_send",
  "window_closed",
]);

/** Why a person is called when there is one reason more: a trouble that passes hides none that only a person can see to. */
export const calledFor = (now: NeedsPersonReason | null, reason: NeedsPersonReason): NeedsPersonReason =>
  now !== null && passing.has(reason) && !passing.has(now) ? now : reason;

/** Out of where nobody looks. What is blocked stays so. */
export const reopened = (state: ConversationState): ConversationState =>
  state.place === "closed" || state.place === "snoozed" ? { ...state, place: "open", snoozedUntil: null } : state;

/** A person has to see to it, and finds it in the inbox. */
export const callPerson = (state: ConversationState, reason: NeedsPersonReason): ConversationState => ({
  ...reopened(state),
  needsPerson: calledFor(state.needsPerson, reason),
});

/** A person is called for what was left. Whoever snoozed it knew of it: it comes back when they said, not before. */
export const callForLeft = (state: ConversationState): ConversationState =>
  state.place === "snoozed"
    ? { ...state, needsPerson: calledFor(state.needsPerson, "left_unanswered") }
    : callPerson(state, "left_unanswered");
