import { words } from "./text.ts";

const INSTRUCTION =
  /\b(?:rispondi|usa|aiuti|digli|dillo|inviti|tell them|say so|non |devi|sei un|sei il|sei la|tu sei|mai|sempre|answer|reply|never|always|you are|do not|must)\b|[━#:]\s*$|^\W*[A-ZÀ-Ü ]{8,}$/i;

/** Questions often name a thing by a word that its answer does not use: opening hours, prices. */
const SAME: Record<string, string> = {
  orari: "apert",
  aperta: "apert",
  aperti: "apert",
  prezz: "euro",
  costo: "euro",
  costa: "euro",
  hours: "open",
};

/**
 * The sentence of the system instruction that shares most words with a question, if it shares enough; orders to the model
 * are not quoted. This is how the brain shows that a piece of knowledge reached it.
 */
export function knowledgeLine(question: string, system: string): string | null {
  const asked = new Set(words(question).map(stem));
  if (asked.size === 0) return null;
  let best: { line: string; score: number } | null = null;
  for (const line of system.split(/\n|(?<=[.!?])\s+/)) {
    const clean = line.replace(/^[\s\-*•\d.)]+/, "").trim();
    if (clean.length < 12 || INSTRUCTION.test(clean)) continue;
    const shared = new Set(
      words(clean)
        .map(stem)
        .filter((word) => asked.has(word)),
    ).size;
    const enough = shared >= 2 || (shared === 1 && asked.size <= 2);
    if (enough && (best === null || shared > best.score)) best = { line: clean, score: shared };
  }
  return best?.line ?? null;
}

/** Word beginnings, so that singular and plural, verb and noun, still meet. */
function stem(word: string): string {
  const same = SAME[word] ?? SAME[word.slice(0, 5)];
  if (same !== undefined) return same;
  return word.length > 5 ? word.slice(0, 5) : word.length > 3 ? word.slice(0, -1) : word;
}
