/** A refusal in the Gemini API's JSON shape. Source: https://ai.google.dev/gemini-api/docs/generate-content/api-errors */
export interface GeminiError {
  error: { code: number; message: string; status: string; details?: unknown[] };
}

export function geminiError(code: number, status: string, message: string, details?: unknown[]): GeminiError {
  return { error: { code, message, status, ...(details === undefined ? {} : { details }) } };
}

/** A key that Google does not know is a 400, not a 401. Source: https://ai.google.dev/gemini-api/docs/generate-content/api-errors */
export function invalidKey(): GeminiError {
  const message = "API key not valid. Please pass a valid API key.";
  return geminiError(400, "INVALID_ARGUMENT", message, [
    {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "API_KEY_INVALID",
      domain: "googleapis.com",
      metadata: { service: "generativelanguage.googleapis.com" },
    },
    { "@type": "type.googleapis.com/google.rpc.LocalizedMessage", locale: "en-US", message },
  ]);
}

export function missingKey(): GeminiError {
  return geminiError(
    403,
    "PERMISSION_DENIED",
    "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
  );
}

export function unknownModel(model: string, version: string): GeminiError {
  return geminiError(
    404,
    "NOT_FOUND",
    `models/${model} is not found for API version ${version}, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`,
  );
}

export function invalidArgument(message: string): GeminiError {
  return geminiError(400, "INVALID_ARGUMENT", message);
}

/** 429, 500 and 503 as the troubleshooting table words them. Source: https://ai.google.dev/gemini-api/docs/troubleshooting */
export function overloaded(status: number, retryAfterSeconds = 1): GeminiError {
  if (status === 429)
    return geminiError(
      429,
      "RESOURCE_EXHAUSTED",
      "You exceeded your current quota, please check your plan and billing details.",
      [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: `${retryAfterSeconds}s` }],
    );
  if (status === 503) return geminiError(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
  return geminiError(status, "INTERNAL", "An internal error has occurred. Please retry.");
}
