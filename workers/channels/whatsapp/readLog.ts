import { maxMediaPerMessage } from "../../../schema/contract/media.ts";
import type { DeliveryUpdate, InboundMessage, ProviderMedia } from "../port.ts";
import { formatAddress, parseAddress, parseOwnNumber } from "./address.ts";
import { failureOf } from "./errors.ts";
import type { FindQuestion, LineConfig, SentPart } from "./line.ts";
import type { ListedMessage, TwilioMessages } from "./twilioClient.ts";
import { fitsTemplate } from "./templates/fitsTemplate.ts";
import { deliveryOf } from "./webhook.ts";

/**
 * Twilio's clock is not ours, and ours may jump: a message that was accepted must not seem to be older than the call that sent it.
 * What else was sent with the same words meanwhile is known by its SID.
 */
const slackMs = 15 * 60_000;

export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;

/** What a webhook brings and Twilio's log doesn't have: those who poll do without. The health page names each. */
export const whatAListCannotTell = ["profile_name", "button_payload", "place", "quote"] as const;

/** How many messages' files are asked for at the same time. */
const listedAtOnce = 6;

/**
 * What customers wrote to the number since then and isn't known yet, oldest first, with its files. Everything is read before
 * anything is given, since Twilio lists the newest first; within one second its order, turned round, is all there is.
 *
 * @param until milliseconds: what is newer is left for the next time
 * Source: https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
 */
export const readInbound = async (
  twilio: Pick<TwilioMessages, "pages" | "mediaOf">,
  config: Pick<LineConfig, "number" | "accountSid">,
  since: number,
  isKnown: (sid: string) => boolean,
  until = Number.POSITIVE_INFINITY,
): Promise<InboundMessage[]> => {
  const from = wholeSecond(since);
  const found: ListedMessage[] = [];
  for await (const page of twilio.pages({ to: formatAddress(config.number), sentSince: from })) {
    for (const listed of page)
      if (listed.at >= from && listed.at <= until && isWrittenTo(config.number, listed) && !isKnown(listed.sid))
        found.push(listed);
    if (page.length > 0 && page.every(({ at }) => at < from)) break;
  }
  const inOrder = found.toReversed().toSorted((a, b) => a.at - b.at);
  return eachOf(inOrder, listedAtOnce, async (listed) => inboundOf(listed, config, await mediaOf(twilio, listed)));
};

const isWrittenTo = (number: string, { isInbound, from, to }: ListedMessage): boolean => {
  const writer = isInbound ? parseAddress(from) : null;
  return writer !== null && writer.value !== number && parseOwnNumber(to) === number;
};

const mediaOf = async (twilio: Pick<TwilioMessages, "mediaOf">, listed: ListedMessage): Promise<ProviderMedia[]> =>
  listed.mediaCount > 0 ? (await twilio.mediaOf(listed)).slice(0, maxMediaPerMessage) : [];

const inboundOf = (
  { sid, from, body: text, at: receivedAt }: ListedMessage,
  { number: to, accountSid }: Pick<LineConfig, "number" | "accountSid">,
  media: ProviderMedia[],
): InboundMessage => ({
  sid,
  accountSid,
  from: parseAddress(from)!,
  to,
  text,
  profileName: null,
  media,
  place: null,
  quotedSid: null,
  button: null,
  receivedAt,
  source: "list",
});

/** The results in order, with a few under way at a time. */
const eachOf = async <T, R>(items: T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += atOnce) results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  return results;
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
  const isIt = (listed: ListedMessage) =>
    !listed.isInbound && listed.at >= from && isLike(question, listed) && !isAnothers(listed.sid);
  for await (const page of twilio.pages({ to: formatAddress(question.to), from: formatAddress(number) })) {
    // The first such message is the one that was asked for: later ones have been sent since.
    const found = page.findLast(isIt);
    if (found !== undefined) return { sid: found.sid };
    if (page.every(({ at }) => at < from)) break;
  }
  return null;
};

/** A file is told by being there: its address at Twilio is another than ours. */
const isLike = ({ text, media, template }: FindQuestion, { body, mediaCount }: ListedMessage): boolean => {
  if (template) return fitsTemplate(body, text, template.variables);
  if (body.trim() !== text.trim()) return false;
  // Twilio counts a file only once it has fetched it; a message without words is nothing but a file.
  return media ? mediaCount > 0 || text.trim() === "" : mediaCount === 0;
};
