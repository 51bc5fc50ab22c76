import type { Language } from "../../../schema/contract/enums.ts";
import type { MediaKind } from "../../../schema/contract/media.ts";
import type { ModelRequest } from "../../models/port.ts";
import type { DocumentText } from "../documents/documentText.ts";
import type { Asking } from "./asking.ts";
import { documentRequest, readDocument, scanRequest } from "./document.ts";
import { pictureRequest, readPicture } from "./picture.ts";
import { readVideo, videoRequest } from "./video.ts";
import { readVoice, voiceRequest } from "./voice.ts";
import { noteWords, type Words } from "./words.ts";

/**
 * What is to be done about a medium: nothing more, or one question to the model, with the words that stand if it isn't answered.
 * `harmful`: reading it has shown that it is made to do harm.
 */
export type Plan =
  | { kind: "known"; words: Words }
  | { kind: "harmful" }
  | { kind: "ask"; request: ModelRequest; read(answer: string): Words | null; without: Words };

/**
 * A request with everything in it may have 20 MB, and base64 makes four bytes of three.
 * Source: https://ai.google.dev/gemini-api/docs/files
 */
export const mostModelBytes = 14 * 1024 * 1024;

const unanswered: Words = { text: null, description: null };

/**
 * Decides what to do about a medium.
 *
 * @param own what was read without a model; null for what is seen or heard
 */
export const planOf = (kind: MediaKind, asking: Asking, own: DocumentText | null): Plan => {
  const { language, file } = asking;
  if (own?.kind === "harmful") return { kind: "harmful" };
  if (kind === "contact")
    return { kind: "known", words: own?.kind === "text" ? { ...unanswered, text: own.text } : note("unreadable", language) };
  if (own?.kind === "text") {
    const { text } = own;
    const read = (answer: string) => readDocument(answer, text);
    return { kind: "ask", request: documentRequest(asking, text), read, without: { ...unanswered, text } };
  }
  if (own && own.why !== "image_only") return { kind: "known", words: note(own.why, language) };
  if (file.bytes.length > mostModelBytes) return { kind: "known", words: note("too_large", language) };
  if (own) return question(scanRequest(asking), (answer) => readDocument(answer, null));
  // Gemini takes no GIF: https://ai.google.dev/gemini-api/docs/image-understanding#supported-formats
  if (file.mediaType === "image/gif") return { kind: "known", words: note("unsupported", language) };
  if (kind === "audio") return question(voiceRequest(asking), readVoice);
  if (kind === "video") return question(videoRequest(asking), readVideo);
  return question(pictureRequest(asking), (answer) => readPicture(answer, language));
};

const note = (key: Parameters<typeof noteWords>[0], language: Language): Words => noteWords(key, language);

const question = (request: ModelRequest, read: (answer: string) => Words | null): Plan => ({
  kind: "ask",
  request,
  read,
  without: unanswered,
});
