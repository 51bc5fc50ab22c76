import type { GeminiBody, GeminiContent } from "../contract.ts";

const STOP_WORDS = new Set(
  (
    "il lo la i gli le un uno una di a da in con su per tra fra e o ma se che chi cui non mi ti si ci vi ne del della dei delle " +
    "al alla ai alle dal dalla nel nella sul sulla è sono sei ho hai ha abbiamo hanno come cosa quale quali quanto questo questa " +
    "mio mia miei mie tuo tua suo sua anche più molto poi qui vorrei posso puoi può the a an of to in on for and or but if that who " +
    "not me you we they is are am be do does have has what which how my your it this i can could would please with at from"
  ).split(" "),
);

/** Words in lower case without accents, those that carry nothing left out. */
export function words(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !STOP_WORDS.has(word))
    .map((word) => word.normalize("NFD").replace(/\p{M}/gu, ""))
    .filter((word) => word.length > 1);
}

export function partTexts(content: GeminiContent | undefined): string[] {
  return (content?.parts ?? []).map((part) => part.text ?? "").filter((text) => text.trim() !== "");
}

/** What the customer has said since the model's last turn. */
export function pendingTexts(body: GeminiBody): string[] {
  const contents = body.contents ?? [];
  return contents.slice(contents.findLastIndex((content) => content.role === "model") + 1).flatMap(partTexts);
}

/** Roughly what Google counts: a token is about four characters. Source: https://ai.google.dev/gemini-api/docs/tokens */
export function countTokens(text: string): number {
  return text === "" ? 0 : Math.ceil(text.length / 4);
}

const ITALIAN =
  /\b(ciao|salve|buongiorno|buonasera|grazie|che|come|sono|vorrei|mi|quanto|quali|perché|ho|non|il|la|di|obiettivo|domanda|posso|oggi)\b/gi;
const ENGLISH = /\b(hello|hi|thanks|the|what|how|my|is|are|would|want|name|please|today|can|you|goal|question|and|have)\b/gi;

export type Language = "it" | "en";

/** Which of the two languages a text rather is; `fallback` when it gives no hint. */
export function languageOf(text: string, fallback: Language): Language {
  const italian = text.match(ITALIAN)?.length ?? 0;
  const english = text.match(ENGLISH)?.length ?? 0;
  if (italian === english) return fallback;
  return italian > english ? "it" : "en";
}

/** Text in pieces of a few words each, joined again the same text. */
export function pieces(text: string, wordsEach = 3): string[] {
  const tokens = text.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
  const result: string[] = [];
  for (let at = 0; at < tokens.length; at += wordsEach) result.push(tokens.slice(at, at + wordsEach).join(""));
  return result;
}
