import type { KeyOwner, ModelRequest } from "../../workers/models/port.ts";

/** A small request for the default model; what a test is about is laid over it. */
export const aRequest = (over: Partial<ModelRequest> = {}): ModelRequest => ({
  model: "gemini-2.5-flash",
  system: "Sei l'assistente di una palestra.",
  contents: [{ role: "user", text: "Ciao, quali sono gli orari?" }],
  maxOutputTokens: 400,
  language: "it",
  ...over,
});

export const never = (): AbortSignal => new AbortController().signal;

export const lead: KeyOwner = { tenantId: "ten_a", payer: "pool", conversationId: "cnv_a" };
export const client: KeyOwner = { tenantId: "ten_a", payer: "tenant", conversationId: "cnv_a" };
