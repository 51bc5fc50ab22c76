import type { Message } from "../../../../schema/contract/conversations.ts";
import type { MessageStatus } from "../../../../schema/contract/enums.ts";

export type TickMark = "none" | "clock" | "one" | "two" | "read" | "failed" | "uncertain" | "canceled";

const marks: Record<MessageStatus, TickMark> = {
  received: "none",
  queued: "clock",
  sending: "clock",
  ambiguous: "uncertain",
  sent: "one",
  delivered: "two",
  read: "read",
  failed: "failed",
  canceled: "canceled",
};

/** The mark a message carries: nothing on what the customer wrote. */
export const tickOf = (message: Pick<Message, "direction" | "status">): TickMark =>
  message.direction === "inbound" ? "none" : marks[message.status];

/** Only a refused send of a person's or the AI's can be tried again; an uncertain one might double. */
export const canRetry = (message: Pick<Message, "direction" | "status">): boolean =>
  message.direction === "outbound" && message.status === "failed";
