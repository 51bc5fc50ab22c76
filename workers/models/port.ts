import type { Language } from "../../schema/contract/enums.ts";

/** One call to a language model. `contents` ends with what the customer has just written. */
export interface ModelRequest {
  /** The provider's name of the model, e.g. `gemini-2.5-flash`. */
  model: string;
  system: string;
  contents: { role: "user" | "model"; text: string }[];
  /** Upper bound of the answer itself; what a model needs to think comes on top (`thinking.ts`). */
  maxOutputTokens: number;
  /** The knowledge that is already part of `system`, piece by piece, for a model that can't read prose. */
  grounding?: { title: string; text: string }[];
  /** The customer's language; Italian when left out. */
  language?: Language;
}

export type ModelFailure = "unavailable" | "refused" | "empty" | "cut" | "bad_request" | "aborted";

/**
 * `unavailable`: rate limit, fault, timeout or network, worth another try. `refused`: the provider's safety rules.
 * `empty`: it had nothing to say. `cut`: the answer broke off. `bad_request`: the request can never succeed as it is.
 */
export type ModelResult =
  | { ok: true; text: string; finish: "stop" | "length"; tokensIn: number; tokensOut: number; model: string }
  | { ok: false; failure: ModelFailure; detail: string; billed?: BilledTokens };

/** What the provider charges, or may charge, for a call that failed. Left out where it charges nothing. */
export interface BilledTokens {
  model: string;
  tokensIn: number;
  tokensOut: number;
}

export interface ModelOptions {
  /** Ends the call at once, as `aborted`. */
  signal: AbortSignal;
  /** A piece of the answer, as soon as it is there. Until the result is `ok` it is a draft. */
  onDelta?: ((text: string) => void) | undefined;
  /** Everything given to `onDelta` so far is withdrawn: the call starts over. Without it, no call that has shown something does. */
  onRetract?: (() => void) | undefined;
  keyFor: KeyOwner;
}

export interface Model {
  /** Never rejects: what can go wrong with a provider is a value. */
  generate(request: ModelRequest, options: ModelOptions): Promise<ModelResult>;
}

/** Whose key pays: clients are answered with the tenant's own key, leads with the platform's pool (DESIGN section 4). */
export type KeyOwner = { tenantId: string; payer: "tenant" | "pool"; conversationId: string | null };
