import type { WorldMessage } from "../contract.ts";

/** RFC 2822 in UTC, as in `Thu, 24 Aug 2023 05:01:45 +0000`. Twilio keeps whole seconds. */
export function rfc2822(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toUTCString().replace("GMT", "+0000");
}

export function messageUri(message: WorldMessage): string {
  return `/2010-04-01/Accounts/${message.accountSid}/Messages/${message.sid}.json`;
}

/** The Message resource on the wire. Source: https://www.twilio.com/docs/messaging/api/message-resource#message-properties */
export function messageResource(message: WorldMessage): Record<string, unknown> {
  const uri = messageUri(message);
  return {
    account_sid: message.accountSid,
    api_version: "2010-04-01",
    body: message.body,
    date_created: rfc2822(message.createdAt),
    date_sent: rfc2822(message.sentAt),
    date_updated: rfc2822(message.updatedAt),
    direction: message.direction,
    error_code: message.errorCode,
    error_message: message.errorMessage,
    from: message.from,
    messaging_service_sid: null,
    num_media: String(message.media.length),
    num_segments: "1",
    price: null,
    price_unit: null,
    sid: message.sid,
    status: message.status,
    subresource_uris: { media: uri.replace(".json", "/Media.json") },
    to: message.to,
    uri,
  };
}
