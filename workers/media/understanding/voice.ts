import * as z from "zod";
import type { ModelRequest } from "../../models/port.ts";
import { mediaRequest, stringField, type Asking } from "./asking.ts";
import { readJson, textField } from "./readJson.ts";
import type { Words } from "./words.ts";

const instructions = `You transcribe a recording, usually a voice note.
- transcript: the words that are spoken, with punctuation, in the language they are spoken in; not summarised, not translated, without remarks. Empty when nobody speaks.`;

/** Fast speech has some eight tokens a second; a recording of unknown length is taken for the usual 2 KB a second. */
const tokensPerSecond = 8;
const bytesPerSecond = 2_000;
const fewestTokens = 600;
const mostTokens = 8_192;

/** A question about a voice note: its words. */
export const voiceRequest = (asking: Asking): ModelRequest => {
  const seconds = asking.durationMs === null ? asking.file.bytes.length / bytesPerSecond : asking.durationMs / 1_000;
  return mediaRequest(asking, {
    instructions,
    text: "Transcribe this recording.",
    files: [asking.file],
    fields: { transcript: stringField("The words that are spoken") },
    required: ["transcript"],
    maxOutputTokens: Math.min(mostTokens, Math.max(fewestTokens, Math.ceil(seconds * tokensPerSecond))),
  });
};

const answerSchema = z.object({ transcript: textField(60_000) });

/** What was said; null when the answer cannot be read, or when nobody speaks. */
export const readVoice = (answer: string): Words | null => {
  const read = readJson(answer, answerSchema);
  return read?.transcript ? { text: read.transcript, description: null } : null;
};
