import type { Account, BusinessNumber, Person, WorldMessage } from "../contract.ts";
import type { SayOptions, SayResult } from "../switches.ts";
import type { Core } from "../core.ts";
import { pause } from "../http.ts";
import { addressOf } from "./address.ts";
import { callApplication } from "./callback.ts";
import { reach } from "./reach.ts";
import { noteOptOut } from "./window.ts";

/** The line a person writes to, with its account. Throws when the world has no such number: a mistake in the test. */
export function lineOf(core: Core, number: string): { line: BusinessNumber; account: Account } {
  const line = core.state.numbers.find((one) => one.number === number);
  const account = core.state.accounts.find((one) => one.accountSid === line?.accountSid);
  if (line === undefined || account === undefined) throw new Error(`no business number ${number} in this world`);
  return { line, account };
}

/** Puts a person's message into Twilio's log as `received`. A forged one never was there, so it is made but not logged. */
export function logInbound(core: Core, person: Person, text: string, options: SayOptions): WorldMessage {
  const { line } = lineOf(core, options.to);
  const now = core.now();
  const message: WorldMessage = {
    sid: `SM${core.random.hex(32)}`,
    accountSid: line.accountSid,
    direction: "inbound",
    from: addressOf(person),
    to: `whatsapp:${line.number}`,
    number: line.number,
    personId: person.id,
    body: text,
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
  };
  if (options.forge !== undefined) return message;
  core.state.messages.push(message);
  noteOptOut(core, person.id, line.number, text);
  core.changed();
  core.events.emit({ type: "message", message });
  return message;
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
    MessageType: message.media.length > 0 ? (message.media[0]!.contentType.split("/")[0] ?? "document") : "text",
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
  return { ...params, ...fields };
}

/** Calls the number's webhook for a message, as often as asked, and gives back what was answered. */
export async function deliverInbound(core: Core, message: WorldMessage, person: Person, options: SayOptions): Promise<SayResult> {
  const { line, account } = lineOf(core, message.number);
  const deliveries: SayResult["deliveries"] = [];
  if (options.delayMs !== undefined) await pause(options.delayMs);
  if (line.webhookUrl !== null && options.webhook !== "lost") {
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
