import type { Channel } from "../../schema/contract/enums.ts";
import type { ConversationState } from "./state.ts";
import { windowIsOpen } from "./window.ts";

/** Why something is sent: to answer what the customer wrote, to begin a talk, or to confirm their STOP or START, once. */
export type Purpose = "reply" | "initiative" | "stop_confirmation" | "start_confirmation";

/** Said by Filo whoever is in charge: after STOP nobody else could. */
export const isConfirmation = (purpose: Purpose): boolean => purpose === "stop_confirmation" || purpose === "start_confirmation";

/** What is about to be sent, as far as the rules ask. */
export interface Sending {
  channel: Channel;
  sender: string | null;
  purpose: Purpose;
  isTemplate: boolean;
}

export type SendRefusal = "blocked" | "taken_over" | "no_channel" | "stopped" | "window_closed";

type Words = Pick<ConversationState, "lastWhatsappInboundAt" | "stoppedAt" | "stoppedOnWebAt" | "lastWebInboundAt">;
type Standing = Words & Pick<ConversationState, "place" | "aiEnabled" | "whatsapp">;

/** When the customer said STOP on a channel, and when they last wrote there. */
const standingOn = (state: Words, channel: Channel): { stoppedAt: number | null; wroteAt: number | null } =>
  channel === "whatsapp"
    ? { stoppedAt: state.stoppedAt, wroteAt: state.lastWhatsappInboundAt }
    : { stoppedAt: state.stoppedOnWebAt, wroteAt: state.lastWebInboundAt };

/** The customer said STOP on the channel and has written nothing there since: not even a reply is wanted. */
export const isSilenced = (state: Words, channel: Channel): boolean => {
  const { stoppedAt, wroteAt } = standingOn(state, channel);
  return stoppedAt !== null && (wroteAt ?? 0) <= stoppedAt;
};

const isStopped = (state: Words, { channel, purpose }: Sending): boolean => {
  if (purpose === "stop_confirmation") return false;
  return purpose === "initiative" ? standingOn(state, channel).stoppedAt !== null : isSilenced(state, channel);
};

/**
 * Whether this may be sent now, asked when it is written and again right before each call (invariants I5 and I9): to a blocked
 * person nothing; after a takeover nothing of the AI's; after STOP only replies to what the customer wrote later; on WhatsApp free text only while the 24-hour
 * window is open, outside it approved templates. Null: it may.
 */
export const mayBeSent = (state: Standing, sending: Sending, now: number): SendRefusal | null => {
  if (state.place === "blocked") return "blocked";
  if (sending.sender === "ai" && !isConfirmation(sending.purpose) && !state.aiEnabled) return "taken_over";
  if (sending.channel === "whatsapp" && !state.whatsapp) return "no_channel";
  if (isStopped(state, sending)) return "stopped";
  if (sending.channel === "whatsapp" && !sending.isTemplate && !windowIsOpen(state.lastWhatsappInboundAt, now))
    return "window_closed";
  return null;
};
