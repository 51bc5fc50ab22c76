import type { Account, WorldMessage } from "../contract.ts";
import type { Fault } from "../switches.ts";
import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import type { FailureVoice } from "../faults.ts";
import { answerJson, formFields } from "../http.ts";
import type { Exchange } from "../http.ts";
import { autoReply, findPerson } from "../people.ts";
import { whatsappId } from "./address.ts";
import { createMessage, isError, readForm } from "./create.ts";
import {
  accountNotActive,
  internalError,
  methodNotAllowed,
  notFound,
  tooManyRequests,
  twilioError,
  unauthenticated,
  unavailable,
} from "./errors.ts";
import type { TwilioError } from "./errors.ts";
import { listMessages } from "./list.ts";
import { mediaOperation, mediaRoutes, mediaTarget, noteMediaRequest } from "./mediaRoutes.ts";
import { reachAnswered } from "./reach.ts";
import { messageResource } from "./resource.ts";
import { runStatuses, takeRule } from "./statuses.ts";

const MESSAGES = /^\/2010-04-01\/Accounts\/([^/]+)\/Messages(?:\/([^/]+))?\.json$/;

export const voice: FailureVoice = {
  error(status) {
    return JSON.stringify({ 429: tooManyRequests, 500: internalError, 503: unavailable }[status]());
  },
  refusal: ({ status, code, message }) => JSON.stringify(twilioError(status, Number(code), message)),
};

/** Twilio's REST API, as far as messages go. Source: https://www.twilio.com/docs/messaging/api/message-resource */
export async function twilioRoutes(core: Core, exchange: Exchange): Promise<void> {
  const target = mediaTarget(exchange.path);
  const [, messagesOf, sid] = MESSAGES.exec(exchange.path) ?? [];
  const accountSid = messagesOf ?? exchange.path.split("/")[3];
  const operation = target === null ? messageOperation(exchange.method, sid) : mediaOperation(target, exchange.method);
  const form = new URLSearchParams(exchange.body);
  const text = exchange.method === "POST" ? (form.get("Body") ?? "") : exchange.path;
  const fault = core.faults.take("twilio", operation, text, addressees(core, form.get("To") ?? ""));
  if (fault !== null) core.events.emit({ type: "faults" });
  if (target !== null) noteMediaRequest(core, exchange, "api");
  core.twilioRequests.push(core.capture(exchange, formFields(exchange.body), fault?.kind ?? null));

  const account = authenticate(core, exchange.headers.authorization);
  if (account === null || fault?.kind === "http401") return refuse(exchange, unauthenticated());
  if ((account.status ?? "active") !== "active") return refuse(exchange, accountNotActive());
  if (await failEarly(exchange, fault, voice)) return;
  if (fault?.kind === "http404") return refuse(exchange, notFound(exchange.path));
  if (messagesOf === undefined && target === null) return refuse(exchange, notFound(exchange.path));
  if (account.accountSid !== accountSid) return refuse(exchange, unauthenticated());
  if (target !== null) return mediaRoutes(core, exchange, account, target, fault);

  if (operation === "send" && sid === undefined) return send(core, exchange, account, fault);
  if (exchange.method !== "GET") return refuse(exchange, methodNotAllowed());
  if (failLate(exchange, fault)) return;
  if (operation === "list") {
    const page = listMessages(core, account, exchange.query);
    return answerJson(exchange, "more_info" in page ? (page.status as number) : 200, page);
  }
  const message = core.state.messages.find((one) => one.sid === sid && one.accountSid === accountSid);
  if (message === undefined) return refuse(exchange, notFound(exchange.path));
  answerJson(exchange, 200, messageResource(message));
}

async function send(core: Core, exchange: Exchange, account: Account, fault: Fault | null): Promise<void> {
  if (!exchange.headers["content-type"]?.includes("application/x-www-form-urlencoded"))
    return refuse(exchange, twilioError(415, 20415, "Unsupported media type"));
  const result = createMessage(core, account, readForm(exchange.body));
  if (isError(result)) return refuse(exchange, result);
  core.events.emit({ type: "message", message: result });
  reachAnswered(core, result);
  const created = messageResource(result);
  const rule = takeRule(core, result);
  result.listedAt += rule.listedAfterMs ?? 0;
  const statuses = runStatuses(core, result, rule).then(() => arrive(core, result));
  if (rule.callbacks === "beforeResponse") await statuses;
  if (failLate(exchange, fault)) return;
  answerJson(exchange, 201, created);
}

function arrive(core: Core, message: WorldMessage): Promise<void> | undefined {
  return message.errorCode === null ? autoReply(core, message) : undefined;
}

function messageOperation(method: string, sid: string | undefined): string {
  if (method === "POST") return "send";
  return sid === undefined ? "list" : "fetch";
}

/** Every name under which a switch may mean this recipient. */
function addressees(core: Core, to: string): string[] {
  const id = whatsappId(to);
  const person = id === null ? undefined : findPerson(core, id);
  return [to, id, person?.id, person?.phone, person?.userId].filter((name) => typeof name === "string");
}

/**
 * Basic authorisation with AccountSid and either AuthToken.
 * Sources: https://www.twilio.com/docs/usage/requests-to-twilio#credentials, https://www.twilio.com/docs/iam/api/authtoken
 */
export function authenticate(core: Core, header: string | undefined): Account | null {
  const encoded = /^Basic (.+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const [accountSid, ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  const token = rest.join(":");
  const opens = (one: Account) => one.accountSid === accountSid && (one.authToken === token || one.secondaryAuthToken === token);
  return core.state.accounts.find(opens) ?? null;
}

function refuse(exchange: Exchange, error: TwilioError): void {
  answerJson(exchange, error.status, error);
}
