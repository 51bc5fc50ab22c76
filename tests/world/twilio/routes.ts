import type { Account, WorldMessage } from "../contract.ts";
import type { Fault } from "../switches.ts";
import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import type { FailureVoice } from "../faults.ts";
import { answerJson, formFields } from "../http.ts";
import type { Exchange } from "../http.ts";
import { autoReply } from "../people.ts";
import { createMessage } from "./create.ts";
import {
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
import { reachAnswered } from "./reach.ts";
import { messageResource } from "./resource.ts";
import { runStatuses, takeRule } from "./statuses.ts";

const MESSAGES = /^\/2010-04-01\/Accounts\/([^/]+)\/Messages(?:\/([^/]+))?\.json$/;

const voice: FailureVoice = {
  error(status) {
    return JSON.stringify({ 429: tooManyRequests, 500: internalError, 503: unavailable }[status]());
  },
  refusal: ({ status, code, message }) => JSON.stringify(twilioError(status, Number(code), message)),
};

/** Twilio's REST API, as far as messages go. Source: https://www.twilio.com/docs/messaging/api/message-resource */
export async function twilioRoutes(core: Core, exchange: Exchange): Promise<void> {
  const [, accountSid, sid] = MESSAGES.exec(exchange.path) ?? [];
  const operation = exchange.method === "POST" ? "send" : sid === undefined ? "list" : "fetch";
  const fault = core.faults.take("twilio", operation, new URLSearchParams(exchange.body).get("Body") ?? "");
  if (fault !== null) core.events.emit({ type: "faults" });
  core.twilioRequests.push(core.capture(exchange, formFields(exchange.body), fault?.kind ?? null));

  const account = authenticate(core, exchange.headers.authorization);
  if (account === null) return refuse(exchange, unauthenticated());
  if (await failEarly(exchange, fault, voice)) return;
  if (accountSid === undefined) return refuse(exchange, notFound(exchange.path));
  if (account.accountSid !== accountSid) return refuse(exchange, unauthenticated());

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
  const result = createMessage(core, account, formFields(exchange.body));
  if ("more_info" in result) return refuse(exchange, result);
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

/** Basic authorisation with AccountSid and AuthToken. Source: https://www.twilio.com/docs/usage/requests-to-twilio#credentials */
function authenticate(core: Core, header: string | undefined): Account | null {
  const encoded = /^Basic (.+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return null;
  const [accountSid, ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return core.state.accounts.find((one) => one.accountSid === accountSid && one.authToken === rest.join(":")) ?? null;
}

function refuse(exchange: Exchange, error: TwilioError): void {
  answerJson(exchange, error.status, error);
}
