import type { Account, BusinessNumber, Person, WorldMessage } from "../contract.ts";
import type { SayOptions, SayResult } from "../switches.ts";
import type { Core } from "../core.ts";
import { pause } from "../http.ts";
import { addressOf } from "./address.ts";
import { callApplication } from "./callback.ts";
import { storeMedia } from "./mediaStore.ts";
import { reach } from "./reach.ts";
import { joins, lineReached } from "./sandbox.ts";
import { noteOptOut } from "./window.ts";

/** The line and account that a message belongs to. Throws when the world has them no longer. */
function lineOf(core: Core, { number, accountSid }: WorldMessage): { line: BusinessNumber; account: Account } {
  const own = (one: BusinessNumber) => one.number === number && one.accountSid === accountSid;
  const line = core.state.numbers.find(own) ?? core.state.numbers.find((one) => one.number === number);
  const account = core.state.accounts.find((one) => one.accountSid === line?.accountSid);
  if (line === undefined || account === undefined) throw new Error(`no business number ${number} in this world`);
  return { line, account };
}

/** Puts a person's message into Twilio's log as `received`. A forged one never was there, so it is made but not logged. */
export function logInbound(core: Core, person: Person, text: string, options: SayOptions): WorldMessage {
  const line = lineReached(core, options.to, person.id, text);
  if (line === undefined || !core.state.accounts.some((one) => one.accountSid === line.accountSid))
    throw new Error(`no business number ${options.to} in this world that ${person.id} could reach`);
  const now = core.now();
  const attachments = options.attachments ?? [];
  const message: WorldMessage = {
    sid: `${attachments.length > 0 ? "MM" : "SM"}${core.random.hex(32)}`,
    accountSid: line.accountSid,
    direction: "inbound",
    from: addressOf(person),
    to: `whatsapp:${line.number}`,
    number: line.number,
    personId: person.id,
    body: options.button?.text ?? text,
    status: "received",
    errorCode: null,
    errorMessage: null,
    createdAt: now,
    sentAt: now,
    updatedAt: now,
    statusCallback: null,
    reached: "logged",
    listedAt: now + (options.listedAfterMs ?? 0),
    contentSid: null,
    media: options.media ?? [],
    ...said(core, options),
  };
  const files = attachments.map(({ base64, ...file }) => ({ ...file, bytes: Buffer.from(base64, "base64") }));
  message.media = [...message.media, ...files.map((file) => storeMedia(core, message, file, now + (options.mediaAfterMs ?? 0)))];
  message.kind = kindOf(core, message);
  if (message.kind === "document" && message.body === "") message.body = message.media[0]?.fileName ?? "";
  if (options.forge !== undefined) return message;
  core.state.messages.push(message);
  noteOptOut(core, message, text);
  core.changed();
  core.events.emit({ type: "message", message });
  return message;
}

/** What a message is beside words and files. */
function said(core: Core, options: SayOptions): Pick<WorldMessage, "place" | "button" | "quotes"> {
  const quoted = options.quotes === undefined ? undefined : core.state.messages.find((one) => one.sid === options.quotes);
  if (options.quotes !== undefined && quoted === undefined)
    throw new Error(`no message ${options.quotes} to quote in this world`);
  return {
    ...(options.place === undefined ? {} : { place: options.place }),
    ...(options.button === undefined ? {} : { button: options.button }),
    ...(quoted === undefined ? {} : { quotes: { sid: quoted.sid, sender: quoted.from } }),
  };
}

/**
 * `MessageType` as published payloads have it; Twilio's page does not list its values, so nothing may hang on them.
 * A tap on a template's button is a `button`, on an ordinary message's an `interactive` reply, as WhatsApp tells them apart.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
 */
function kindOf(core: Core, message: WorldMessage): string {
  if (message.place !== undefined) return "location";
  if (message.button !== undefined) return answersTemplate(core, message) ? "button" : "interactive";
  const type = message.media[0]?.contentType.split(";")[0];
  if (type === undefined) return "text";
  if (type === "image/webp") return "sticker";
  if (/^text\/(?:x-)?vcard$/.test(type)) return "contacts";
  const family = type.split("/")[0]!;
  return ["image", "audio", "video"].includes(family) ? family : "document";
}

function answersTemplate(core: Core, { quotes }: WorldMessage): boolean {
  const quoted = core.state.messages.find((one) => one.sid === quotes?.sid);
  return core.state.templates.some((one) => one.sid === quoted?.contentSid && one.approval.status === "approved");
}

/**
 * The form of an incoming WhatsApp message. `ExternalUserId` always carries the business-scoped user id; for a person whose
 * phone is hidden `From` carries it too and `WaId` is left out.
 * Sources: https://www.twilio.com/docs/messaging/guides/webhook-request (parameters, WhatsApp-specific ones included),
 * https://www.twilio.com/en-us/changelog/whatsapp-bsuid-format-in-conversations-and-webhook-fields (`From` may be
 * `whatsapp:US.ABC123XYZ`). The name `ExternalUserId` is as seen in published payloads; the changelog of 20 July 2026 also
 * writes `ExternalUserIdentifier`.
 */
export function inboundParams(
  message: WorldMessage,
  person: Person,
  fields: Record<string, string> = {},
): Record<string, string> {
  const media = message.media.flatMap(({ url, contentType }, index) => [
    [`MediaUrl${index}`, url],
    [`MediaContentType${index}`, contentType],
  ]);
  const params: Record<string, string> = {
    AccountSid: message.accountSid,
    ApiVersion: "2010-04-01",
    Body: message.body,
    ExternalUserId: `whatsapp:${person.userId}`,
    From: message.from,
    MessageSid: message.sid,
    MessageType: message.kind ?? "text",
    NumMedia: String(message.media.length),
    NumSegments: "1",
    ProfileName: person.name,
    ReferralNumMedia: "0",
    SmsMessageSid: message.sid,
    SmsSid: message.sid,
    SmsStatus: "received",
    To: message.to,
    ...Object.fromEntries(media),
  };
  if (!person.hidesPhone && person.phone !== null) params.WaId = person.phone.slice(1);
  return { ...params, ...richParams(message), ...fields };
}

/**
 * Places, tapped buttons and quoted messages. Reactions are not among the documented parameters: Twilio tells of none.
 * Source: https://www.twilio.com/docs/messaging/guides/webhook-request, "WhatsApp-specific parameters" and "Parameters for replies";
 * `ButtonPayload` beside `ButtonText` as in https://www.twilio.com/docs/content/twilio-quick-reply
 */
function richParams({ place, button, quotes }: WorldMessage): Record<string, string> {
  const params: Record<string, string> = {};
  if (place !== undefined) {
    params.Latitude = String(place.latitude);
    params.Longitude = String(place.longitude);
    if (place.address !== undefined) params.Address = place.address;
    if (place.label !== undefined) params.Label = place.label;
  }
  if (button !== undefined) Object.assign(params, { ButtonText: button.text, ButtonPayload: button.payload });
  if (quotes !== undefined)
    Object.assign(params, { OriginalRepliedMessageSid: quotes.sid, OriginalRepliedMessageSender: quotes.sender });
  return params;
}

/** Calls the number's webhook for a message, as often as asked, and gives back what was answered. */
export async function deliverInbound(core: Core, message: WorldMessage, person: Person, options: SayOptions): Promise<SayResult> {
  const { line, account } = lineOf(core, message);
  const deliveries: SayResult["deliveries"] = [];
  if (options.delayMs !== undefined) await pause(options.delayMs);
  if (line.webhookUrl !== null && options.webhook !== "lost" && !joins(line, message.body)) {
    const call = {
      url: line.webhookUrl,
      kind: "inbound" as const,
      params: inboundParams(message, person, options.fields),
      ...(options.forge === undefined ? {} : { forge: options.forge }),
    };
    for (let copy = 0; copy < (options.copies ?? 1); copy++) {
      const { status, body, ms, error } = await callApplication(core, account, call);
      deliveries.push({ status, body, ms, error });
    }
  }
  if (deliveries.length > 0 && options.forge === undefined)
    reach(core, message, deliveries.some(({ status }) => status >= 200 && status < 300) ? "taken" : "refused");
  const first = deliveries[0] ?? { status: 0, body: "", ms: 0, error: null };
  return { sid: message.sid, ...first, deliveries };
}
