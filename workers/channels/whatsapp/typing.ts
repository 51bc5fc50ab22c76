import { messagingBase } from "./checkNumber.ts";
import { callTwilio, type TwilioAccess } from "./twilioRequests.ts";

const patienceMs = 5_000;

/** Only what came in by Twilio can be answered so. */
const sidShape = /^(SM|MM)[0-9a-f]{32}$/i;

/**
 * Shows the customer that an answer to their message is being written, until it arrives or for 25 seconds. WhatsApp marks that
 * message as read for them at the same time. A public beta of Twilio's. Says whether it was taken; a refusal is no error.
 * Source: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
 *
 * @param sid of a message of theirs
 * @throws whatever `fetch` throws when no answer comes
 */
export const showTyping = async (access: TwilioAccess, sid: string): Promise<boolean> => {
  if (!sidShape.test(sid)) return false;
  const response = await callTwilio(access, new URL(`${messagingBase(access.apiBase)}/v2/Indicators/Typing.json`), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ messageId: sid, channel: "whatsapp" }).toString(),
    signal: AbortSignal.timeout(patienceMs),
  });
  await response.body?.cancel();
  return response.ok;
};
