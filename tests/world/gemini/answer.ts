import type { GeminiBody } from "../contract.ts";
import type { FaultKind, ScriptedAnswer } from "../switches.ts";
import type { Core } from "../core.ts";
import { think } from "./brain.ts";
import { fileTask, withMediaSaid } from "./fileTask.ts";
import type { Seen } from "./media.ts";
import { structured, wantsJson } from "./structured.ts";
import { countTokens, partTexts, pieces } from "./text.ts";

/** What the model is going to say, before it is put on the wire. */
export interface PlannedAnswer {
  chunks: string[];
  finishReason: string;
  blockReason: string | null;
  /** Stream ends without a finish reason and without closing properly after this many chunks; null: whole. */
  cutAfter: number | null;
  firstTokenMs: number;
  chunkMs: number;
}

/** The script's next fitting answer, or the brain's, changed by the failure that was asked for. */
export function planAnswer(
  core: Core,
  body: GeminiBody,
  scripted: ScriptedAnswer | null,
  fault: FaultKind | null,
  seen: Seen[],
): PlannedAnswer {
  const full = scripted?.chunks?.join("") ?? scripted?.text ?? answerTo(body, seen);
  const { text, cut } = limit(full, body);
  const plan: PlannedAnswer = {
    chunks: scripted?.chunks !== undefined && !cut ? scripted.chunks : pieces(text),
    finishReason: scripted?.finishReason ?? (cut ? "MAX_TOKENS" : "STOP"),
    blockReason: scripted?.blockReason ?? null,
    cutAfter: null,
    firstTokenMs: scripted?.firstTokenMs ?? core.state.pace.firstTokenMs,
    chunkMs: scripted?.chunkMs ?? core.state.pace.chunkMs,
  };
  if (plan.blockReason !== null) return { ...plan, chunks: [] };
  if (fault === "emptyAnswer") return { ...plan, chunks: [] };
  if (fault === "refusal") return { ...plan, chunks: [], finishReason: "SAFETY" };
  if (fault === "blockedPrompt") return { ...plan, chunks: [], blockReason: "SAFETY" };
  if (fault === "maxTokens") return { ...plan, chunks: plan.chunks.slice(0, 1), finishReason: "MAX_TOKENS" };
  if (fault === "cutStream") return { ...plan, cutAfter: Math.max(1, Math.floor(plan.chunks.length / 2)) };
  return plan;
}

/** `maxOutputTokens` cuts the text and says so. Source: https://ai.google.dev/api/generate-content#FinishReason */
function limit(text: string, body: GeminiBody): { text: string; cut: boolean } {
  const max = Number(body.generationConfig?.maxOutputTokens ?? Infinity);
  return countTokens(text) <= max ? { text, cut: false } : { text: text.slice(0, max * 4), cut: true };
}

/** JSON where JSON is asked for, what a task about a file asks for, or an answer in conversation. */
function answerTo(body: GeminiBody, seen: Seen[]): string {
  if (wantsJson(body)) return JSON.stringify(structured(body, seen));
  return fileTask(body, seen) ?? think(withMediaSaid(body, seen));
}

/** Words and media of a prompt, in tokens, per modality. Source: https://ai.google.dev/api/generate-content#ModalityTokenCount */
export function promptTokens(
  body: GeminiBody,
  seen: Seen[],
): { total: number; details: { modality: string; tokenCount: number }[] } {
  const text = countTokens([body.systemInstruction, ...(body.contents ?? [])].flatMap(partTexts).join("\n"));
  const details = [{ modality: "TEXT", tokenCount: text }];
  for (const modality of ["IMAGE", "AUDIO", "VIDEO", "DOCUMENT"]) {
    const count = seen.filter((one) => one.modality === modality).reduce((sum, one) => sum + one.tokens, 0);
    if (count > 0) details.push({ modality, tokenCount: count });
  }
  return { total: details.reduce((sum, one) => sum + one.tokenCount, 0), details };
}

/** Source: https://ai.google.dev/api/generate-content#UsageMetadata */
export function usage(body: GeminiBody, answer: string, seen: Seen[]): Record<string, unknown> {
  const { total: promptTokenCount, details: promptTokensDetails } = promptTokens(body, seen);
  const candidatesTokenCount = countTokens(answer);
  return {
    promptTokenCount,
    candidatesTokenCount,
    totalTokenCount: promptTokenCount + candidatesTokenCount,
    promptTokensDetails,
  };
}

/** What an answer has to know of its request. */
export interface AnsweredRequest {
  body: GeminiBody;
  model: string;
  id: string;
  seen: Seen[];
}

const RATINGS = ["HARASSMENT", "HATE_SPEECH", "SEXUALLY_EXPLICIT", "DANGEROUS_CONTENT"];

/** One GenerateContentResponse, whole or a piece of a stream. Source: https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse */
export function responseBody(
  request: AnsweredRequest,
  piece: { text: string; soFar: string; finishReason: string | null; blockReason: string | null },
): Record<string, unknown> {
  const tail = {
    usageMetadata: usage(request.body, piece.soFar, request.seen),
    modelVersion: request.model,
    responseId: request.id,
  };
  if (piece.blockReason !== null)
    return { promptFeedback: { blockReason: piece.blockReason, safetyRatings: ratings(true) }, ...tail };
  const candidate: Record<string, unknown> = { index: 0 };
  if (piece.text !== "") candidate.content = { parts: [{ text: piece.text }], role: "model" };
  else if (piece.finishReason !== "SAFETY") candidate.content = { role: "model" };
  if (piece.finishReason !== null) candidate.finishReason = piece.finishReason;
  if (piece.finishReason === "SAFETY") candidate.safetyRatings = ratings(true);
  return { candidates: [candidate], ...tail };
}

/** Source: https://ai.google.dev/gemini-api/docs/safety-settings */
function ratings(blocked: boolean): Record<string, unknown>[] {
  return RATINGS.map((name, at) => ({
    category: `HARM_CATEGORY_${name}`,
    probability: blocked && at === 3 ? "HIGH" : "NEGLIGIBLE",
    ...(blocked && at === 3 ? { blocked: true } : {}),
  }));
}
