import { createSignal } from "solid-js";
import type { ConsoleEvent } from "../../../../schema/contract/live.ts";
import { t } from "../../i18n/text.ts";
import { openConversation } from "./openConversation.ts";

const [announcement, setAnnouncement] = createSignal("");

/** What a screen reader is told: the customer's new messages in the open thread, once each, never the scrolled history. */
export { announcement };

export const announce = (event: ConsoleEvent): void => {
  if (event.type !== "NEW_MESSAGE" || event.conversationId !== openConversation()) return;
  setAnnouncement(t().inbox.announceMessage(t().inbox.customer, event.message.text));
};
