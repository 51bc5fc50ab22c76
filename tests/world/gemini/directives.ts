/** What the system instruction tells the brain to do in every answer. */
export interface Directives {
  /** Answer exactly this and nothing else. */
  always: string | null;
  /** Begin and end with these. */
  opening: string[];
  closing: string[];
  style: "plain" | "brief" | "deep";
  language: "it" | "en" | null;
  /** The answer ends by offering the next level. */
  upsell: string | null;
}

const ALWAYS = /^\W*(?:RISPONDI SEMPRE CON|ALWAYS ANSWER WITH|ALWAYS REPLY WITH)\s*:\s*(.+)$/gim;
const OPENING_LINE = /^\W*(?:INIZIA SEMPRE CON|START EVERY ANSWER WITH)\s*:\s*(.+)$/gim;
const CLOSING_LINE = /^\W*(?:FINISCI SEMPRE CON|END EVERY ANSWER WITH)\s*:\s*(.+)$/gim;
const QUOTED = "[«“\"']([^»”\"'\\n]{1,120})[»”\"']";
const OPENING_QUOTED = new RegExp(`\\b(?:saluta|inizia|comincia|apri|greet|start|begin)\\b[^.\\n«“"']{0,40}${QUOTED}`, "giu");
const CLOSING_QUOTED = new RegExp(
  `\\b(?:chiudi|finisci|termina|firma|firmati|concludi|end|close|finish|sign)\\b[^.\\n«“"']{0,40}${QUOTED}`,
  "giu",
);
const BRIEF = /\b(?:brevemente|in breve|brev[ei]|concis[oaie]|sintetic[oaie]|briefly|brief|concise|short answers?)\b/gi;
const DEEP =
  /\b(?:approfondit[oaie]|dettagliat[oaie]|consulenza completa|analisi complet[ae]|in depth|in detail|detailed|thorough)\b/gi;
const UPSELL =
  /\b(?:suggerisci|proponi|consiglia|suggest|offer)\b[^.\n]{0,80}\b(?:upgrade|livello|level)\b[^.\n]{0,20}?\b(argento|silver|gold|oro)\b/i;

/**
 * Reads the instructions as a deterministic stand-in for understanding: fixed phrases (`RISPONDI SEMPRE CON: …`), quoted
 * greetings and closings (`Chiudi con "Forza!"`), and words for short or thorough answers, where the last one said wins,
 * as a higher level's overlay comes after the lower ones.
 */
export function readDirectives(system: string): Directives {
  const always = captures(ALWAYS, system);
  const brief = lastIndex(BRIEF, system);
  const deep = lastIndex(DEEP, system);
  return {
    always: always.length === 0 ? null : always.join("\n"),
    opening: [...captures(OPENING_LINE, system), ...captures(OPENING_QUOTED, system)],
    closing: [...captures(CLOSING_LINE, system), ...captures(CLOSING_QUOTED, system)],
    style: brief === deep ? "plain" : brief > deep ? "brief" : "deep",
    language: languageOrder(system),
    upsell: UPSELL.exec(system)?.[1] ?? null,
  };
}

function captures(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1]!.trim());
}

function lastIndex(pattern: RegExp, text: string): number {
  return [...text.matchAll(pattern)].at(-1)?.index ?? -1;
}

function languageOrder(system: string): "it" | "en" | null {
  if (/\b(?:rispondi (?:sempre |solo )*in inglese|(?:answer|reply) (?:always |only )*in english)\b/i.test(system)) return "en";
  if (/\b(?:rispondi (?:sempre |solo )*in italiano|(?:answer|reply) (?:always |only )*in italian)\b/i.test(system)) return "it";
  return null;
}
