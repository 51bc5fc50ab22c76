import * as z from "zod";
import { templateStatusSchema, type Template } from "../../../../schema/contract/templates.ts";

/** A template as Twilio has it, before it is a row of ours. */
export interface Content extends Pick<
  Template,
  "name" | "language" | "category" | "status" | "rejectionReason" | "body" | "variables" | "isSupported"
> {
  contentSid: string;
}

/**
 * Kinds that Filo can send: what they need besides their values, they have of their own. Lists, carousels, catalogues and flows
 * open a dialogue that only their own interface understands.
 *
 * Source: https://www.twilio.com/docs/content/content-types-overview
 */
const sendable = new Set([
  "twilio/text",
  "twilio/quick-reply",
  "twilio/call-to-action",
  "twilio/media",
  "twilio/card",
  "whatsapp/card",
]);

const wordsSchema = z.string().nullish();
const partsSchema = z.looseObject({
  header_text: wordsSchema,
  title: wordsSchema,
  body: wordsSchema,
  subtitle: wordsSchema,
  footer: wordsSchema,
});
const approvalSchema = z.object({
  name: wordsSchema,
  category: wordsSchema,
  content_type: wordsSchema,
  status: wordsSchema,
  rejection_reason: wordsSchema,
});
const contentSchema = z.object({
  sid: z.string().regex(/^HX[0-9a-fA-F]{32}$/),
  friendly_name: wordsSchema,
  language: wordsSchema,
  types: z.record(z.string(), z.unknown()),
  variables: z.record(z.string(), z.unknown()).nullish(),
  approval_requests: approvalSchema.nullish(),
});

const placeholder = /\{\{\s*([\w.-]{1,60})\s*\}\}/g;

/** One entry of Twilio's list; null for what isn't one. */
export const contentOf = (listed: unknown): Content | null => {
  const parsed = contentSchema.safeParse(listed);
  if (!parsed.success) return null;
  const { sid, friendly_name: friendlyName, language, types, variables, approval_requests: approval } = parsed.data;
  const type = typeOf(types, approval?.content_type ?? null);
  if (type === null) return null;
  const samples = variables ?? {};
  return {
    contentSid: sid,
    name: friendlyName || approval?.name || sid,
    language: language ?? "",
    category: approval?.category || null,
    status: statusOf(approval?.status ?? null),
    rejectionReason: approval?.rejection_reason || null,
    body: wordsOf(types[type]),
    variables: placeholders(types[type]).map((name) => ({ name, sample: sampleOf(samples[name]) })),
    isSupported: sendable.has(type),
  };
};

/** A content may have several forms; the one that was put before WhatsApp is the one it sends. */
const typeOf = (types: Record<string, unknown>, approved: string | null): string | null => {
  if (approved !== null && approved in types) return approved;
  const names = Object.keys(types);
  return names.find((name) => sendable.has(name)) ?? names[0] ?? null;
};

const statusOf = (status: string | null): Template["status"] => {
  const known = templateStatusSchema.safeParse((status || "unsubmitted").toLowerCase());
  // A word that WhatsApp adds one day is no approval.
  return known.success ? known.data : "disabled";
};

/** What the customer will read, from top to bottom. */
const wordsOf = (type: unknown): string => {
  const parsed = partsSchema.safeParse(type);
  if (!parsed.success) return "";
  const { header_text: header, title, body, subtitle, footer } = parsed.data;
  return [header, title, body, subtitle, footer].filter((words) => words).join("\n");
};

const sampleOf = (sample: unknown): string => (typeof sample === "string" || typeof sample === "number" ? String(sample) : "");

/** Every placeholder once, in the order it is met: in the words, the file's address, the buttons. */
const placeholders = (type: unknown): string[] => {
  const words = [wordsOf(type), JSON.stringify(type)].join("\n");
  return [...new Set([...words.matchAll(placeholder)].map(([, name]) => name!))];
};
