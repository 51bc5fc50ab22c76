import type { Content, ThinkingConfig } from "@google/genai/web";
import type { ModelRequest } from "./port.ts";
import { mostTokensOut } from "./pricing.ts";
import { thinkingOf } from "./thinking.ts";

/** What the SDK is given, and all of it: nothing else of a request reaches the wire. */
export interface GeminiRequest {
  model: string;
  contents: Content[];
  config: { systemInstruction: string; maxOutputTokens: number; thinkingConfig?: ThinkingConfig };
}

/**
 * A request as Gemini gets it. The prompt preview shows `config.systemInstruction`, byte for byte.
 * Source: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
export const geminiRequest = (request: ModelRequest): GeminiRequest => {
  const thinking = thinkingOf(request.model);
  return {
    model: request.model,
    contents: request.contents.map(({ role, text }) => ({ role, parts: [{ text }] })),
    config: {
      systemInstruction: request.system,
      maxOutputTokens: mostTokensOut(request),
      ...(thinking.config ? { thinkingConfig: thinking.config } : {}),
    },
  };
};
