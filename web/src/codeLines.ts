/**
 * Messages that carry a code and nothing else: the page's link code as it comes by WhatsApp, the answer with the code that goes back into
 * the page, and the words that join Twilio's Sandbox. Who reads along needs to know that they passed, not what they were.
 */
export type CodeLine = "linkCode" | "confirmCode" | "sandbox";

const shapes: readonly (readonly [CodeLine, RegExp])[] = [
  ["linkCode", /^\s*FILO[-\u2010-\u2015][0-9A-Z]{6}\s*$/i],
  ["confirmCode", /^(Il tuo codice è|Your code is|Tu código es|Ton code est) \d{6}\./],
  ["sandbox", /^\s*join\s+[a-z]+-[a-z]+\s*$/i],
];

/** Which of them a text is; null for every other. */
export const codeLineOf = (text: string): CodeLine | null => shapes.find(([, shape]) => shape.test(text))?.[0] ?? null;
