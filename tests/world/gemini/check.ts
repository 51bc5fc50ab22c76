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
  return null;
}
