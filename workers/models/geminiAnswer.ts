import type { GenerateContentResponse } from "@google/genai/web";
import type { BilledTokens, ModelRequest, ModelResult } from "./port.ts";
import { isSoundRequest, mostTokensIn, mostTokensOut } from "./pricing.ts";

/** An answer as far as its stream has come. */
export interface Reading {
  text: string;
  finish: string | null;
  /** Set when the prompt itself was blocked: there is no candidate then. */
  blocked: string | null;
  usage: { tokensIn: number; tokensOut: number } | null;
  model: string;
}

export const nothingRead = (request: ModelRequest): Reading => ({
  text: "",
  finish: null,
  blocked: null,
  usage: null,
  model: request.model,
});

/** Source: https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse */
export const readChunk = (reading: Reading, chunk: GenerateContentResponse): Reading => {
  const candidate = chunk.candidates?.[0];
  const usage = chunk.usageMetadata;
  return {
    text: reading.text + textOf(chunk),
    finish: candidate?.finishReason ?? reading.finish,
    blocked: chunk.promptFeedback?.blockReason ?? reading.blocked,
    usage: usage
      ? {
          tokensIn: usage.promptTokenCount ?? 0,
          tokensOut: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
        }
      : reading.usage,
    model: chunk.modelVersion?.replace(/^models\//, "") ?? reading.model,
  };
};

/** The words of a piece, without what the model only thought. */
export const textOf = (chunk: GenerateContentResponse): string =>
  (chunk.candidates?.[0]?.content?.parts ?? []).map((part) => (part.thought ? "" : (part.text ?? ""))).join("");

const finished = new Map<string, "stop" | "length">([
  ["STOP", "stop"],
  ["MAX_TOKENS", "length"],
]);

/** Finish reasons by which Google withholds an answer for what it says. Source: https://ai.google.dev/api/generate-content#FinishReason */
const withheld = new Set(["SAFETY", "RECITATION", "LANGUAGE", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII"]);

/** What an answer amounts to once its stream has ended. */
export const conclude = (reading: Reading, request: ModelRequest): ModelResult => {
  const billed: BilledTokens = { model: reading.model, ...(reading.usage ?? mostTokensOf(request)), ...soundOf(request) };
  const failed = (failure: "refused" | "empty" | "cut", detail: string): ModelResult => ({ ok: false, failure, detail, billed });
  if (reading.blocked !== null) return failed("refused", `The prompt was blocked: ${reading.blocked}`);
  if (reading.finish === null) return failed("cut", "The stream ended without a finish reason");
  if (withheld.has(reading.finish)) return failed("refused", `The answer was withheld: ${reading.finish}`);
  if (reading.text.trim() === "") return failed("empty", `No text came: ${reading.finish}`);
  const finish = finished.get(reading.finish);
  if (!finish) return failed("cut", `The answer broke off: ${reading.finish}`);
  return { ok: true, text: reading.text, finish, ...billed };
};

/** Nobody says what a broken call has cost, so it is taken for the most it can have. */
export const mostUsage = (request: ModelRequest): Omit<BilledTokens, "model"> => ({
  ...mostTokensOf(request),
  ...soundOf(request),
});

const mostTokensOf = (request: ModelRequest) => ({ tokensIn: mostTokensIn(request), tokensOut: mostTokensOut(request) });

const soundOf = (request: ModelRequest): { hasSound?: true } => (isSoundRequest(request) ? { hasSound: true } : {});
