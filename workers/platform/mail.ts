export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** What became of a mail. `again` may succeed later under the same key; `refused` never will. */
export type MailOutcome = { kind: "sent"; id: string } | { kind: "refused"; detail: string } | { kind: "again"; detail: string };

export interface Mailer {
  /** @param idempotencyKey the provider sends mails with one key once, within 24 hours */
  send(mail: Mail, idempotencyKey: string): Promise<MailOutcome>;
}

const timeoutMs = 10_000;
const maxDetail = 300;

/**
 * Mail through Resend's HTTP API. Source: https://resend.com/docs/api-reference/emails/send-email and, for what may be tried
 * again, https://resend.com/docs/api-reference/errors
 */
export const createResendMailer = (
  settings: { apiBase: string; apiKey: string; from: string },
  send: (url: string, init: RequestInit) => Promise<Response>,
): Mailer => ({
  async send(mail, idempotencyKey) {
    try {
      const response = await send(`${settings.apiBase}/emails`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${settings.apiKey}`,
          "content-type": "application/json",
          "idempotency-key": idempotencyKey,
        },
        body: JSON.stringify({ from: settings.from, to: [mail.to], subject: mail.subject, text: mail.text }),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return outcomeOf(response.status, await response.text());
    } catch (error) {
      return { kind: "again", detail: String(error).slice(0, maxDetail) };
    }
  },
});

/** An installation without a mail provider: what would be mailed is refused, and its job says why. */
export const noMailer: Mailer = {
  send: async () => ({ kind: "refused", detail: "MAIL_API_KEY and MAIL_FROM are not set" }),
};

const outcomeOf = (status: number, body: string): MailOutcome => {
  const answer = parse(body);
  if (status >= 200 && status < 300) return { kind: "sent", id: typeof answer["id"] === "string" ? answer["id"] : "" };
  const detail = `${status} ${String(answer["name"] ?? "")} ${String(answer["message"] ?? "")}`.trim().slice(0, maxDetail);
  const mayPass = status === 408 || status === 429 || status >= 500 || answer["name"] === "concurrent_idempotent_requests";
  return { kind: mayPass ? "again" : "refused", detail };
};

const parse = (body: string): Record<string, unknown> => {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return {};
  }
};
