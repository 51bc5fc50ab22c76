import type { Attachment, Place } from "./shapes.ts";

export type Provider = "twilio" | "gemini" | "mail" | "vertex" | "push";

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
  | "cutStream"
  /** Twilio only, from here on: the resource is not there (yet), or the credentials are refused. */
  | "http404"
  | "http401"
  /** Media only, from here on. The redirect leads to a host that is not Twilio's, or to `location`. */
  | "foreignRedirect"
  /** The redirect leads back to where it came from. */
  | "redirectLoop"
  /** The file is announced as `contentType` (default `image/jpeg`). */
  | "wrongType"
  /** More bytes follow than the length that was announced. */
  | "longerThanSaid"
  /** No length, and bytes until the caller hangs up. */
  | "endless"
  /** One byte every `delayMs` (default 200). */
  | "slowBody"
  /** The connection ends halfway. */
  | "cutBody";

export interface FaultSpec {
  provider: Provider;
  kind: FaultKind;
  /** How many matching calls fail; default 1, null = until cleared. */
  times?: number | null;
  /** Chance per matching call in 0..1, drawn from the world's seed; default 1. */
  probability?: number;
  /** Matching calls let through first; default 0. */
  after?: number;
  /**
   * Only this operation. Twilio: `send`, `list`, `fetch`, `media` (the API's redirect), `cdn` (the file itself), `mediaList`,
   * `mediaDelete`, `contents`, `typing` (which no other switch touches); Gemini and Vertex AI: `generateContent`, `streamGenerateContent`, `batchEmbedContents`, and Vertex
   * AI's `token`; mail: `email`.
   */
  operation?: string;
  /** Only calls whose body contains this text; for calls without a body, their path. */
  contains?: string;
  /** Twilio's `send` only: to this person's phone or user id. */
  to?: string;
  /** Over after this long by the world's clock; without `times` every matching call until then. */
  forMs?: number;
  /** `foreignRedirect`: where to, instead of the world's own foreign host. */
  location?: string;
  /** `wrongType`. */
  contentType?: string;
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
  /** Epoch milliseconds of the world's clock after which it is over. */
  until?: number;
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
  callbacks?: "inOrder" | "twice" | "backwards" | "shuffled" | "lastOnly" | "never" | "beforeResponse";
  /** Only messages from this business number. */
  number?: string;
  /** Only messages whose text contains this. */
  contains?: string;
  /** Matching messages let through first; default 0. */
  after?: number;
  /** Every callback is made this much later than the status it tells of. */
  callbackDelayMs?: number;
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
  /** Addresses made up by the test; the world has no file behind them. */
  media?: { url: string; contentType: string }[];
  /** Files that Twilio stores and serves. */
  attachments?: Attachment[];
  /** The files answer 404 for this long. Source: Twilio's article 44750147594523, "Intermittent 404 Errors When Accessing Media URLs" */
  mediaAfterMs?: number;
  place?: Place;
  /** A quick reply, tapped; the message's text becomes the button's. */
  button?: { text: string; payload: string };
  /** The SID of the message that this one quotes, either direction. */
  quotes?: string;
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
