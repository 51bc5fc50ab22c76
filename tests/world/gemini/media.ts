import type { GeminiBody, GeminiContent } from "../contract.ts";
import type { Core } from "../core.ts";
import { sha256 } from "../fileStore.ts";
import { readMarker } from "../samples/marker.ts";
import type { Marker } from "../samples/marker.ts";
import { pdfLines, pdfPages } from "../samples/pdf.ts";
import { invalidArgument } from "./errors.ts";
import type { GeminiError } from "./errors.ts";
import { imageSize, looksLike, seconds } from "./mediaFacts.ts";

export type Modality = "IMAGE" | "AUDIO" | "VIDEO" | "DOCUMENT";

/** One inline file of a request, as the model understands it. */
export interface Seen extends Marker {
  modality: Modality;
  mimeType: string;
  sha256: string;
  bytes: number;
  tokens: number;
  /** Index of the content it is in. */
  content: number;
}

/**
 * What can be sent inline.
 * Sources: https://ai.google.dev/gemini-api/docs/image-understanding, …/audio, …/video-understanding and …/document-processing,
 * each under supported formats.
 */
const TYPES: Record<Modality, RegExp> = {
  IMAGE: /^image\/(?:png|jpe?g|webp|heic|heif)$/,
  AUDIO: /^audio\/(?:wav|x-wav|mp3|mpeg|aiff|aac|x-aac|ogg|flac|mp4|m4a|webm)$/,
  VIDEO: /^video\/(?:mp4|mpeg|mov|quicktime|avi|x-flv|mpg|webm|wmv|3gpp)$/,
  DOCUMENT: /^(?:application\/pdf|text\/[\w.+-]+)$/,
};

interface Inline {
  mimeType: string;
  data: string;
  content: number;
  part: number;
}

export function modalityOf(mimeType: string): Modality | null {
  const bare = mimeType.split(";")[0]!.trim().toLowerCase();
  return (Object.keys(TYPES) as Modality[]).find((modality) => TYPES[modality].test(bare)) ?? null;
}

/** What Google refuses in a request's files: no type, a type it does not take, bytes that are not what they claim. */
export function checkMedia(body: GeminiBody): GeminiError | null {
  for (const { mimeType, data, content, part } of inlineParts(body)) {
    const place = `contents[${content}].parts[${part}].inline_data`;
    const modality = modalityOf(mimeType);
    if (modality === null) return invalidArgument(`Unsupported MIME type: ${mimeType}`);
    if (data === "") return invalidArgument(`* GenerateContentRequest.${place}: required field is missing: data\n`);
    if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(data))
      return invalidArgument(`Invalid value at '${place}.data' (TYPE_BYTES), Base64 decoding failed for "${data.slice(0, 20)}"`);
    const bytes = Buffer.from(data, "base64");
    if (modality === "IMAGE" && !looksLike(mimeType, bytes))
      return invalidArgument(
        "Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
      );
    if (mimeType === "application/pdf" && (!looksLike(mimeType, bytes) || pdfPages(bytes) === 0))
      return invalidArgument("The document has no pages.");
    if (!looksLike(mimeType, bytes)) return invalidArgument("Request contains an invalid argument.");
  }
  return null;
}

/** The files of a request, with what each shows or says: by what a test registered, else by what the file says of itself. */
export function mediaIn(core: Core, body: GeminiBody): Seen[] {
  return inlineParts(body).map(({ mimeType, data, content }) => {
    const bytes = Buffer.from(data, "base64");
    const hash = sha256(bytes);
    const modality = modalityOf(mimeType) ?? "DOCUMENT";
    const marker = core.state.heard[hash] ?? readMarker(bytes) ?? unmarked(modality, mimeType, bytes);
    return {
      ...marker,
      modality,
      mimeType,
      sha256: hash,
      bytes: bytes.length,
      tokens: tokens(modality, mimeType, bytes, marker),
      content,
    };
  });
}

function unmarked(modality: Modality, mimeType: string, bytes: Buffer): Marker {
  if (modality === "AUDIO") return { transcript: "Messaggio vocale di prova, senza parole note.", language: "it" };
  if (modality === "VIDEO") return { description: "Un video di prova." };
  if (modality === "IMAGE") return { description: "Un’immagine senza nulla di riconoscibile.", kind: "other" };
  const text = mimeType === "application/pdf" ? pdfLines(bytes).join("\n") : bytes.toString("utf8");
  return { kind: "document", text, description: `Un documento che comincia con: ${text.slice(0, 80).replaceAll("\n", " ")}` };
}

/**
 * 258 tokens for a small picture or per tile of 768 pixels, 263 per second of video, 32 per second of sound, 258 per page.
 * Sources: https://ai.google.dev/gemini-api/docs/tokens#multimodal-tokens and
 * https://ai.google.dev/gemini-api/docs/document-processing#technical-details
 */
function tokens(modality: Modality, mimeType: string, bytes: Buffer, marker: Marker): number {
  if (modality === "AUDIO") return Math.ceil((marker.durationSeconds ?? seconds(mimeType, bytes)) * 32);
  if (modality === "VIDEO") return Math.ceil((marker.durationSeconds ?? seconds(mimeType, bytes)) * 263);
  if (modality === "DOCUMENT")
    return mimeType === "application/pdf" ? Math.max(1, pdfPages(bytes)) * 258 : Math.ceil(bytes.length / 4);
  const { width, height } = imageSize(bytes) ?? { width: 0, height: 0 };
  return width <= 384 && height <= 384 ? 258 : Math.ceil(width / 768) * Math.ceil(height / 768) * 258;
}

function inlineParts(body: GeminiBody): Inline[] {
  const contents: GeminiContent[] = body.contents ?? [];
  return contents.flatMap((one, content) =>
    (one.parts ?? []).flatMap((part, at) => {
      const inline = (part.inlineData ?? part.inline_data) as
        | { mimeType?: string; mime_type?: string; data?: string }
        | undefined;
      if (inline === undefined) return [];
      return [{ mimeType: inline.mimeType ?? inline.mime_type ?? "", data: inline.data ?? "", content, part: at }];
    }),
  );
}
