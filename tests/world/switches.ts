export type Provider = "twilio" | "gemini" | "mail";

export type FaultKind =
  | "http500"
  | "http503"
  | "http429"
  /** Never answers; nothing is accepted. */
  | "hang"
  /** Closes the socket before doing anything. */
  | "reset"
  /** Does the work, then never answers. */
  | "hangAfterAccept"
  /** Does the work, then closes the socket. */
  | "resetAfterAccept"
  | "badJson"
  | "slow"
  /** The refusal given in `error`. */
  | "refuse"
  /** Gemini only, from here on. */
  | "emptyAnswer"
  | "refusal"
  | "blockedPrompt"
  | "maxTokens"
  | "cutStream";

export interface FaultSpec {
  provider: Provider;
  kind: FaultKind;
  /** How many matching calls fail; default 1, null = until cleared. */
  times?: number | null;
  /** Chance per matching call in 0..1, drawn from the world's seed; default 1. */
  probability?: number;
  /** Matching calls let through first; default 0. */
  after?: number;
  /** Only this operation: `send`, `list`, `fetch`, `generateContent`, `streamGenerateContent`, `batchEmbedContents`, `email`. */
  operation?: string;
  /** Only calls whose body contains this text. */
  contains?: string;
  /** `slow`: extra wait; default 3000. */
  delayMs?: number;
  /** `http429`: the Retry-After header in seconds; default 1. */
  retryAfterSeconds?: number;
  /** `refuse`: HTTP status and the provider's own error code (Twilio: a number; Gemini and mail: a name). */
  error?: { status: number; code: number | string; message: string };
}

export interface Fault extends FaultSpec {
  id: number;
  remaining: number | null;
  hits: number;
}

/** How the statuses of the next outbound messages come about. */
export interface DeliveryRule {
  /** Only messages to this person (their id). */
  to?: string;
  /** How many messages; default 1, null = until cleared. */
  times?: number | null;
  /** Where the message's life ends; default `read` (or `delivered` without read receipts). */
  outcome?: "sent" | "delivered" | "read" | "undelivered" | "failed";
  errorCode?: number;
  callbacks?: "inOrder" | "twice" | "backwards" | "never" | "beforeResponse";
  /** Between two statuses; default the world's `statusStepMs`. */
  stepMs?: number;
  /** Twilio's list shows the message only after this long. */
  listedAfterMs?: number;
}

/** How a message from a phone reaches the application. */
export interface SayOptions {
  /** The business number, E.164. */
  to: string;
  /** How many times the webhook is called with the same MessageSid; default 1. */
  copies?: number;
  /** Wait before the webhook is called. */
  delayMs?: number;
  /** `lost`: in Twilio's list, but the webhook is never called. */
  webhook?: "lost";
  /** Twilio's list shows the message only after this long. */
  listedAfterMs?: number;
  /** Not from Twilio at all: wrong signature, none, signed with another token, or signed and then changed. */
  forge?: "signature" | "missing" | "token" | "body";
  /** Further or overriding form fields, signed too. */
  fields?: Record<string, string>;
  media?: { url: string; contentType: string }[];
}

/** What the application's webhook answered. `status` 0: not called, or no HTTP answer. */
export interface SayResult {
  sid: string;
  status: number;
  body: string;
  ms: number;
  error: string | null;
  /** Every copy's answer, in order. */
  deliveries: { status: number; body: string; ms: number; error: string | null }[];
}

/** The next Gemini answer, in place of the built-in brain. */
export interface ScriptedAnswer {
  text?: string;
  /** Stream pieces; default: the text in pieces of a few words. */
  chunks?: string[];
  finishReason?: string;
  blockReason?: string;
  error?: { status: number; message?: string };
  firstTokenMs?: number;
  chunkMs?: number;
  /** Only a call whose body contains this text takes this answer. */
  contains?: string;
}

export interface GeminiPace {
  firstTokenMs: number;
  chunkMs: number;
}
