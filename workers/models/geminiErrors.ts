import { ApiError } from "@google/genai/web";
import type { KeyUse } from "../platform/keyUsage.ts";
import type { ModelFailure } from "./port.ts";

export interface ProviderFault {
  failure: ModelFailure;
  /** The provider's own words, shortened; never the key. */
  detail: string;
  verdict: KeyUse;
  /** Google answered with an error status, and so bills nothing; otherwise the connection or the answer itself was broken. */
  isStatus: boolean;
}

interface ErrorBody {
  message?: string;
  status?: string;
  details?: { "@type"?: string; reason?: string; retryDelay?: string }[];
}

/** A key whose account can't be served (no billing, no credit, wrong country) may be served again once somebody has seen to it. */
const accountRestMs = 15 * 60_000;

/**
 * What an error of the SDK means.
 * Source: https://ai.google.dev/gemini-api/docs/generate-content/api-errors, https://ai.google.dev/gemini-api/docs/billing
 */
export const readFault = (error: unknown): ProviderFault => {
  if (!(error instanceof ApiError))
    return { failure: "unavailable", detail: `No whole answer: ${wordsOf(error)}`, verdict: { kind: "fine" }, isStatus: false };
  const body = bodyOf(error);
  const detail = `${error.status} ${body.status ?? ""}: ${body.message ?? "no message"}`.slice(0, 300);
  const fault = (failure: ModelFailure, verdict: KeyUse): ProviderFault => ({ failure, detail, verdict, isStatus: true });
  if (isKeyRefused(error.status, body)) return fault("unavailable", { kind: "invalid" });
  if (error.status === 402 || body.status === "FAILED_PRECONDITION")
    return fault("unavailable", { kind: "rests", afterMs: accountRestMs });
  if (error.status === 408) return fault("unavailable", { kind: "fine" });
  if (error.status === 429 || error.status >= 500) return fault("unavailable", { kind: "rests", afterMs: retryAfter(body) });
  return fault("bad_request", { kind: "fine" });
};

/** An unknown or expired key is a 400, one without permission a 403. */
const isKeyRefused = (status: number, body: ErrorBody): boolean =>
  status === 401 ||
  status === 403 ||
  (status === 400 &&
    ((body.details ?? []).some((detail) => detail.reason === "API_KEY_INVALID") ||
      /api key (not valid|expired)/i.test(body.message ?? "")));

/** Milliseconds of a `google.rpc.RetryInfo`, whose delay reads `"7s"` or `"0.5s"`. */
const retryAfter = (body: ErrorBody): number | null => {
  const delay = (body.details ?? []).find((detail) => detail.retryDelay !== undefined)?.retryDelay;
  const seconds = Number.parseFloat(delay ?? "");
  return Number.isFinite(seconds) ? Math.round(seconds * 1_000) : null;
};

/** The SDK puts the JSON of the answer, with or without a few words before it, into the message. */
const bodyOf = (error: ApiError): ErrorBody => {
  try {
    const parsed = JSON.parse(error.message.slice(Math.max(0, error.message.indexOf("{")))) as { error?: ErrorBody };
    return parsed.error ?? {};
  } catch {
    return { message: error.message };
  }
};

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 200) : "unknown error");
