import type { GeminiBody } from "../contract.ts";
import { invalidArgument } from "./errors.ts";
import type { GeminiError } from "./errors.ts";

/** Top-level fields of a GenerateContentRequest. Source: https://ai.google.dev/api/generate-content#method:-models.generatecontent */
const FIELDS = new Set([
  "contents",
  "tools",
  "toolConfig",
  "safetySettings",
  "systemInstruction",
  "generationConfig",
  "cachedContent",
  "model",
  "serviceTier",
  "store",
  "labels",
]);

/** A request with everything in it may have 20 MB. Source: https://ai.google.dev/gemini-api/docs/files ("larger than 20 MB") */
export const MAX_REQUEST_BYTES = 20 * 1024 * 1024;

export function tooLarge(): GeminiError {
  return invalidArgument(
    `Request payload size exceeds the limit: ${MAX_REQUEST_BYTES} bytes. Please use the Files API to upload large files.`,
  );
}

/** What Google would refuse in a request for text; null when it is fine. */
export function checkGenerate(body: GeminiBody): GeminiError | null {
  for (const field of Object.keys(body))
    if (!FIELDS.has(field)) return invalidArgument(`Invalid JSON payload received. Unknown name "${field}": Cannot find field.`);
  const contents = body.contents;
  if (!Array.isArray(contents) || contents.length === 0)
    return invalidArgument("* GenerateContentRequest.contents: contents is not specified\n");
  for (const [at, content] of contents.entries()) {
    if (content.role !== undefined && content.role !== "user" && content.role !== "model")
      return invalidArgument("Please use a valid role: user, model.");
    if (!Array.isArray(content.parts) || content.parts.length === 0)
      return invalidArgument(`* GenerateContentRequest.contents[${at}].parts: contents.parts must not be empty.\n`);
    if (content.parts.some((part) => Object.keys(part).length === 0))
      return invalidArgument(
        `* GenerateContentRequest.contents[${at}].parts[0].data: required oneof field 'data' must have one initialized field\n`,
      );
  }
  return checkConfig(body.generationConfig ?? {});
}

/** A schema needs a type of answer that can have one. Source: https://ai.google.dev/api/generate-content#v1beta.GenerationConfig (responseSchema) */
function checkConfig(config: Record<string, unknown>): GeminiError | null {
  const { responseMimeType: type, responseSchema, responseJsonSchema } = config;
  if (type !== undefined && !["text/plain", "application/json", "text/x.enum"].includes(String(type)))
    return invalidArgument(
      `* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are \`text/plain\`, \`application/json\`, \`application/xml\`, \`application/yaml\` and \`text/x.enum\`.\n`,
    );
  if (responseSchema !== undefined && responseJsonSchema !== undefined)
    return invalidArgument(
      "* GenerateContentRequest.generation_config: response_schema and response_json_schema must not be set both\n",
    );
  if ((responseSchema !== undefined || responseJsonSchema !== undefined) && type !== "application/json" && type !== "text/x.enum")
    return invalidArgument(
      "* GenerateContentRequest.generation_config.response_schema: only allowed with a compatible response_mime_type\n",
    );
  return null;
}
