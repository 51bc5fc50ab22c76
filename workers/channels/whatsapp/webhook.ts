import { maxMediaPerMessage, type Place } from "../../../schema/contract/media.ts";
import type { DeliveryUpdate, InboundMessage, ProviderMedia } from "../port.ts";
import { parseAddress, parseOwnNumber } from "./address.ts";
import { failureOf } from "./errors.ts";

/** `ignored` is a well-formed form that isn't a message for us; `malformed` is none of Twilio's. */
export type ParsedInbound =
  | { kind: "message"; message: InboundMessage }
  | { kind: "ignored"; why: "delivery_report" | "own_message" }
  | { kind: "malformed"; field: string };

export type ParsedStatus =
  | { kind: "update"; update: DeliveryUpdate }
  | { kind: "ignored"; status: string }
  | { kind: "malformed"; field: string };

type Form = Readonly<Record<string, string>>;

const sidShape = /^[A-Z]{2}[0-9a-fA-F]{32}$/;
const statusesOfInbound = new Set(["", "received", "receiving"]);

/**
 * The message in an incoming-message webhook: words, files (stickers and contacts are files), a place, a tapped button, what it
 * replies to. One with nothing of these, such as a reaction, for which Twilio documents no field, is a message all the same:
 * people see that something came. Unknown fields are ignored, since Twilio adds some without notice; a delivery report that was sent to the wrong address is never taken for a message.
 *
 * @param now milliseconds; when it reached us
 * Sources: https://www.twilio.com/docs/messaging/guides/webhook-request, and
 * https://www.twilio.com/docs/content/twilio-quick-reply for `ButtonPayload`
 */
export const parseInbound = (form: Form, now: number): ParsedInbound => {
  if (form["MessageStatus"] !== undefined || !statusesOfInbound.has(form["SmsStatus"] ?? ""))
    return { kind: "ignored", why: "delivery_report" };
  const sid = form["MessageSid"] ?? form["SmsMessageSid"] ?? form["SmsSid"] ?? "";
  if (!sidShape.test(sid)) return { kind: "malformed", field: "MessageSid" };
  const accountSid = form["AccountSid"] ?? "";
  if (!sidShape.test(accountSid)) return { kind: "malformed", field: "AccountSid" };
  const to = parseOwnNumber(form["To"] ?? "");
  if (to === null) return { kind: "malformed", field: "To" };
  const from = parseAddress(form["From"] ?? "") ?? parseAddress(form["ExternalUserId"] ?? form["ExternalUserIdentifier"] ?? "");
  if (from === null) return { kind: "malformed", field: "From" };
  if (from.value === to) return { kind: "ignored", why: "own_message" };
  const message: InboundMessage = {
    sid,
    accountSid,
    from,
    to,
    text: form["Body"] ?? "",
    profileName: form["ProfileName"]?.trim() || null,
    media: mediaOf(form),
    place: placeOf(form),
    quotedSid: sidOf(form["OriginalRepliedMessageSid"]),
    button: buttonOf(form),
    receivedAt: now,
    source: "webhook",
  };
  return { kind: "message", message };
};

const longestName = 300;
const longestPayload = 1000;

const mediaOf = (form: Form): ProviderMedia[] => {
  const count = Math.min(parseCount(form["NumMedia"]), maxMediaPerMessage);
  return Array.from({ length: count }, (_, at) => ({
    url: form[`MediaUrl${at}`] ?? "",
    announcedType: (form[`MediaContentType${at}`] ?? "").split(";")[0]!.trim().toLowerCase() || "application/octet-stream",
  }));
};

/** Where somebody is, or a place they share: `Label` is its name. */
const placeOf = (form: Form): Place | null => {
  const latitude = numberOf(form["Latitude"], 90);
  const longitude = numberOf(form["Longitude"], 180);
  if (latitude === null || longitude === null) return null;
  return { latitude, longitude, name: wordsOf(form["Label"]), address: wordsOf(form["Address"]) };
};

/** A quick reply of a template: its text, and what the template has given it as its meaning. */
const buttonOf = (form: Form): InboundMessage["button"] => {
  const text = wordsOf(form["ButtonText"]);
  return text === null ? null : { text, payload: form["ButtonPayload"]?.slice(0, longestPayload) || null };
};

const wordsOf = (text: string | undefined): string | null => text?.trim().slice(0, longestName) || null;

const sidOf = (sid: string | undefined): string | null => (sid !== undefined && sidShape.test(sid) ? sid : null);

const numberOf = (text: string | undefined, most: number): number | null => {
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  return Math.abs(value) <= most ? value : null;
};

const reported: Readonly<Record<string, DeliveryUpdate["status"]>> = {
  sent: "sent",
  delivered: "delivered",
  read: "read",
  undelivered: "failed",
  failed: "failed",
  canceled: "failed",
};

/** What a Twilio message status means to us; null for those before `sent`, which say nothing the send call hasn't. */
export const deliveryOf = (status: string): DeliveryUpdate["status"] | null => reported[status.toLowerCase()] ?? null;

/**
 * The delivery report in a status callback. The query is ours: it says which part of which message the call is about,
 * so that a callback that overtakes the send call's answer still finds its message.
 *
 * Source: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
 */
export const parseStatus = (form: Form, query: { c: string; m: string; p: string }, now: number): ParsedStatus => {
  const sid = form["MessageSid"] ?? form["SmsSid"] ?? "";
  if (!sidShape.test(sid)) return { kind: "malformed", field: "MessageSid" };
  if (!/^\d{1,4}$/.test(query.p)) return { kind: "malformed", field: "p" };
  const wire = form["MessageStatus"] ?? form["SmsStatus"] ?? "";
  const status = deliveryOf(wire);
  if (status === null) return { kind: "ignored", status: wire };
  const failure = status === "failed" ? failureOf(form["ErrorCode"], form["ChannelStatusMessage"]) : null;
  const update = { conversationId: query.c, messageId: query.m, part: Number(query.p), sid, status, failure, at: now };
  return { kind: "update", update };
};

const parseCount = (text: string | undefined): number => (text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : 0);
