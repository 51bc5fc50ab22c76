import type { MessageStatus, WorldMessage } from "../contract.ts";
import type { DeliveryRule } from "../switches.ts";
import type { Core } from "../core.ts";
import { findPerson } from "../people.ts";
import { callApplication } from "./callback.ts";
import { isPhoneAddress, whatsappId } from "./address.ts";
import { DELIVERY_ERRORS } from "./errors.ts";
import { windowOpen } from "./window.ts";

interface Step {
  status: MessageStatus;
  errorCode?: number;
}

/**
 * What becomes of an accepted message. Free text outside the window and unknown user ids are accepted first and reported
 * `undelivered` later, as Twilio does.
 * Sources: https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks,
 * https://www.twilio.com/docs/api/errors/63016, https://www.twilio.com/docs/api/errors/63024.
 */
function steps(core: Core, message: WorldMessage, rule: DeliveryRule): Step[] {
  const person = findPerson(core, message.personId);
  if (person === undefined && !isPhoneAddress(message.to)) return [{ status: "undelivered", errorCode: 63024 }];
  if (message.contentSid === null && !windowOpen(core, message.personId, message.number))
    return [{ status: "undelivered", errorCode: 63016 }];
  const outcome = rule.outcome ?? (person?.readReceipts === false ? "delivered" : "read");
  if (outcome === "failed") return [{ status: "failed", errorCode: rule.errorCode ?? 30008 }];
  if (outcome === "undelivered") return [{ status: "sent" }, { status: "undelivered", errorCode: rule.errorCode ?? 30008 }];
  const good: MessageStatus[] = ["sent", "delivered", "read"];
  return good.slice(0, good.indexOf(outcome) + 1).map((status) => ({ status }));
}

/** Takes the first rule that fits, counting it. */
export function takeRule(core: Core, message: WorldMessage): DeliveryRule {
  const rule = core.deliveryRules.find((one) => one.remaining !== 0 && (one.to === undefined || one.to === message.personId));
  if (rule === undefined) return {};
  if (rule.remaining !== null) rule.remaining -= 1;
  core.events.emit({ type: "faults" });
  return rule;
}

/**
 * Moves a message through its statuses and reports each to its StatusCallback.
 * With `beforeResponse` the caller waits for this before it answers the create call.
 */
export async function runStatuses(core: Core, message: WorldMessage, rule: DeliveryRule): Promise<void> {
  const generation = core.state;
  const gap = rule.stepMs ?? core.statusStepMs;
  const plan = steps(core, message, rule);
  const reports: Record<string, string>[] = [];
  for (const step of plan) {
    await new Promise<void>((resolve) => core.later(gap, resolve));
    if (core.state !== generation) return;
    apply(core, message, step);
    reports.push(statusParams(message));
    if (rule.callbacks === undefined || rule.callbacks === "inOrder" || rule.callbacks === "beforeResponse")
      await report(core, message, reports.at(-1)!);
    if (rule.callbacks === "twice") {
      await report(core, message, reports.at(-1)!);
      await report(core, message, reports.at(-1)!);
    }
  }
  if (rule.callbacks === "backwards") for (const params of reports.toReversed()) await report(core, message, params);
}

function apply(core: Core, message: WorldMessage, step: Step): void {
  message.status = step.status;
  message.updatedAt = core.now();
  message.sentAt ??= core.now();
  message.errorCode = step.errorCode ?? null;
  message.errorMessage = step.errorCode === undefined ? null : (DELIVERY_ERRORS[step.errorCode] ?? "Delivery failed");
  core.changed();
  core.events.emit({ type: "status", message });
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
