/**
 * Models this world serves.
 * Source: https://ai.google.dev/gemini-api/docs/models and https://ai.google.dev/gemini-api/docs/embeddings
 */
export const TEXT_MODELS = [
  "gemini-2.5-flash",
  "gemini-2.5-flash-lite",
  "gemini-2.5-pro",
  "gemini-3-flash-preview",
  "gemini-3.1-flash-lite",
  "gemini-3.1-pro-preview",
  "gemini-3.5-flash",
  "gemini-3.5-flash-lite",
  "gemini-3.6-flash",
  "gemini-flash-latest",
  "gemini-flash-lite-latest",
  "gemini-pro-latest",
];

/** Embedding models with their default number of dimensions. */
export const EMBEDDING_MODELS: Record<string, number> = {
  "gemini-embedding-001": 3072,
  "gemini-embedding-2": 3072,
};

export const TEXT_OPERATIONS = ["generateContent", "streamGenerateContent", "countTokens"];
export const EMBEDDING_OPERATIONS = ["embedContent", "batchEmbedContents", "countTokens"];

export function supports(model: string, operation: string): boolean {
  return (
    (TEXT_MODELS.includes(model) && TEXT_OPERATIONS.includes(operation)) ||
    (model in EMBEDDING_MODELS && EMBEDDING_OPERATIONS.includes(operation))
  );
}

/** One entry of `GET /models`. Source: https://ai.google.dev/api/models */
export function modelResource(model: string): Record<string, unknown> {
  const methods = model in EMBEDDING_MODELS ? EMBEDDING_OPERATIONS : TEXT_OPERATIONS;
  return {
    name: `models/${model}`,
    displayName: model,
    supportedGenerationMethods: methods,
    inputTokenLimit: model in EMBEDDING_MODELS ? 2048 : 1_048_576,
    outputTokenLimit: model in EMBEDDING_MODELS ? 1 : 65_536,
  };
}
