import { maxTemplateLength } from "../../schema/contract/templates.ts";
import type { TemplateRow } from "../../schema/tables/templates.ts";

const placeholder = /\{\{\s*([\w.-]{1,60})\s*\}\}/g;

/** WhatsApp takes no line breaks, tabs or rows of spaces in a value (https://www.twilio.com/docs/api/errors/21656). */
const plain = (value: string | undefined): string => (value ?? "").replace(/\s+/gu, " ").trim();

/**
 * A template with its values: the text as the customer will read it, and what the provider is told. Values nobody asked for are
 * left out; null when one is missing, or when all of it is too long.
 */
export const fillTemplate = (
  { body, variables }: Pick<TemplateRow, "body" | "variables">,
  given: Readonly<Record<string, string>>,
): { text: string; variables: Record<string, string> } | null => {
  const values = new Map(variables.map(({ name }) => [name, plain(given[name])]));
  if ([...values.values()].includes("")) return null;
  const text = body.replace(placeholder, (whole, name: string) => values.get(name) ?? whole);
  if (text.length > maxTemplateLength) return null;
  return { text, variables: Object.fromEntries(values) };
};
