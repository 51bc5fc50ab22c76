import { GoogleGenAI } from "@google/genai/web";
import { createClients } from "./clients.ts";
import { usualTimeouts, type Timeouts } from "./deadline.ts";
import { callGemini } from "./geminiCall.ts";
import type { KeyedModel } from "./keyedModel.ts";

export interface GeminiOptions {
  /** Google's, or that of whoever speaks its protocol. */
  baseUrl: string;
  /** Default: 20 s to the first word, 60 s in all. */
  timeouts?: Timeouts;
}

/** Gemini in AI Studio (the Gemini Developer API), opened with an API key. */
export const createGemini = ({ baseUrl, timeouts = usualTimeouts }: GeminiOptions): KeyedModel => {
  const clientFor = createClients((apiKey) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl, apiVersion: "v1beta" } }));
  return { generate: (request, key, options) => callGemini({ client: clientFor(key), timeouts }, request, options) };
};
