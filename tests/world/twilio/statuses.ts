import type { MessageStatus, WorldMessage } from "../contract.ts";
import type { DeliveryRule } from "../switches.ts";
import type { Core } from "../core.ts";
import { findPerson } from "../people.ts";
import { callApplication } from "./callback.ts";
import { isPhoneAddress, whatsappId } from "./address.ts";
import { DELIVERY_ERRORS } from "./errors.ts";
import { fetchOutboundMedia } from "./outboundMedia.ts";
import { outsideSandbox } from "./sandbox.ts";
import { outsideWindow } from "./templates.ts";
import { windowOpen } from "./window.ts";

/** A template with its values filled in. Source: https://www.twilio.com/docs/api/errors/63021 */
const MAX_TEMPLATE = 1024;

interface Step {
  status: MessageStatus;
  errorCode?: number;
}

/**
 * What becomes of an accepted message. Free text outside the window, unknown user ids, files that cannot be had and sending too fast
 * are accepted first and reported later, as Twilio does.
 * Sources: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks,
 * https://www.twilio.com/docs/api/errors/63016, …/63024, …/63018.
 */
function steps(core: Core, message: WorldMessage, rule: DeliveryRule, mediaError: number | null): Step[] {
  const person = findPerson(core, message.personId);
  if (person === undefined && !isPhoneAddress(message.to)) return [{ status: "undelivered", errorCode: 63024 }];
  if (outsideSandbox(core, message)) return [{ status: "failed", errorCode: 63015 }];
  if (mediaError !== null) return [{ status: "failed", errorCode: mediaError }];
  if (message.contentSid !== null && message.body.length > MAX_TEMPLATE) return [{ status: "failed", errorCode: 63021 }];
  const closed = windowOpen(core, message) ? null : outside(core, message);
  if (closed !== null) return [{ status: closed === 63016 ? "undelivered" : "failed", errorCode: closed }];
  if (tooFast(core, message)) return [{ status: "failed", errorCode: 63018 }];
  const outcome = rule.outcome ?? (person?.readReceipts === false ? "delivered" : "read");
  if (outcome === "failed") return [{ status: "failed", errorCode: rule.errorCode ?? 30008 }];
  if (outcome === "undelivered") return [{ status: "sent" }, { status: "undelivered", errorCode: rule.errorCode ?? 30008 }];
  const good: MessageStatus[] = ["sent", "delivered", "read"];
  return good.slice(0, good.indexOf(outcome) + 1).map((status) => ({ status }));
}

function outside(core: Core, message: WorldMessage): number | null {
  const template = core.state.templates.find((one) => one.sid === message.contentSid);
  return template === undefined ? 63016 : outsideWindow(template, message.variables ?? {});
}

function tooFast(core: Core, message: WorldMessage): boolean {
  const { number, accountSid } = message;
  const limit = core.state.numbers.find((one) => one.number === number && one.accountSid === accountSid)?.perSecond;
  if (limit === undefined) return false;
  const same = (one: WorldMessage) => one.direction === "outbound-api" && one.number === number && one.accountSid === accountSid;
  const second = core.state.messages.filter(
    (one) => same(one) && one.createdAt > message.createdAt - 1000 && one.createdAt <= message.createdAt,
  );
  return second.indexOf(message) >= limit;
}

/** Takes the first rule that fits, counting it. */
export function takeRule(core: Core, message: WorldMessage): DeliveryRule {
  for (const rule of core.deliveryRules) {
    if (rule.remaining === 0 || !fits(core, rule, message)) continue;
    if (rule.after !== undefined && rule.after > 0) {
      rule.after -= 1;
      continue;
    }
    if (rule.remaining !== null) rule.remaining -= 1;
    core.events.emit({ type: "faults" });
    return rule;
  }
  return {};
}

function fits(core: Core, { to, number, contains }: DeliveryRule, message: WorldMessage): boolean {
  const named = to === undefined || to === message.personId || findPerson(core, to)?.id === message.personId;
  return (
    named && (number === undefined || number === message.number) && (contains === undefined || message.body.includes(contains))
  );
}

/**
 * Moves a message through its statuses and reports each to its StatusCallback.
 * With `beforeResponse` the caller waits for this before it answers the create call.
 */
export async function runStatuses(core: Core, message: WorldMessage, rule: DeliveryRule): Promise<void> {
  const generation = core.state;
  const gap = rule.stepMs ?? core.statusStepMs;
  const mediaError = await fetchOutboundMedia(core, message);
  if (core.state !== generation) return;
  const reports: Record<string, string>[] = [];
  const late: Promise<void>[] = [];
  for (const step of steps(core, message, rule, mediaError)) {
    await new Promise<void>((resolve) => core.later(gap, resolve));
    if (core.state !== generation) return;
    moveTo(core, message, step.status, step.errorCode);
    reports.push(statusParams(message));
    const copies = atOnce(rule);
    if (copies === 0) continue;
    const told = reportCopies(core, message, reports.at(-1)!, copies, rule.callbackDelayMs);
    if (rule.callbackDelayMs === undefined) await told;
    else late.push(told);
  }
  await Promise.all(late);
  for (const params of held(core, rule, reports)) await reportCopies(core, message, params, 1, rule.callbackDelayMs);
}

/** How often a status is reported as soon as it is reached. */
function atOnce({ callbacks = "inOrder" }: DeliveryRule): number {
  if (callbacks === "twice") return 2;
  return callbacks === "inOrder" || callbacks === "beforeResponse" ? 1 : 0;
}

/** What is reported only once all is over, and in which order. */
function held<T>(core: Core, { callbacks }: DeliveryRule, reports: T[]): T[] {
  if (callbacks === "backwards") return reports.toReversed();
  if (callbacks === "shuffled") return core.random.shuffle(reports);
  return callbacks === "lastOnly" ? reports.slice(-1) : [];
}

async function reportCopies(
  core: Core,
  message: WorldMessage,
  params: Record<string, string>,
  copies: number,
  delayMs = 0,
): Promise<void> {
  if (delayMs > 0) await new Promise<void>((resolve) => core.later(delayMs, resolve));
  for (let copy = 0; copy < copies; copy++) await report(core, message, params);
}

/**
 * Calls a message's StatusCallback with any status, whether the message ever had it or not, now or days later.
 * @throws when the world has no such message: a mistake in the test.
 */
export async function reportStatus(core: Core, sid: string, status: MessageStatus, errorCode?: number): Promise<void> {
  const message = core.state.messages.find((one) => one.sid === sid && one.direction === "outbound-api");
  if (message === undefined) throw new Error(`no outbound message ${sid} in this world`);
  const told = { ...message, status, errorCode: errorCode ?? null, errorMessage: wording(errorCode) };
  await report(core, message, statusParams(told));
}

function moveTo(core: Core, message: WorldMessage, status: MessageStatus, errorCode?: number): void {
  message.status = status;
  message.updatedAt = core.now();
  message.sentAt ??= core.now();
  message.errorCode = errorCode ?? null;
  message.errorMessage = wording(errorCode);
  core.changed();
  core.events.emit({ type: "status", message });
}

function wording(errorCode: number | undefined): string | null {
  return errorCode === undefined ? null : (DELIVERY_ERRORS[errorCode] ?? "Delivery failed");
}

/** Source: https://www.twilio.com/docs/messaging/guides/track-outbound-message-status#twilios-request-to-the-statuscallback-url */
function statusParams(message: WorldMessage): Record<string, string> {
  const params: Record<string, string> = {
    AccountSid: message.accountSid,
    ApiVersion: "2010-04-01",
    ChannelPrefix: "whatsapp",
    ChannelToAddress: whatsappId(message.to) ?? message.to,
    EventType: message.status.toUpperCase(),
    From: message.from,
    MessageSid: message.sid,
    MessageStatus: message.status,
    SmsSid: message.sid,
    SmsStatus: message.status,
    StructuredMessage: "false",
    To: message.to,
  };
  if (message.errorCode !== null) {
    params.ErrorCode = String(message.errorCode);
    params.ChannelStatusMessage = message.errorMessage ?? "";
  }
  return params;
}

async function report(core: Core, message: WorldMessage, params: Record<string, string>): Promise<void> {
  const account = core.state.accounts.find((one) => one.accountSid === message.accountSid);
  if (message.statusCallback === null || account === undefined) return;
  await callApplication(core, account, { url: message.statusCallback, kind: "status", params });
}
