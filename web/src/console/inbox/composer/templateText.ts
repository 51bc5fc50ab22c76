import type { maxTemplateLength, Template } from "../../../../../schema/contract/templates.ts";
import { firstNameOf } from "./firstName.ts";
import { folded } from "./folded.ts";

export interface TemplatePart {
  text: string;
  /** Which placeholder stood here; null for the template's own words. */
  variable: string | null;
  isFilled: boolean;
}

/** Placeholders as Twilio writes them: `{{1}}`, `{{name}}` (https://www.twilio.com/docs/content/using-variables-with-content-api). */
const placeholder = /\{\{\s*([\w.-]+)\s*\}\}/g;

/** A template's text with its values put in, cut where they stand; a missing value leaves its placeholder. */
export const templateParts = (body: string, values: Readonly<Record<string, string>>): TemplatePart[] => {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of body.matchAll(placeholder)) {
    const variable = match[1] ?? "";
    const value = values[variable]?.trim() ?? "";
    if (match.index > from) parts.push({ text: body.slice(from, match.index), variable: null, isFilled: true });
    parts.push({ text: value || match[0], variable, isFilled: value !== "" });
    from = match.index + match[0].length;
  }
  if (from < body.length) parts.push({ text: body.slice(from), variable: null, isFilled: true });
  return parts;
};

/** The text as the customer will read it. */
export const filledText = (body: string, values: Readonly<Record<string, string>>): string =>
  templateParts(body, values)
    .map((part) => part.text)
    .join("");

const longest = 1_024 satisfies typeof maxTemplateLength;

/** Characters beyond what WhatsApp takes of a template with its values in it; none, or fewer than none, when it fits. */
export const charactersOver = (body: string, values: Readonly<Record<string, string>>): number =>
  filledText(body, values).length - longest;

/** Placeholders that still want a value. */
export const missingIn = (template: Pick<Template, "variables">, values: Readonly<Record<string, string>>): string[] =>
  template.variables.map(({ name }) => name).filter((name) => !values[name]?.trim());

/** Templates whose name or words hold every word of the search, those that can be sent first. */
export const foundTemplates = (templates: readonly Template[], search: string): Template[] => {
  const words = folded(search).split(/\s+/).filter(Boolean);
  const matches = (template: Template) => {
    const text = folded(`${template.name.replaceAll("_", " ")} ${template.name} ${template.body}`);
    return words.every((word) => text.includes(word));
  };
  return templates.filter(matches).toSorted((a, b) => Number(canBeSent(b)) - Number(canBeSent(a)) || (a.name < b.name ? -1 : 1));
};

/** Only what WhatsApp has approved opens a conversation, and only kinds that Filo can send. */
export const canBeSent = ({ status, isSupported }: Pick<Template, "status" | "isSupported">): boolean =>
  status === "approved" && isSupported;

const asksForName = /^(first_?)?(name|nome)$/i;
const oneName = /^\p{Lu}[\p{Ll}\p{M}’'-]{1,19}$/u;
const greeting = /(?<!\p{L})(ciao|salve|caro|cara|gentile|buongiorno|buonasera|hi|hello|hey|dear)[\s,]+$/iu;

/** A number says nothing of what it stands for: it is a name's when a greeting stands before it and the sample is a name's shape. */
const greetsByName = (body: string, name: string, sample: string): boolean => {
  if (!oneName.test(sample.trim())) return false;
  return [...body.matchAll(placeholder)].some((match) => match[1] === name && greeting.test(body.slice(0, match.index)));
};

/** Values to begin with: the customer's first name where the placeholder clearly asks for a name, by its own name or by its place. */
export const firstValues = (template: Pick<Template, "variables" | "body">, contactName: string): Record<string, string> => {
  const first = firstNameOf(contactName);
  return Object.fromEntries(
    template.variables.map(({ name, sample }) => [
      name,
      first !== null && (asksForName.test(name) || greetsByName(template.body, name, sample)) ? first : "",
    ]),
  );
};
