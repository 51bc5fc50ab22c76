import type { Template } from "../shapes.ts";
import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import { answerJson } from "../http.ts";
import type { Exchange } from "../http.ts";
import { methodNotAllowed, notFound, twilioError, unauthenticated } from "./errors.ts";
import type { TwilioError } from "./errors.ts";
import { authenticate, voice } from "./routes.ts";
import { typeOf } from "./templates.ts";

const LIST = /^\/(v[12])\/(Content|ContentAndApprovals)$/;
const ONE = /^\/v1\/Content\/(HX[0-9a-f]{32})(\/ApprovalRequests)?$/;
const MAX_PAGE = 1000;

/**
 * Twilio's Content API (content.twilio.com in real life): templates of the account that asks, with their approval by WhatsApp.
 * Source: https://www.twilio.com/docs/content/content-api-resources
 */
export async function contentRoutes(core: Core, exchange: Exchange): Promise<void> {
  const fault = core.faults.take("twilio", "contents", exchange.path);
  if (fault !== null) core.events.emit({ type: "faults" });
  core.twilioRequests.push(core.capture(exchange, null, fault?.kind ?? null));
  const account = authenticate(core, exchange.headers.authorization);
  if (account === null || fault?.kind === "http401") return refuse(exchange, unauthenticated());
  if (await failEarly(exchange, fault, voice)) return;
  if (exchange.method !== "GET") return refuse(exchange, methodNotAllowed());
  if (failLate(exchange, fault)) return;
  const owned = core.state.templates.filter((one) => one.accountSid === account.accountSid);
  const list = LIST.exec(exchange.path);
  if (list !== null) return page(core, exchange, owned, list[2] === "ContentAndApprovals");
  const [, sid, approval] = ONE.exec(exchange.path) ?? [];
  const template = owned.find((one) => one.sid === sid);
  if (template === undefined) return refuse(exchange, notFound(exchange.path));
  answerJson(exchange, 200, approval === undefined ? content(core, template) : approvalRequests(core, template));
}

/** Source: https://www.twilio.com/docs/usage/twilios-response#pagination, the form of the newer APIs: everything in `meta`. */
function page(core: Core, exchange: Exchange, all: Template[], withApproval: boolean): void {
  const size = Number(exchange.query.get("PageSize") ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > MAX_PAGE)
    return refuse(exchange, twilioError(400, 20001, `Page size must be between 1 and ${MAX_PAGE}`));
  const token = exchange.query.get("PageToken");
  const start = token === null ? 0 : all.findIndex((one) => `PA${one.sid}` === token) + 1;
  const shown = all.slice(start, start + size);
  const number = Number(exchange.query.get("Page") ?? 0);
  const url = (at: number, after: string | null) => {
    const query = new URLSearchParams({
      PageSize: String(size),
      Page: String(at),
      ...(after === null ? {} : { PageToken: after }),
    });
    return `${core.url}${exchange.path}?${query}`;
  };
  const more = start + size < all.length;
  answerJson(exchange, 200, {
    meta: {
      page: number,
      page_size: size,
      first_page_url: url(0, null),
      previous_page_url: null,
      next_page_url: more ? url(number + 1, `PA${shown.at(-1)!.sid}`) : null,
      url: url(number, token),
      key: "contents",
    },
    contents: shown.map((one) =>
      withApproval ? { ...content(core, one), approval_requests: approval(one) } : content(core, one),
    ),
  });
}

function content(core: Core, template: Template): Record<string, unknown> {
  const url = `${core.url}/v1/Content/${template.sid}`;
  return {
    account_sid: template.accountSid,
    date_created: seconds(template.createdAt),
    date_updated: seconds(template.updatedAt),
    friendly_name: template.friendlyName,
    language: template.language,
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
    sid: template.sid,
    types: template.types,
    url,
    variables: template.variables,
  };
}

function approval(template: Template): Record<string, unknown> {
  const { status, name, category, rejectionReason } = template.approval;
  return {
    allow_category_change: true,
    category,
    content_type: typeOf(template),
    flows: null,
    name,
    rejection_reason: rejectionReason,
    status,
  };
}

function approvalRequests(core: Core, template: Template): Record<string, unknown> {
  return {
    account_sid: template.accountSid,
    sid: template.sid,
    url: `${core.url}/v1/Content/${template.sid}/ApprovalRequests`,
    whatsapp: { type: "whatsapp", ...approval(template) },
  };
}

function seconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function refuse(exchange: Exchange, error: TwilioError): void {
  answerJson(exchange, error.status, error);
}
