import type { Conversation } from "../../../../schema/contract/conversations.ts";
import type { Channel } from "../../../../schema/contract/enums.ts";

/**
 * Whether a person may write freely on WhatsApp: for 24 hours after the customer's last message there
 * (https://www.twilio.com/docs/whatsapp/key-concepts#the-24-hour-messaging-window). `free` where no window exists.
 */
export type ReplyWindow =
  | { kind: "free" }
  | { kind: "open" | "closing"; leftMs: number }
  | { kind: "closed"; hasOpened: boolean };

const hour = 3_600_000;

/** The composer counts down from here on. */
export const warnBeforeMs = 4 * hour;
/** The list marks a conversation from here on, as the health page counts them. */
export const markBeforeMs = 2 * hour;

/**
 * @param now milliseconds since 1970
 * @param first where the first message would go, while nothing was said yet
 */
export const replyWindow = (
  { lastMessage, windowClosesAt }: Pick<Conversation, "lastMessage" | "windowClosesAt">,
  now: number,
  first: Channel | null = null,
): ReplyWindow => {
  if ((lastMessage?.channel ?? first) !== "whatsapp") return { kind: "free" };
  if (windowClosesAt === null) return { kind: "closed", hasOpened: false };
  const leftMs = Date.parse(windowClosesAt) - now;
  if (leftMs <= 0) return { kind: "closed", hasOpened: true };
  return { kind: leftMs <= warnBeforeMs ? "closing" : "open", leftMs };
};

/** How long until the list should mark this conversation as closing; null when it should not. */
export const closingSoon = (conversation: Pick<Conversation, "lastMessage" | "windowClosesAt">, now: number): number | null => {
  const window = replyWindow(conversation, now);
  return window.kind === "closing" && window.leftMs <= markBeforeMs ? window.leftMs : null;
};
