import type { GeminiBody } from "../contract.ts";
import { think } from "./brain.ts";
import { fileTask, withMediaSaid } from "./fileTask.ts";
import { intentAmong, speechLanguage } from "./intent.ts";
import type { Seen } from "./media.ts";
import { pendingTexts } from "./text.ts";

/** Google's own schema, or a JSON schema: both name things alike. Source: https://ai.google.dev/api/caching#Schema */
interface Schema {
  description?: string;
  type?: string | string[];
  enum?: (string | null)[];
  properties?: Record<string, Schema>;
  items?: Schema;
  nullable?: boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
  minItems?: number | string;
  minimum?: number;
  maxLength?: number | string;
}

export function wantsJson(body: GeminiBody): boolean {
  return body.generationConfig?.responseMimeType === "application/json";
}

/** A value that fits the wanted schema, each field filled by its name from the files and the words of the request. */
export function structured(body: GeminiBody, seen: Seen[]): unknown {
  const schema = (body.generationConfig?.responseSchema ?? body.generationConfig?.responseJsonSchema) as Schema | undefined;
  const words = pendingTexts(withMediaSaid(body, seen)).join("\n");
  const facts: Known = { seen: seen.at(-1), words, reply: () => fileTask(body, seen) ?? think(withMediaSaid(body, seen)) };
  if (schema === undefined) return { answer: facts.reply() };
  return fill(schema, "", facts);
}

interface Known {
  seen: Seen | undefined;
  words: string;
  reply(): string;
}

function fill(schema: Schema, name: string, known: Known): unknown {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    const values = choices.map((choice) => fill(choice, name, known));
    return values.find((value) => value !== null) ?? null;
  }
  const types = [schema.type ?? (schema.properties === undefined ? "string" : "object")].flat().map((type) => type.toLowerCase());
  const optional = schema.nullable === true || types.includes("null");
  const type = types.find((one) => one !== "null") ?? "null";
  if (schema.enum !== undefined) return chosen(schema.enum, name, known, optional);
  if (type === "object") return object(schema, known);
  if (type === "array") return array(schema, name, known);
  if (type === "number" || type === "integer") return number(name, known, optional, type, schema.minimum);
  if (type === "boolean") return yes(name, known);
  if (type === "null") return null;
  const text = string(name, known, schema.description ?? "");
  if (text === null) return optional ? null : "";
  return schema.maxLength === undefined ? text : text.slice(0, Number(schema.maxLength));
}

function object(schema: Schema, known: Known): Record<string, unknown> {
  return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, inner]) => [name, fill(inner, name, known)]));
}

function array(schema: Schema, name: string, known: Known): unknown[] {
  const item = fill(schema.items ?? { type: "string" }, name.replace(/s$/, ""), known);
  const empty =
    item === null ||
    item === "" ||
    (typeof item === "object" && Object.values(item).every((value) => value === null || value === ""));
  return empty && Number(schema.minItems ?? 0) === 0 ? [] : [item];
}

function chosen(options: (string | null)[], name: string, known: Known, optional: boolean): string | null {
  const texts = options.filter((option) => option !== null);
  const kind = texts.find((option) => option.toLowerCase() === known.seen?.kind?.toLowerCase());
  if (kind !== undefined) return kind;
  if (/lang|lingua/i.test(name)) {
    const language = known.seen?.language ?? speechLanguage(known.words);
    const spoken = texts.find((option) => option.toLowerCase().slice(0, 2) === language);
    if (spoken !== undefined) return spoken;
  }
  if (known.words !== "") {
    const intent = intentAmong(known.words, texts);
    if (intent !== null) return intent;
  }
  const other = texts.find((option) => /^(?:other|altro|unknown|none|und)$/i.test(option));
  return other ?? (optional ? null : (texts[0] ?? null));
}

function string(name: string, { seen, words, reply }: Known, asked: string): string | null {
  if (/transcri|trascri|speech|spoken|parlato/i.test(name)) return seen?.transcript ?? null;
  if (/lang|lingua/i.test(name)) return seen?.language ?? speechLanguage(words);
  if (/^(?:kind|type|category|categoria|tipo)$/i.test(name)) return kindAsked(seen?.kind, asked);
  if (/note|advice|feedback|consigli/i.test(name)) return seen?.notes ?? null;
  if (/currency|valuta/i.test(name)) return seen?.total === undefined ? null : "EUR";
  if (/reply|answer|response|risposta/i.test(name)) return reply();
  if (/ocr|text|testo|writing|content|contenuto/i.test(name)) return seen === undefined ? words : (seen.text ?? null);
  if (/descri|summar|riassun|sintesi|caption|overview|title|titolo/i.test(name))
    return seen === undefined ? inShort(words) : (seen.description ?? seen.text ?? seen.transcript ?? null);
  return null;
}

const PAPERS = new Set(["invoice", "receipt"]);

/** A kind in the words that the schema's description allows. */
function kindAsked(kind = "other", asked: string): string {
  return !asked.includes(kind) && PAPERS.has(kind) && asked.includes("document") ? "document" : kind;
}

/** A text's first line and those with money in them; of a document between marks, the document's. */
function inShort(words: string): string {
  const text = /<document[^>]*>\n?([\s\S]*?)\n?<\/document>/.exec(words)?.[1] ?? words;
  const [first = "", ...rest] = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return [first, ...rest.filter((line) => /\b(?:EUR|euro|totale?)\b|€/i.test(line))].join("; ").slice(0, 300);
}

function number(name: string, { seen }: Known, optional: boolean, type: string, minimum = 0): number | null {
  const value = /calor|kcal|energ/i.test(name)
    ? seen?.calories
    : /total|amount|importo|price/i.test(name)
      ? seen?.total
      : /duration|durata|second/i.test(name)
        ? seen?.durationSeconds
        : /confidence|score|certainty|fiducia/i.test(name)
          ? 0.9
          : undefined;
  if (value === undefined) return optional ? null : minimum;
  return type === "integer" ? Math.round(value) : value;
}

function yes(name: string, { seen, words }: Known): boolean {
  if (/human|person|operator|umano|persona/i.test(name)) return intentAmong(words, ["human"]) === "human";
  if (/speech|voice|parlato|audio/i.test(name)) return seen?.transcript !== undefined;
  if (/text|testo|ocr/i.test(name)) return seen?.text !== undefined;
  return seen?.kind !== undefined && name.toLowerCase().includes(seen.kind.toLowerCase());
}
