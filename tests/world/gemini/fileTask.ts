import type { GeminiBody, GeminiContent } from "../contract.ts";
import type { Seen } from "./media.ts";
import { languageOf, partTexts } from "./text.ts";
import type { Language } from "./text.ts";

const TRANSCRIBE = /\b(?:trascriv|trascrizion|transcri)/i;
const DESCRIBE =
  /\b(?:descri(?:vi|be|zion|ption)|analizza|analy[sz]e|riassum|summar|leggi il testo|estrai|extract|ocr\b|che cosa mostra|what does)/i;

const READ = ["Nel documento leggo", "In the document I read"] as const;
const SHOWN = ["Nell’immagine vedo", "In the picture I see"] as const;

/** Whether a line is such a remark, to be repeated as it stands. */
export function isRemark(line: string): boolean {
  return [...READ, ...SHOWN].some((opening) => line.startsWith(`${opening}: `));
}

/** The answer to a request that is about its file alone, such as a transcription; null when it is a conversation. */
export function fileTask(body: GeminiBody, seen: Seen[]): string | null {
  const contents = body.contents ?? [];
  const here = seen.filter((one) => one.content === contents.length - 1);
  if (here.length === 0 || contents.some((content) => content.role === "model")) return null;
  const words = partTexts(contents.at(-1));
  const order = (words.length > 0 ? words : partTexts(body.systemInstruction)).join("\n");
  if (TRANSCRIBE.test(order) && here.some((one) => one.transcript !== undefined))
    return here
      .map((one) => one.transcript ?? "")
      .filter((text) => text !== "")
      .join("\n");
  if (!DESCRIBE.test(order)) return null;
  return here.map(told).join("\n");
}

function told(one: Seen): string {
  const calories = one.calories === undefined ? [] : [`Calorie stimate: ${one.calories} kcal`];
  return [one.description, one.text, one.transcript, ...calories].filter((text) => text !== undefined).join("\n");
}

/**
 * The request with each file replaced by words: what was spoken stands there as if it had been written, what is shown stands
 * as a remark that the answer repeats.
 */
export function withMediaSaid(body: GeminiBody, seen: Seen[]): GeminiBody {
  if (seen.length === 0) return body;
  const waiting = [...seen];
  const fallback = languageOf((body.contents ?? []).flatMap(partTexts).join(" "), "it");
  const contents = (body.contents ?? []).map((content): GeminiContent => ({
    ...content,
    parts: (content.parts ?? []).map((part) => {
      if (part.inlineData === undefined && part.inline_data === undefined) return part;
      return { text: spoken(waiting.shift()!, fallback) };
    }),
  }));
  return { ...body, contents };
}

function spoken(one: Seen, language: Language): string {
  if (one.modality === "AUDIO" && one.transcript !== undefined) return one.transcript;
  const what = (one.description ?? one.text ?? one.transcript ?? "").replace(/\s+/g, " ");
  const [it, en] = one.modality === "DOCUMENT" ? READ : SHOWN;
  return `${language === "it" ? it : en}: ${what}`;
}
