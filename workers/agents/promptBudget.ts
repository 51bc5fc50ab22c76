import { estimateTokens } from "../models/tokens.ts";

/** The most that each source may take of a prompt, in tokens; the agent's own texts are bounded by their form. */
export const promptBudget = { knowledge: 1_500, dossier: 3_000, system: 20_000, history: 6_000 } as const;

/** `text` cut to at most `length` characters, at a word where one is near, ending in `…` when something was cut. */
export const cutTo = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const head = text.slice(0, Math.max(0, length - 1));
  const space = head.lastIndexOf(" ");
  const whole = space > length * 0.8 ? head.slice(0, space) : head;
  return `${whole.replace(/[\ud800-\udbff]$/, "")}…`;
};

/** The first of `items` that fit into `tokens` together, in their order; a single one that is too long is left out, not cut. */
export const fitting = <T>(items: T[], tokens: number, textOf: (item: T) => string): T[] => {
  let left = tokens;
  const taken: T[] = [];
  for (const item of items) {
    left -= estimateTokens(textOf(item)) + 1;
    if (left < 0) break;
    taken.push(item);
  }
  return taken;
};

/**
 * Text that others wrote, made unable to pass for our own headings or to close the tags it stands in. What it says stays
 * what it says: the rules tell the model to read it as data.
 */
export const asData = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u00ad\u200b\u2060\ufeff]/g, "")
    .replace(/━+/g, "—")
    .replace(/[<＜﹤](?=[\s\p{Cf}]*[/／]?[\s\p{Cf}]*(?:documento|document|scheda|record|indicazioni|guidance)\b)/giu, "‹");

/** The same on one line, for names and titles. */
export const asLine = (text: string, length = 120): string => cutTo(asData(text).replace(/\s+/g, " ").trim(), length);
