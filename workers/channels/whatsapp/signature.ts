import * as webhooks from "twilio/lib/webhooks/webhooks.js";

/**
 * Whether Twilio signed this form for this URL with the line's token. `url` is the configured public one with the query
 * it was called with, never the one the request seems to have come to: behind a proxy that is another.
 * The comparison takes the same time whatever differs.
 *
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security#validating-signatures-from-twilio
 */
export const isSignedByTwilio = (
  authToken: string,
  signed: { url: string; signature: string | null; params: Record<string, string> },
): boolean => signed.signature !== null && webhooks.validateRequest(authToken, signed.signature, signed.url, signed.params);
