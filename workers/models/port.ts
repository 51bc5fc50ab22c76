import type { CustomerLanguage } from "../../schema/contract/enums.ts";

/** A turn of the talk; files come before its text. */
export interface ModelContent {
  role: "user" | "model";
  text: string;
  files?: { mediaType: string; bytes: Uint8Array }[];
}

/** One call to a language model. `contents` ends with what the customer has just written. */
export interface ModelRequest {
  /** The provider's name of the model, e.g. `gemini-3.5-flash-lite`. */
  model: string;
  system: string;
  contents: ModelContent[];
  /** Upper bound of the answer itself; what a model needs to think comes on top (`thinking.ts`). */
  maxOutputTokens: number;
  /** The knowledge that is already part of `system`, piece by piece, for a model that can't read prose. */
  grounding?: { title: string; text: string }[];
  /** The customer's language; Italian when left out. */
  language?: CustomerLanguage;
  /** The answer has to be JSON of this schema (OpenAPI 3.0 subset, as Gemini takes it). */
  jsonSchema?: Record<string, unknown>;
  /** Which provider answers; `auto` when left out. */
  provider?: "auto" | "vertex" | "ai_studio";
}

export type ModelFailure = "unavailable" | "refused" | "empty" | "cut" | "bad_request" | "aborted";

/**
 * `unavailable`: rate limit, fault, timeout or network, worth another try. `refused`: the provider's safety rules.
 * `empty`: it had nothing to say. `cut`: the answer broke off. `bad_request`: the request can never succeed as it is.
 */
export type ModelResult =
  | ({ ok: true; text: string; finish: "stop" | "length" } & BilledTokens)
  | { ok: false; failure: ModelFailure; detail: string; billed?: BilledTokens };

/** What the provider charges, or may charge. A failed call that costs nothing has none. */
export interface BilledTokens {
  /** What answered: the provider's name of the model, behind `vertex/` when Vertex AI did. */
  model: string;
  tokensIn: number;
  tokensOut: number;
  /** Sound was among the input, which some models bill at a higher price. */
  hasSound?: boolean;
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
