/** What a customer says about being written to. */
export type ConsentWord = "stopped" | "started";

/**
 * The words WhatsApp and SMS users know, in Italian and English; the whole message has to be one of them. Those that Twilio obeys by
 * itself are all here: what it refuses to deliver from then on, nobody should be left trying to send.
 * Source: https://help.twilio.com/articles/223134027
 */
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
  stopall: "stopped",
  "stop all": "stopped",
  revoke: "stopped",
  optout: "stopped",
  "opt out": "stopped",
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
