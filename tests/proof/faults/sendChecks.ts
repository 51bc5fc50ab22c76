import { climbs, isOnItsWay } from "../../../workers/conversation/delivery.ts";
import type { MessageStatus } from "../../../schema/contract/enums.ts";
import type { Kept, Seen, Send, Violation } from "./history.ts";

const nameOf = ({ messageId, part }: Pick<Send, "messageId" | "part">): string => `${messageId}:${part}`;

/** I4 on the phone: no part reaches a customer twice, unless what went before had failed; and we know of each that Twilio has. */
export const brokenSends = ({ sends }: Seen, { threads }: Kept): Violation[] => {
  const known = new Set(
    threads.flatMap(({ parts }) => parts.flatMap(({ sid, formerSids }) => [...formerSids, ...(sid === null ? [] : [sid])])),
  );
  const reached = new Map<string, number>();
  for (const send of sends)
    if (send.status !== "failed" && send.status !== "undelivered")
      reached.set(nameOf(send), (reached.get(nameOf(send)) ?? 0) + 1);
  const twice = [...reached].filter(([, times]) => times > 1);
  return [
    ...twice.map(([name, times]): Violation => ({ invariant: "I4", what: `the phone has ${name} ${times} times` })),
    ...sends
      .filter(({ sid }) => !known.has(sid))
      .map((send): Violation => ({
        invariant: "I4",
        what: `Twilio has ${send.sid} for ${nameOf(send)}, of which we know nothing`,
      })),
  ];
};

/** What a report of the world's says, in our words. */
const told = (status: Send["status"]): MessageStatus => (status === "undelivered" ? "failed" : (status as MessageStatus));

/** I11: nothing is kept as less far along than a report that was acknowledged; and what is said to be on its way was accepted. */
export const brokenReports = ({ sends }: Seen, { threads }: Kept): Violation[] => {
  const bySid = new Map(sends.map((send) => [send.sid, send]));
  const found: Violation[] = [];
  for (const { parts } of threads)
    for (const { sid, status, messageId, part } of parts) {
      const send = sid === null ? undefined : bySid.get(sid);
      if (isOnItsWay(status) && send === undefined)
        found.push({ invariant: "I11", what: `${messageId}:${part} is ${status}, and Twilio never had it` });
      const missed = send?.reported.map(told).find((report) => climbs(status, report));
      if (missed !== undefined)
        found.push({ invariant: "I11", what: `${messageId}:${part} is ${status} though ${missed} was reported` });
    }
  return found;
};

/** I5: after a takeover was confirmed, Twilio accepts nothing that the AI wrote. */
export const brokenTakeovers = ({ sends, takeovers }: Seen, { threads }: Kept): Violation[] => {
  const byThread = new Map(threads.map((thread) => [thread.id, new Set(thread.messages.filter(isAi).map(({ id }) => id))]));
  return takeovers.flatMap(({ conversationId, confirmedAt, endedAt }) => {
    const ours = byThread.get(conversationId);
    return sends
      .filter(({ messageId, at }) => ours?.has(messageId) && at > confirmedAt && at < (endedAt ?? Infinity))
      .map(({ messageId, at }): Violation => {
        const late = `${Math.round(at - confirmedAt)} ms`;
        return { invariant: "I5", what: `${messageId} was sent ${late} after the takeover of ${conversationId}` };
      });
  });
};

const isAi = ({ sender }: { sender: string }): boolean => sender === "ai";
