import type { Account, WorldMessage } from "../contract.ts";
import type { RenderedTemplate, Template } from "../shapes.ts";
import type { Core } from "../core.ts";
import { findPerson } from "../people.ts";
import { isPhoneAddress, whatsappId } from "./address.ts";
import { twilioError } from "./errors.ts";
import type { TwilioError } from "./errors.ts";
import { readVariables, renderTemplate } from "./templates.ts";
import { optedOut } from "./window.ts";

const MAX_BODY = 1600;
const MAX_MEDIA = 10;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the form of a create call asks for. */
export interface Wanted {
  to: string;
  from: string;
  body: string;
  contentSid: string | undefined;
  contentVariables: string | undefined;
  mediaUrls: string[];
  statusCallback: string | undefined;
}

export function readForm(text: string): Wanted {
  const form = new URLSearchParams(text);
  return {
    to: form.get("To") ?? "",
    from: form.get("From") ?? "",
    body: form.get("Body") ?? "",
    contentSid: form.get("ContentSid") || undefined,
    contentVariables: form.get("ContentVariables") || undefined,
    mediaUrls: form.getAll("MediaUrl").filter((url) => url !== ""),
    statusCallback: form.get("StatusCallback") || undefined,
  };
}

/**
 * Accepts an outbound message as `queued`, or says why not. Of several media a WhatsApp message takes the first.
 * Sources: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource, https://help.twilio.com/articles/360017961894
 * ("only contain one media attachment") and, one per refusal, https://www.twilio.com/docs/api/errors/ with 21604, 21603, 21619,
 * 21211, 21910, 63007, 63031, 21617, 21610, 21609, 21620, 21623, 21654, 21655, 21656, 63038.
 */
export function createMessage(core: Core, account: Account, wanted: Wanted): WorldMessage | TwilioError {
  const refusal = refuseParties(core, account, wanted) ?? refuseContent(core, account, wanted);
  if (refusal !== null) return refusal;
  const template = findTemplate(core, account, wanted.contentSid);
  const values = readVariables(wanted.contentVariables);
  if (isError(values)) return values;
  const rendered = template === undefined ? undefined : renderTemplate(template, values);
  const message = queued(core, account, wanted, rendered);
  if (rendered !== undefined) message.variables = values;
  core.state.messages.push(message);
  core.changed();
  return message;
}

export function isError(result: object): result is TwilioError {
  return "more_info" in result;
}

export function findTemplate(core: Core, account: Account, sid: string | undefined): Template | undefined {
  return core.state.templates.find((one) => one.sid === sid && one.accountSid === account.accountSid);
}

function queued(core: Core, account: Account, wanted: Wanted, template: RenderedTemplate | undefined): WorldMessage {
  const id = whatsappId(wanted.to)!;
  const now = core.now();
  const mediaUrl = template === undefined ? wanted.mediaUrls[0] : template.mediaUrl;
  return {
    sid: `${template === undefined && !mediaUrl ? "SM" : "MM"}${core.random.hex(32)}`,
    accountSid: account.accountSid,
    direction: "outbound-api",
    from: wanted.from,
    to: wanted.to,
    number: whatsappId(wanted.from)!,
    personId: findPerson(core, id)?.id ?? id,
    body: template?.body ?? wanted.body,
    status: "queued",
    errorCode: null,
    errorMessage: null,
    createdAt: now,
    sentAt: null,
    updatedAt: now,
    statusCallback: wanted.statusCallback ?? null,
    reached: null,
    listedAt: now,
    contentSid: template?.contentSid ?? null,
    media: mediaUrl ? [{ url: mediaUrl, contentType: "" }] : [],
    ...(template === undefined ? {} : { template }),
  };
}

function refuseParties(core: Core, account: Account, { to, from }: Wanted): TwilioError | null {
  if (to === "") return twilioError(400, 21604, "A 'To' phone number is required.");
  if (from === "") return twilioError(400, 21603, "A 'From' phone number is required.");
  if (to.startsWith("whatsapp:") !== from.startsWith("whatsapp:"))
    return twilioError(400, 21910, "Invalid From and To pair. From and To should be of the same channel");
  const recipient = whatsappId(to);
  if (recipient === null) return twilioError(400, 21211, `The 'To' number ${to} is not a valid phone number.`);
  const sender = isPhoneAddress(from) ? whatsappId(from) : null;
  const number = core.state.numbers.find((one) => one.number === sender && one.accountSid === account.accountSid);
  if (number === undefined) return twilioError(400, 63007, `Twilio could not find a Channel with the specified From address`);
  if (recipient === number.number) return twilioError(400, 63031, "Message cannot have the same To and From");
  const { accountSid } = account;
  if (optedOut(core, { personId: findPerson(core, recipient)?.id ?? recipient, number: number.number, accountSid }))
    return twilioError(400, 21610, "Attempt to send to unsubscribed recipient");
  return null;
}

function refuseContent(core: Core, account: Account, wanted: Wanted): TwilioError | null {
  const { body, contentSid, contentVariables, mediaUrls, statusCallback } = wanted;
  if (contentVariables !== undefined && contentSid === undefined) return twilioError(400, 21654, "ContentSid Required");
  if (body === "" && contentSid === undefined && mediaUrls.length === 0)
    return twilioError(400, 21619, "A text message body or media urls must be specified.");
  if (contentSid !== undefined && findTemplate(core, account, contentSid) === undefined)
    return twilioError(400, 21655, "The ContentSid is Invalid");
  if (body.length > MAX_BODY) return twilioError(400, 21617, "The concatenated message body exceeds the 1600 character limit");
  if (mediaUrls.length > MAX_MEDIA) return twilioError(400, 21623, "Number of media files exceeds allowed limit");
  if (mediaUrls.some((url) => !isWebAddress(url))) return twilioError(400, 21620, "Invalid media URL(s)");
  if (statusCallback !== undefined && !isWebAddress(statusCallback))
    return twilioError(400, 21609, "Invalid 'StatusCallback' URL");
  if (account.dailyLimit !== undefined && sentToday(core, account) >= account.dailyLimit)
    return twilioError(429, 63038, `Account exceeded the ${account.dailyLimit} daily messages limit`);
  return null;
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !url.hostname.includes("_");
}

/** The window rolls. Source: https://www.twilio.com/docs/api/errors/63038 */
function sentToday(core: Core, account: Account): number {
  const since = core.now() - DAY_MS;
  const own = (one: WorldMessage) => one.direction === "outbound-api" && one.accountSid === account.accountSid;
  return core.state.messages.filter((one) => own(one) && one.createdAt > since).length;
}
