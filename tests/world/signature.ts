import { createHmac } from "node:crypto";

/**
 * The value of `X-Twilio-Signature`: HMAC-SHA1, keyed with the account's auth token, over the full URL followed by every
 * form field's name and value, fields sorted by name; base64.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function twilioSignature(authToken: string, url: string, params: Record<string, string>): string {
  const signed = Object.keys(params)
    .toSorted()
    .reduce((text, name) => text + name + (params[name] ?? ""), url);
  return createHmac("sha1", authToken).update(signed, "utf8").digest("base64");
}
