import { GoogleGenAI } from "@google/genai/web";
import { createClients } from "./clients.ts";
import { usualTimeouts, type Timeouts } from "./deadline.ts";
import { callGemini } from "./geminiCall.ts";
import type { KeyedModel, KeyedResult } from "./keyedModel.ts";
import type { ModelResult } from "./port.ts";
import { nameAtVertex } from "./providerNames.ts";

export interface VertexOptions {
  project: string;
  location: string;
  /** Null: Google's own for the location. */
  apiBase: string | null;
  timeouts?: Timeouts;
}

/** Locations that are several regions under one jurisdiction. Source: https://cloud.google.com/vertex-ai/generative-ai/docs/learn/locations */
const multiRegions = new Set(["eu", "us"]);

/** Where Google answers for a location. */
export const vertexHost = (location: string): string => {
  if (location === "global") return "https://aiplatform.googleapis.com";
  return multiRegions.has(location)
    ? `https://aiplatform.${location}.rep.googleapis.com`
    : `https://${location}-aiplatform.googleapis.com`;
};

/**
 * Gemini on Vertex AI, opened with a service account's access token. The SDK's build for Workers knows API keys only, so the token
 * is put in where it would send one, and the model is named by its whole path.
 * Source: https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/inference
 */
export const createVertex = ({ project, location, apiBase, timeouts = usualTimeouts }: VertexOptions): KeyedModel => {
  const baseUrl = apiBase ?? vertexHost(location);
  const clientFor = createClients(
    (token) =>
      new GoogleGenAI({
        vertexai: true,
        apiKey: "replaced-by-the-access-token",
        httpOptions: { baseUrl, apiVersion: "v1", fetch: fetchWith(token) },
      }),
  );
  return {
    async generate(request, token, options) {
      const path = `projects/${project}/locations/${location}/publishers/google/models/${request.model}`;
      return namedForVertex(await callGemini({ client: clientFor(token), timeouts, path }, request, options));
    },
  };
};

const fetchWith =
  (token: string): typeof fetch =>
  (input, init) => {
    const headers = new Headers(init?.headers);
    headers.delete("x-goog-api-key");
    headers.set("authorization", `Bearer ${token}`);
    return fetch(input, { ...init, headers });
  };

const namedForVertex = ({ result, verdict }: KeyedResult): KeyedResult => ({ result: renamed(result), verdict });

const renamed = (result: ModelResult): ModelResult => {
  if (result.ok) return { ...result, model: nameAtVertex(result.model) };
  return result.billed ? { ...result, billed: { ...result.billed, model: nameAtVertex(result.billed.model) } } : result;
};
