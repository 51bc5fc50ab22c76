import type { GeminiBody, GeminiRequest } from "../contract.ts";
import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import { answerJson, parseJson } from "../http.ts";
import type { Exchange } from "../http.ts";
import { redacted } from "../gemini/capture.ts";
import { MAX_REQUEST_BYTES, tooLarge } from "../gemini/check.ts";
import { embedText } from "../gemini/embed.ts";
import { geminiError, invalidArgument } from "../gemini/errors.ts";
import type { GeminiError } from "../gemini/errors.ts";
import { generate } from "../gemini/generate.ts";
import { EMBEDDING_MODELS, supports } from "../gemini/models.ts";
import { fingerprint, voice } from "../gemini/routes.ts";
import { countTokens } from "../gemini/text.ts";

const CALL = /^\/v1(?:beta1)?\/projects\/([^/]+)\/locations\/([^/]+)\/publishers\/google\/models\/([^/:]+):([A-Za-z]+)$/;

/**
 * Gemini on Vertex AI: the same requests and answers as in AI Studio, opened by a service account's token and tied to its project.
 * Sources: https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference and …/model-reference/api-errors
 */
export async function vertexRoutes(core: Core, exchange: Exchange): Promise<void> {
  const [, project = "", location = "", model = "", operation = ""] = CALL.exec(exchange.path) ?? [];
  const fault = core.faults.take("vertex", operation, exchange.body);
  if (fault !== null) core.events.emit({ type: "faults" });
  const body = (parseJson(exchange.body) ?? null) as GeminiBody | null;
  const token = /^Bearer (.+)$/.exec(exchange.headers.authorization ?? "")?.[1];
  const known = core.state.accessTokens.find((one) => one.token === token);
  const captured: GeminiRequest = Object.assign(core.capture(exchange, null, fault?.kind ?? null), {
    body: redacted(body ?? {}),
    model,
    operation,
    keyFingerprint: fingerprint(known?.email ?? token ?? ""),
    answer: null,
    platform: "vertex" as const,
    project,
    location,
  });
  core.geminiRequests.push(captured);

  const refused = admit(core, exchange, { token, known, project, model, location });
  if (refused !== null) return refuse(exchange, refused);
  if (await failEarly(exchange, fault, voice(fault))) return;
  const served = operation === "predict" ? model in EMBEDDING_MODELS : supports(model, operation);
  if (exchange.method !== "POST" || !served) return refuse(exchange, noModel(project, location, model));
  if (Buffer.byteLength(exchange.body) > MAX_REQUEST_BYTES) return refuse(exchange, tooLarge());
  if (body === null || typeof body !== "object") return refuse(exchange, invalidArgument("Invalid JSON payload received."));
  if (fault?.kind === "badJson" && failLate(exchange, fault)) return;
  if (operation === "predict") return predict(exchange, model, body);
  if ((body.contents ?? []).some((content) => content.role !== "user" && content.role !== "model"))
    return refuse(exchange, invalidArgument("Please use a valid role: user, model."));
  await generate(core, exchange, captured, body, fault);
}

interface Caller {
  token: string | undefined;
  known: Core["state"]["accessTokens"][number] | undefined;
  project: string;
  location: string;
  model: string;
}

/** Wording as Google's front end has it. Source: https://cloud.google.com/apis/design/errors#http_mapping (UNAUTHENTICATED, PERMISSION_DENIED) */
function admit(core: Core, exchange: Exchange, { token, known, project, location, model }: Caller): GeminiError | null {
  const hint = "Expected OAuth 2 access token, login cookie or other valid authentication credential.";
  const missing = `Request is missing required authentication credential. ${hint}`;
  const invalid = `Request had invalid authentication credentials. ${hint}`;
  if (token === undefined) return geminiError(401, "UNAUTHENTICATED", missing, [reason("CREDENTIALS_MISSING")]);
  if (known === undefined) return geminiError(401, "UNAUTHENTICATED", invalid, [reason("ACCESS_TOKEN_TYPE_UNSUPPORTED")]);
  if (known.expiresAt <= core.now()) return geminiError(401, "UNAUTHENTICATED", invalid, [reason("ACCESS_TOKEN_EXPIRED")]);
  if (project === "") return geminiError(404, "NOT_FOUND", `The requested URL ${exchange.path} was not found on this server.`);
  if (known.projectId !== project)
    return geminiError(
      403,
      "PERMISSION_DENIED",
      `Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/projects/${project}/locations/${location}/publishers/google/models/${model}' (or it may not exist).`,
      [reason("IAM_PERMISSION_DENIED")],
    );
  return null;
}

function reason(name: string): Record<string, unknown> {
  return {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason: name,
    domain: "googleapis.com",
    metadata: { service: "aiplatform.googleapis.com" },
  };
}

function noModel(project: string, location: string, model: string): GeminiError {
  return geminiError(
    404,
    "NOT_FOUND",
    `Publisher Model \`projects/${project}/locations/${location}/publishers/google/models/${model}\` was not found or your project does not have access to it. Please ensure you are using a valid model version.`,
  );
}

/** Embeddings, Vertex AI's way. Source: https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api */
function predict(exchange: Exchange, model: string, body: GeminiBody): void {
  const instances = body.instances as { content?: string }[] | undefined;
  const wanted = (body.parameters as { outputDimensionality?: number } | undefined)?.outputDimensionality;
  if (
    !Array.isArray(instances) ||
    instances.length === 0 ||
    instances.some((one) => typeof one.content !== "string" || one.content === "")
  )
    return refuse(exchange, invalidArgument("The text content is empty."));
  const predictions = instances.map(({ content = "" }) => ({
    embeddings: {
      values: embedText(content, wanted ?? EMBEDDING_MODELS[model]!),
      statistics: { truncated: false, token_count: countTokens(content) },
    },
  }));
  answerJson(exchange, 200, { predictions });
}

function refuse(exchange: Exchange, error: GeminiError): void {
  answerJson(exchange, error.error.code, error);
}
