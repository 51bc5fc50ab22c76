import { learnBlock } from "./blocking.ts";
import type { Decision } from "./effects.ts";
import type { ConversationEvent } from "./events.ts";
import { withParties } from "./parties.ts";
import type { ConversationState } from "./state.ts";

/**
 * A person opens the thread to write first. Where nobody has written yet, a first message goes to the customer's WhatsApp if they have
 * one, else it waits on the page. Nothing is listed before something is said.
 */
export const opened = (
  before: ConversationState,
  { parties, whatsapp }: Extract<ConversationEvent, { type: "opened" }>,
): Decision<ConversationState> => {
  const address = before.whatsapp ?? whatsapp;
  const lastChannel = before.lastChannel ?? (address ? "whatsapp" : "web");
  return learnBlock({ ...withParties(before, parties), whatsapp: address, lastChannel }, parties);
};
