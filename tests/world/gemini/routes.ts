import { createHash } from "node:crypto";
import type { GeminiBody, GeminiRequest } from "../contract.ts";
import type { Fault } from "../switches.ts";
import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import type { FailureVoice } from "../faults.ts";
import { answerJson, parseJson } from "../http.ts";
import type { Exchange } from "../http.ts";
import { redacted } from "./capture.ts";
import { MAX_REQUEST_BYTES, tooLarge } from "./check.ts";
import { embeddings } from "./embedRoute.ts";
import { geminiError, invalidArgument, invalidKey, missingKey, overloaded, unknownModel } from "./errors.ts";
import type { GeminiError } from "./errors.ts";
import { generate } from "./generate.ts";
import { EMBEDDING_MODELS, TEXT_MODELS, modelResource, supports } from "./models.ts";

const CALL = /^\/(v1|v1beta)\/models\/([^/:]+):([A-Za-z]+)$/;
const MODELS = /^\/(v1|v1beta)\/models(?:\/([^/:]+))?$/;

/** The Gemini API, as far as text and embeddings go. Source: https://ai.google.dev/api */
export async function geminiRoutes(core: Core, exchange: Exchange): Promise<void> {
  const [, version = "v1beta", model = "", operation = ""] = CALL.exec(exchange.path) ?? [];
  const fault = core.faults.take("gemini", operation, exchange.body);
  if (fault !== null) core.events.emit({ type: "faults" });
  const body = (parseJson(exchange.body) ?? null) as GeminiBody | null;
  const key = exchange.headers["x-goog-api-key"] ?? exchange.query.get("key");
  const captured: GeminiRequest = Object.assign(core.capture(exchange, null, fault?.kind ?? null), {
    body: redacted(body ?? {}),
    model,
    operation,
    keyFingerprint: fingerprint(key ?? ""),
    answer: null,
    platform: "studio" as const,
  });
  core.geminiRequests.push(captured);

  const refusal = admit(core, key);
  if (refusal !== null) return refuse(exchange, refusal);
  if (await failEarly(exchange, fault, voice(fault))) return;
  if (operation === "") return models(exchange);
  if (exchange.method !== "POST" || !supports(model, operation)) return refuse(exchange, unknownModel(model, version));
  if (Buffer.byteLength(exchange.body) > MAX_REQUEST_BYTES) return refuse(exchange, tooLarge());
  if (body === null || typeof body !== "object") return refuse(exchange, invalidArgument("Invalid JSON payload received."));
  if (fault?.kind === "badJson" && failLate(exchange, fault)) return;

  if (operation.startsWith("embed") || operation.startsWith("batch")) {
    if (failLate(exchange, fault)) return;
    return embeddings(exchange, model, operation, body);
  }
  await generate(core, exchange, captured, body, fault);
}

/** Tells keys apart without keeping them. */
export function fingerprint(key: string): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 12);
}

function admit(core: Core, key: string | null): GeminiError | null {
  if (key === null || key === "") return missingKey();
  return core.state.geminiKeys.includes(key) ? null : invalidKey();
}

function models(exchange: Exchange): void {
  const [, version = "v1beta", model] = MODELS.exec(exchange.path) ?? [];
  const all = [...TEXT_MODELS, ...Object.keys(EMBEDDING_MODELS)];
  if (exchange.method !== "GET" || !MODELS.test(exchange.path))
    return refuse(exchange, geminiError(404, "NOT_FOUND", "Requested entity was not found."));
  if (model === undefined) return answerJson(exchange, 200, { models: all.map(modelResource) });
  if (!all.includes(model)) return refuse(exchange, unknownModel(model, version));
  answerJson(exchange, 200, modelResource(model));
}

export function voice(fault: Fault | null): FailureVoice {
  return {
    error: (status) => JSON.stringify(overloaded(status, fault?.retryAfterSeconds)),
    refusal: ({ status, code, message }) => JSON.stringify(geminiError(status, String(code), message)),
  };
}

function refuse(exchange: Exchange, error: GeminiError): void {
  answerJson(exchange, error.error.code, error);
}
