import type { Account, WorldMessage } from "../contract.ts";
import type { Core } from "../core.ts";
import { findPerson } from "../people.ts";
import { isPhoneAddress, whatsappId } from "./address.ts";
import { twilioError } from "./errors.ts";
import type { TwilioError } from "./errors.ts";
import { optedOut } from "./window.ts";

const MAX_BODY = 1600;

/**
 * Accepts an outbound message as `queued`, or says why not.
 * Sources: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource and, one per refusal,
 * https://www.twilio.com/docs/api/errors/ with 21604, 21603, 21619, 21211, 21910, 63007, 63031, 21617, 21610.
 */
export function createMessage(core: Core, account: Account, form: Record<string, string>): WorldMessage | TwilioError {
  const { To: to = "", From: from = "", Body: body = "", ContentSid: contentSid, StatusCallback: statusCallback } = form;
  const refusal = refuse(core, account, { to, from, body, contentSid, mediaUrl: form.MediaUrl });
  if (refusal !== null) return refusal;

  const id = whatsappId(to)!;
  const now = core.now();
  const message: WorldMessage = {
    sid: `SM${core.random.hex(32)}`,
    accountSid: account.accountSid,
    direction: "outbound-api",
    from,
    to,
    number: whatsappId(from)!,
    personId: findPerson(core, id)?.id ?? id,
    body,
    status: "queued",
    errorCode: null,
    errorMessage: null,
    createdAt: now,
    sentAt: null,
    updatedAt: now,
    statusCallback: statusCallback || null,
    reached: null,
    listedAt: now,
    contentSid: contentSid || null,
    media: form.MediaUrl ? [{ url: form.MediaUrl, contentType: "" }] : [],
  };
  core.state.messages.push(message);
  core.changed();
  return message;
}

interface Wanted {
  to: string;
  from: string;
  body: string;
  contentSid: string | undefined;
  mediaUrl: string | undefined;
}

function refuse(core: Core, account: Account, wanted: Wanted): TwilioError | null {
  const { to, from, body, contentSid, mediaUrl } = wanted;
  if (to === "") return twilioError(400, 21604, "A 'To' phone number is required.");
  if (from === "") return twilioError(400, 21603, "A 'From' phone number is required.");
  if (body === "" && !contentSid && !mediaUrl)
    return twilioError(400, 21619, "A text message body or media urls must be specified.");
  if (to.startsWith("whatsapp:") !== from.startsWith("whatsapp:"))
    return twilioError(400, 21910, "Invalid From and To pair. From and To should be of the same channel");
  const recipient = whatsappId(to);
  if (recipient === null) return twilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  const sender = isPhoneAddress(from) ? whatsappId(from) : null;
  const number = core.state.numbers.find((one) => one.number === sender && one.accountSid === account.accountSid);
  if (number === undefined) return twilioError(400, 63007, `Twilio could not find a Channel with the specified From address`);
  if (recipient === number.number) return twilioError(400, 63031, "Message cannot have the same To and From");
  if (body.length > MAX_BODY) return twilioError(400, 21617, "The concatenated message body exceeds the 1600 character limit");
  if (optedOut(core, findPerson(core, recipient)?.id ?? recipient, number.number))
    return twilioError(400, 21610, "Attempt to send to unsubscribed recipient");
  return null;
}
