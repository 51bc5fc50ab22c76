import type { Account, BusinessNumber } from "../contract.ts";
import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import { answerJson } from "../http.ts";
import type { Exchange } from "../http.ts";
import { accountNotActive, methodNotAllowed, notFound, twilioError, unauthenticated } from "./errors.ts";
import type { TwilioError } from "./errors.ts";
import { authenticate, voice } from "./routes.ts";

const ACCOUNT = /^\/2010-04-01\/Accounts\/(AC[0-9a-f]{32})\.json$/;
const SENDERS = "/v2/Channels/Senders";
const MAX_PAGE = 1000;

export function isAccountPath(path: string): boolean {
  return ACCOUNT.test(path) || path === SENDERS;
}

/**
 * What an account may ask about itself: its own resource, and its WhatsApp senders (messaging.twilio.com in real life). Sandboxes are
 * no senders of anybody's.
 * Sources: https://www.twilio.com/docs/iam/api/account, https://www.twilio.com/docs/whatsapp/api/senders
 */
export async function accountRoutes(core: Core, exchange: Exchange): Promise<void> {
  const operation = exchange.path === SENDERS ? "senders" : "account";
  const fault = core.faults.take("twilio", operation, exchange.path);
  if (fault !== null) core.events.emit({ type: "faults" });
  core.twilioRequests.push(core.capture(exchange, null, fault?.kind ?? null));
  const account = authenticate(core, exchange.headers.authorization);
  if (account === null || fault?.kind === "http401") return refuse(exchange, unauthenticated());
  if ((account.status ?? "active") !== "active") return refuse(exchange, accountNotActive());
  if (await failEarly(exchange, fault, voice)) return;
  if (exchange.method !== "GET") return refuse(exchange, methodNotAllowed());
  if (fault?.kind === "http404") return refuse(exchange, notFound(exchange.path));
  if (failLate(exchange, fault)) return;
  if (operation === "senders") return senders(core, exchange, account);
  if (ACCOUNT.exec(exchange.path)?.[1] !== account.accountSid) return refuse(exchange, notFound(exchange.path));
  answerJson(exchange, 200, accountResource(account));
}

function accountResource({ accountSid, authToken, name, status, type }: Account): Record<string, unknown> {
  const uri = `/2010-04-01/Accounts/${accountSid}.json`;
  return {
    auth_token: authToken,
    date_created: "Sun, 01 Nov 2026 09:00:00 +0000",
    date_updated: "Sun, 01 Nov 2026 09:00:00 +0000",
    friendly_name: name,
    owner_account_sid: accountSid,
    sid: accountSid,
    status: status ?? "active",
    subresource_uris: { messages: uri.replace(".json", "/Messages.json") },
    type: type ?? "Full",
    uri,
  };
}

function senders(core: Core, exchange: Exchange, account: Account): void {
  if (exchange.query.get("Channel") !== "whatsapp") return refuse(exchange, twilioError(400, 20001, "Channel is required"));
  const size = Number(exchange.query.get("PageSize") ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE)
    return refuse(exchange, twilioError(400, 20001, `Page size must be between 1 and ${MAX_PAGE}`));
  const all = core.state.numbers.filter((one) => one.accountSid === account.accountSid && one.sandboxWords === undefined);
  const page = Number(exchange.query.get("Page") ?? 0);
  const url = (at: number) => `${core.url}${SENDERS}?Channel=whatsapp&PageSize=${size}&Page=${at}`;
  answerJson(exchange, 200, {
    senders: all.slice(page * size, (page + 1) * size).map((one) => sender(core, one)),
    meta: {
      page,
      page_size: size,
      first_page_url: url(0),
      previous_page_url: page > 0 ? url(page - 1) : null,
      next_page_url: all.length > (page + 1) * size ? url(page + 1) : null,
      url: url(page),
      key: "senders",
    },
  });
}

function sender(core: Core, { number, name, senderStatus, webhookUrl }: BusinessNumber): Record<string, unknown> {
  const sid = `XE${Buffer.from(number).toString("hex").padEnd(32, "0").slice(0, 32)}`;
  return {
    sid,
    sender_id: `whatsapp:${number}`,
    status: senderStatus ?? "ONLINE",
    configuration: { waba_id: "104996122399160" },
    webhook: { callback_url: webhookUrl, callback_method: "POST" },
    profile: { name },
    properties: { quality_rating: "HIGH", messaging_limit: "1K Customers/24hr" },
    offline_reasons: null,
    url: `${core.url}${SENDERS}/${sid}`,
  };
}

function refuse(exchange: Exchange, error: TwilioError): void {
  answerJson(exchange, error.status, error);
}
