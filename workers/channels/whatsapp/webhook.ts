import type { DeliveryUpdate, InboundMessage } from "../port.ts";
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
 * The message in an incoming-message webhook. Unknown fields are ignored, since Twilio adds some without notice; a
 * delivery report that was sent to the wrong address is never taken for a message.
 *
 * @param now milliseconds; when it reached us
 * Source: https://www.twilio.com/docs/messaging/guides/webhook-request
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
  const from = parseAddress(form["From"] ?? "") ?? parseAddress(form["ExternalUserId"] ?? "");
  if (from === null) return { kind: "malformed", field: "From" };
  if (from.value === to) return { kind: "ignored", why: "own_message" };
  const message: InboundMessage = {
    sid,
    accountSid,
    from,
    to,
    text: form["Body"] ?? "",
    profileName: form["ProfileName"]?.trim() || null,
    mediaCount: parseCount(form["NumMedia"]),
    receivedAt: now,
    source: "webhook",
  };
  return { kind: "message", message };
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
