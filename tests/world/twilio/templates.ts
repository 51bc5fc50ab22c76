import type { RenderedTemplate, Template, TemplateAction, TemplateBody } from "../shapes.ts";
import { twilioError } from "./errors.ts";
import type { TwilioError } from "./errors.ts";

const MAX_VALUE = 1600;

/**
 * Reads `ContentVariables`: a JSON object of texts, none empty, without line breaks, tabs or runs of more than four spaces.
 * Sources: https://www.twilio.com/docs/api/errors/21656 and https://www.twilio.com/docs/api/errors/21658
 */
export function readVariables(json: string | undefined): Record<string, string> | TwilioError {
  if (json === undefined || json === "") return {};
  const wrong = twilioError(400, 21656, "The Content Variables parameter is invalid.");
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return wrong;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return wrong;
  const values = Object.entries(parsed).map(
    ([name, value]) => [name, typeof value === "number" ? String(value) : value] as const,
  );
  for (const [, value] of values) {
    if (typeof value !== "string" || value === "" || /[\n\t]| {5,}/.test(value)) return wrong;
    if (value.length > MAX_VALUE) return twilioError(400, 21658, "Parameter exceeded character limit");
  }
  return Object.fromEntries(values) as Record<string, string>;
}

/** The placeholders that have neither a value nor a default. */
export function missingVariables(template: Template, values: Record<string, string>): string[] {
  const wanted = [...JSON.stringify(template.types).matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!);
  return [...new Set(wanted)].filter((name) => !(name in values) && !(name in template.variables));
}

/** Which of a template's types WhatsApp shows: the richest. Source: https://www.twilio.com/docs/content/content-types-overview */
const RICHEST = [
  "whatsapp/card",
  "twilio/card",
  "twilio/call-to-action",
  "twilio/quick-reply",
  "twilio/list-picker",
  "twilio/location",
  "twilio/media",
  "twilio/text",
];

export function typeOf(template: Template): string {
  return RICHEST.find((type) => type in template.types) ?? Object.keys(template.types)[0] ?? "twilio/text";
}

/** The template as the phone shows it, placeholders filled from the message's variables or the template's own. */
export function renderTemplate(template: Template, values: Record<string, string>): RenderedTemplate {
  const type = typeOf(template);
  const content: TemplateBody = template.types[type] ?? {};
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? template.variables[name] ?? whole);
  const title = content.header_text ?? content.title;
  const footer = content.footer ?? content.subtitle;
  return {
    contentSid: template.sid,
    name: template.friendlyName,
    type,
    title: title === undefined ? null : fill(title),
    body: fill(content.body ?? ""),
    footer: footer === undefined ? null : fill(footer),
    mediaUrl: content.media?.[0] === undefined ? null : fill(content.media[0]),
    buttons: (content.actions ?? []).map((action) => button(action, fill)),
  };
}

function button(action: TemplateAction, fill: (text: string) => string): RenderedTemplate["buttons"][number] {
  const title = fill(action.title);
  if (action.url !== undefined) return { kind: "url", title, value: fill(action.url) };
  if (action.phone !== undefined) return { kind: "phone", title, value: fill(action.phone) };
  return { kind: "reply", title, value: fill(action.id ?? action.title) };
}

/**
 * What becomes of a template outside of the window, as an error code; null when it may be sent. Rich types that only answer a
 * customer count as free text.
 * Sources: https://www.twilio.com/docs/api/errors/ with 63016, 63028, 63040, 63041 and 63042.
 */
export function outsideWindow(template: Template, values: Record<string, string>): number | null {
  const { status } = template.approval;
  if (status === "rejected") return 63040;
  if (status === "paused") return 63041;
  if (status === "disabled") return 63042;
  if (status !== "approved" || ["twilio/list-picker", "twilio/location"].includes(typeOf(template))) return 63016;
  return missingVariables(template, values).length > 0 ? 63028 : null;
}
