/** What a customer says about being written to. */
export type ConsentWord = "stopped" | "started";

/** The words WhatsApp and SMS users know, in Italian and English; the whole message has to be one of them. */
const words: Readonly<Record<string, ConsentWord>> = {
  stop: "stopped",
  "stop tutto": "stopped",
  annulla: "stopped",
  basta: "stopped",
  alt: "stopped",
  unsubscribe: "stopped",
  cancel: "stopped",
  end: "stopped",
  quit: "stopped",
  start: "started",
  inizia: "started",
  riprendi: "started",
  unstop: "started",
  subscribe: "started",
};

const longest = 40;

/**
 * Whether a message forbids (STOP, ANNULLA, BASTA, …) or allows again (START, RIPRENDI, …) to be written to. Case, accents,
 * punctuation and spaces don't matter; a word inside a sentence is not an order, and a mere yes is none either.
 *
 * @returns null for every other message
 */
export const consentWord = (text: string): ConsentWord | null => {
  if (text.length > longest) return null;
  const plain = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return Object.hasOwn(words, plain) ? (words[plain] ?? null) : null;
};
