import type { Mail } from "../contract.ts";
import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import type { FailureVoice } from "../faults.ts";
import { answerJson, parseJson } from "../http.ts";
import type { Exchange } from "../http.ts";

interface MailError {
  statusCode: number;
  name: string;
  message: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const ADDRESS = /^(?:[^<>]*<[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+)$/;

/** Error names and messages. Source: https://resend.com/docs/api-reference/errors */
const refusal = (statusCode: number, name: string, message: string): MailError => ({ statusCode, name, message });

const voice: FailureVoice = {
  error(status) {
    const error =
      status === 429
        ? refusal(429, "rate_limit_exceeded", "Too many requests. Please limit the number of requests per second.")
        : refusal(status, "application_error", "An unexpected error occurred.");
    return JSON.stringify(error);
  },
  refusal: ({ status, code, message }) => JSON.stringify(refusal(status, String(code), message)),
};

/** Resend's API: send one mail, read one back. Source: https://resend.com/docs/api-reference/emails/send-email */
export async function mailRoutes(core: Core, exchange: Exchange): Promise<void> {
  const fault = core.faults.take("mail", "email", exchange.body);
  if (fault !== null) core.events.emit({ type: "faults" });
  const body = parseJson(exchange.body);
  core.mailRequests.push(core.capture(exchange, body ?? exchange.body, fault?.kind ?? null));

  const key = /^Bearer (.+)$/.exec(exchange.headers.authorization ?? "")?.[1];
  if (key === undefined) return refuse(exchange, refusal(401, "missing_api_key", "Missing API key in the authorization header."));
  if (!core.state.mailKeys.includes(key)) return refuse(exchange, refusal(403, "invalid_api_key", "API key is invalid."));
  if (await failEarly(exchange, fault, voice)) return;
  const id = /^\/emails\/([^/]+)$/.exec(exchange.path)?.[1];
  if (exchange.method === "GET" && id !== undefined) return show(core, exchange, id);
  if (exchange.method !== "POST" || exchange.path !== "/emails")
    return refuse(exchange, refusal(405, "method_not_allowed", "Method is not allowed for the requested path."));

  const result = send(core, body, exchange.headers["idempotency-key"] ?? null);
  if (failLate(exchange, fault)) return;
  if ("statusCode" in result) return refuse(exchange, result);
  answerJson(exchange, 200, { id: result.id });
}

function send(core: Core, body: unknown, idempotencyKey: string | null): Mail | MailError {
  const wrong = check(body, idempotencyKey);
  if (wrong !== null) return wrong;
  const { from, to, subject, text, html } = body as {
    from: string;
    to: string | string[];
    subject: string;
    text?: string;
    html?: string;
  };
  const mail: Mail = {
    id: `${core.random.hex(8)}-${core.random.hex(4)}-4${core.random.hex(3)}-a${core.random.hex(3)}-${core.random.hex(12)}`,
    at: core.now(),
    from,
    to: [to].flat(),
    subject,
    text: text ?? null,
    html: html ?? null,
    idempotencyKey,
  };
  const earlier = idempotencyKey === null ? undefined : sameKey(core, idempotencyKey);
  if (earlier !== undefined)
    return content(earlier) === content(mail)
      ? earlier
      : refusal(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload.");
  core.state.mails.push(mail);
  core.changed();
  core.events.emit({ type: "mail", mail });
  return mail;
}

/** A key holds for 24 hours. Source: https://resend.com/docs/dashboard/emails/idempotency-keys */
function sameKey(core: Core, key: string): Mail | undefined {
  return core.state.mails.findLast((mail) => mail.idempotencyKey === key && core.now() - mail.at < DAY_MS);
}

function content({ from, to, subject, text, html }: Mail): string {
  return JSON.stringify([from, to, subject, text, html]);
}

function check(body: unknown, idempotencyKey: string | null): MailError | null {
  if (idempotencyKey !== null && (idempotencyKey.length < 1 || idempotencyKey.length > 256))
    return refusal(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
  if (typeof body !== "object" || body === null) return refusal(400, "validation_error", "The request body is not valid JSON.");
  const mail = body as Record<string, unknown>;
  for (const field of ["from", "to", "subject"])
    if (mail[field] === undefined || mail[field] === "")
      return refusal(422, "missing_required_field", `Missing \`${field}\` field.`);
  if (mail.text === undefined && mail.html === undefined)
    return refusal(422, "missing_required_field", "Missing `html` or `text` field.");
  if (typeof mail.from !== "string" || !ADDRESS.test(mail.from))
    return refusal(
      422,
      "invalid_from_address",
      "Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.",
    );
  const to = [mail.to].flat();
  if (to.length > 50 || !to.every((one) => typeof one === "string" && ADDRESS.test(one)))
    return refusal(
      422,
      "validation_error",
      "Invalid `to` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.",
    );
  return null;
}

function show(core: Core, exchange: Exchange, id: string): void {
  const mail = core.state.mails.find((one) => one.id === id);
  if (mail === undefined) return refuse(exchange, refusal(404, "not_found", "Email not found"));
  const { at, idempotencyKey: _key, ...rest } = mail;
  answerJson(exchange, 200, { object: "email", ...rest, created_at: new Date(at).toISOString(), last_event: "delivered" });
}

function refuse(exchange: Exchange, error: MailError): void {
  answerJson(exchange, error.statusCode, error);
}
