import type { MessageStatus } from "../../schema/contract/enums.ts";
import type { DeliveryTimes } from "./state.ts";

/** What became of one part on its way to the customer, and when, in milliseconds. */
export interface DeliveryOutcome {
  status: MessageStatus;
  failure: { code: string; detail: string } | null;
  at: number;
}

/**
 * How far along each state is. A message only climbs (invariant I11); `failed` and `canceled` end it, except that a message
 * shown as failed can still turn out to have reached the phone.
 * Twilio's order: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
 */
const rank: Record<MessageStatus, number> = {
  received: 0,
  queued: 0,
  sending: 1,
  ambiguous: 2,
  failed: 3,
  canceled: 3,
  sent: 4,
  delivered: 5,
  read: 6,
};

/** Whether `next` may follow `now`. */
export const climbs = (now: MessageStatus, next: MessageStatus): boolean => {
  if (now === "canceled") return false;
  if (now === "failed") return rank[next] >= rank.delivered;
  if (next === "failed" || next === "canceled") return rank[now] < rank.delivered;
  return rank[next] > rank[now];
};

/** The provider has it, and has not said that it failed. */
export const isOnItsWay = (status: MessageStatus): boolean => rank[status] >= rank.sent;

/** A message of several parts is as far as its slowest part; one failed part fails it, withdrawn parts no longer count. */
export const statusOfParts = (parts: MessageStatus[]): MessageStatus => {
  if (parts.includes("failed")) return "failed";
  if (parts.includes("ambiguous")) return "ambiguous";
  const [first, ...rest] = parts.filter((part) => part !== "canceled");
  if (!first) return parts.length > 0 ? "canceled" : "queued";
  return rest.reduce((slowest, part) => (rank[part] < rank[slowest] ? part : slowest), first);
};

/**
 * A message's times once it has got to `status`: the first time each state was reached. What is read has been delivered too, at
 * that moment at the latest; what arrives after all did not fail.
 */
export const timesAt = (
  { sentAt, deliveredAt, readAt, failedAt }: DeliveryTimes,
  status: MessageStatus,
  at: number,
): DeliveryTimes => {
  const by = (state: MessageStatus, before: number | null) => before ?? (rank[status] >= rank[state] ? at : null);
  return {
    sentAt: by("sent", sentAt),
    deliveredAt: by("delivered", deliveredAt),
    readAt: by("read", readAt),
    failedAt: status === "failed" ? (failedAt ?? at) : isOnItsWay(status) ? null : failedAt,
  };
};
