import type { Message } from "../../../../../schema/contract/conversations.ts";
import type { MessageStatus } from "../../../../../schema/contract/enums.ts";

export interface DeliveryTime {
  status: Extract<MessageStatus, "sent" | "delivered" | "read" | "failed">;
  at: string;
}

type Timed = Pick<Message, "direction" | "sentAt" | "deliveredAt" | "readAt" | "failedAt">;

/** When each state of a message of ours was first reported, in the order they are climbed. */
export const deliveryTimes = ({ direction, sentAt, deliveredAt, readAt, failedAt }: Timed): DeliveryTime[] => {
  if (direction === "inbound") return [];
  const told = [
    { status: "sent", at: sentAt },
    { status: "delivered", at: deliveredAt },
    { status: "read", at: readAt },
    { status: "failed", at: failedAt },
  ] as const;
  return told.flatMap(({ status, at }) => (at === null ? [] : [{ status, at }]));
};
