import { createSignal } from "solid-js";
import type { ConsoleEvent } from "../../../../schema/contract/live.ts";
import { t } from "../../i18n/text.ts";
import { openConversation } from "./openConversation.ts";

const [announcement, setAnnouncement] = createSignal("");

/** What a screen reader is told: the customer's new messages in the open thread, once each, never the scrolled history. */
export { announcement };

export const announce = (event: ConsoleEvent): void => {
  if (event.type === "ALERT" && event.alert.closedAt === null) setAnnouncement(t().common.alertOpened);
  if (event.type !== "NEW_MESSAGE" || event.conversationId !== openConversation()) return;
  const { text, media, place } = event.message;
  const files = media.map(({ kind }) => t().media.kinds[kind]);
  const told = [...files, ...(place ? [t().media.place] : []), ...(text ? [text] : [])].join(", ");
  setAnnouncement(t().inbox.announceMessage(t().inbox.customer, told));
};
