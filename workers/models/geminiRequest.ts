import type { Content, Part, ThinkingConfig } from "@google/genai/web";
import { toBase64 } from "./base64.ts";
import type { ModelContent, ModelRequest } from "./port.ts";
import { mostTokensOut } from "./pricing.ts";
import { thinkingOf } from "./thinking.ts";

/** What the SDK is given, and all of it: nothing else of a request reaches the wire. */
export interface GeminiRequest {
  model: string;
  contents: Content[];
  config: {
    systemInstruction: string;
    maxOutputTokens: number;
    thinkingConfig?: ThinkingConfig;
    responseMimeType?: "application/json";
    responseSchema?: Record<string, unknown>;
  };
}

/**
 * A request as Gemini gets it. The prompt preview shows `config.systemInstruction`, byte for byte.
 * Source: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent
 */
export const geminiRequest = (request: ModelRequest): GeminiRequest => {
  const thinking = thinkingOf(request.model);
  return {
    model: request.model,
    contents: request.contents.map((turn) => ({ role: turn.role, parts: partsOf(turn) })),
    config: {
      systemInstruction: request.system,
      maxOutputTokens: mostTokensOut(request),
      ...(thinking.config ? { thinkingConfig: thinking.config } : {}),
      ...(request.jsonSchema ? { responseMimeType: "application/json", responseSchema: request.jsonSchema } : {}),
    },
  };
};

/** Files first: what is asked about them comes after, as Google advises. A turn of files alone has no empty text. */
const partsOf = ({ text, files = [] }: ModelContent): Part[] => {
  const inline = files.map(({ mediaType, bytes }): Part => ({ inlineData: { mimeType: mediaType, data: toBase64(bytes) } }));
  return text === "" && inline.length > 0 ? inline : [...inline, { text }];
};
