import type { DeliveryUpdate, InboundMessage } from "../port.ts";
import { formatAddress, parseAddress, parseOwnNumber } from "./address.ts";
import { failureOf } from "./errors.ts";
import type { FindQuestion, LineConfig, SentPart } from "./line.ts";
import type { ListedMessage, TwilioMessages } from "./twilioClient.ts";
import { deliveryOf } from "./webhook.ts";

/** Twilio's times have whole seconds, and its clock is not ours. */
const slackMs = 2000;

export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;

/**
 * What customers wrote to the number since then and isn't known yet, oldest first. Everything is read before anything is
 * given, since Twilio lists the newest first; within one second its order, turned round, is all there is.
 *
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
export const readInbound = async (
  twilio: TwilioMessages,
  { number, accountSid }: LineConfig,
  since: number,
  isKnown: (sid: string) => boolean,
): Promise<InboundMessage[]> => {
  const from = wholeSecond(since);
  const found: InboundMessage[] = [];
  for await (const page of twilio.pages({ to: formatAddress(number), sentSince: from })) {
    for (const listed of page) {
      const message = listed.at >= from && !isKnown(listed.sid) ? inboundOf(listed, number, accountSid) : null;
      if (message !== null) found.push(message);
    }
    if (page.length > 0 && page.every(({ at }) => at < from)) break;
  }
  return found.toReversed().toSorted((a, b) => a.receivedAt - b.receivedAt);
};

const inboundOf = (listed: ListedMessage, number: string, accountSid: string): InboundMessage | null => {
  const from = parseAddress(listed.from);
  if (!listed.isInbound || from === null || from.value === number || parseOwnNumber(listed.to) !== number) return null;
  const { sid, body: text, mediaCount, at: receivedAt } = listed;
  return { sid, accountSid, from, to: number, text, profileName: null, mediaCount, receivedAt, source: "list" };
};

/** What has become of parts that were accepted, for those who cannot be called back. */
export const readReports = async (
  twilio: TwilioMessages,
  number: string,
  parts: SentPart[],
  now: number,
): Promise<DeliveryUpdate[]> => {
  const oldest = wholeSecond(Math.min(...parts.map(({ at }) => at))) - slackMs;
  const wanted = new Map(parts.map((part) => [part.sid, part]));
  const updates: DeliveryUpdate[] = [];
  for await (const page of twilio.pages({ from: formatAddress(number), sentSince: oldest })) {
    for (const listed of page) {
      const part = wanted.get(listed.sid);
      const status = deliveryOf(listed.status);
      if (part === undefined || status === null || status === part.status) continue;
      const failure = status === "failed" ? failureOf(listed.failure?.code, listed.failure?.text) : null;
      const { conversationId, messageId, sid } = part;
      updates.push({ conversationId, messageId, part: part.part, sid, status, failure, at: now });
    }
    if (page.length > 0 && page.every(({ at }) => at < oldest)) break;
  }
  return updates;
};

/**
 * A message like the one whose send call got no answer. No time goes into the question: a message still in Twilio's queue
 * has no sending time to compare.
 *
 * @param isAnothers whether a SID is known to be another part's
 */
export const findSent = async (
  twilio: TwilioMessages,
  number: string,
  question: FindQuestion,
  isAnothers: (sid: string) => boolean,
): Promise<{ sid: string } | null> => {
  const from = wholeSecond(question.since) - slackMs;
  const text = question.text.trim();
  const isIt = ({ isInbound, at, body, sid }: ListedMessage) =>
    !isInbound && at >= from && body.trim() === text && !isAnothers(sid);
  for await (const page of twilio.pages({ to: formatAddress(question.to), from: formatAddress(number) })) {
    // The first such message is the one that was asked for: later ones have been sent since.
    const found = page.findLast(isIt);
    if (found !== undefined) return { sid: found.sid };
    if (page.every(({ at }) => at < from)) break;
  }
  return null;
};
