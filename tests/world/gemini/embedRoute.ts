import type { GeminiBody, GeminiContent } from "../contract.ts";
import { answerJson } from "../http.ts";
import type { Exchange } from "../http.ts";
import { embedText } from "./embed.ts";
import { invalidArgument } from "./errors.ts";
import { EMBEDDING_MODELS } from "./models.ts";
import { partTexts } from "./text.ts";

interface EmbedRequest {
  model?: string;
  content?: GeminiContent;
  outputDimensionality?: number;
}

const MAX_BATCH = 100;

/** `embedContent` and `batchEmbedContents`. Source: https://ai.google.dev/api/embeddings */
export function embeddings(exchange: Exchange, model: string, operation: string, body: GeminiBody): void {
  const batch = operation === "batchEmbedContents";
  const requests = (batch ? body.requests : [body]) as EmbedRequest[] | undefined;
  if (!Array.isArray(requests) || requests.length === 0 || requests.length > MAX_BATCH)
    return refuse(exchange, `* BatchEmbedContentsRequest.requests: between 1 and ${MAX_BATCH} requests are needed\n`);
  const values: number[][] = [];
  for (const request of requests) {
    if (batch && request.model !== `models/${model}`)
      return refuse(exchange, "* BatchEmbedContentsRequest.requests[].model: must match the model of the call\n");
    const text = partTexts(request.content).join("\n");
    if (text === "") return refuse(exchange, "* EmbedContentRequest.content: contents is not specified\n");
    values.push(embedText(text, request.outputDimensionality ?? EMBEDDING_MODELS[model]!));
  }
  if (batch) return answerJson(exchange, 200, { embeddings: values.map((one) => ({ values: one })) });
  answerJson(exchange, 200, { embedding: { values: values[0] } });
}

function refuse(exchange: Exchange, message: string): void {
  answerJson(exchange, 400, invalidArgument(message));
}
