import { isPublicHttps } from "../platform/publicHost.ts";
import { freshPair, type Bytes } from "./curve.ts";
import { encryptPush, type PushKeys } from "./encrypt.ts";
import { vapidAuthorization } from "./vapid.ts";
import type { VapidKeys } from "./vapidKeys.ts";

export interface PushDeps {
  /** The installation's own, derived when first asked for. */
  vapidKeys(): Promise<VapidKeys>;
  /** Whom a push service may turn to: an https or mailto address. */
  subject: string;
  /** Origin of the one push service that may be reached without https, where an installation talks to a simulated world. */
  simulated: string | null;
  bytes(length: number): Uint8Array;
  now(): number;
  fetch(input: string, init: RequestInit): Promise<Response>;
}

export interface PushMessage {
  text: string;
  /** Takes the place of a message of the same topic that has not been delivered yet; up to 32 characters of base64url. */
  topic: string;
}

/** `gone`: the browser has unsubscribed. `again`: try later. `refused`: this one will never be taken. */
export type PushOutcome =
  | { kind: "sent" }
  | { kind: "gone" }
  | { kind: "again"; afterMs: number | null; detail: string }
  | { kind: "refused"; detail: string };

const keptForSeconds = 24 * 60 * 60;
const answersWithinMs = 10_000;

/** Whether a push service may be asked at this address: of the public internet, or the simulated world's. */
export const isAllowedEndpoint = (endpoint: string, simulated: string | null): boolean => {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  return isPublicHttps(url) || (simulated !== null && url.origin === simulated && url.username === "");
};

/** `Retry-After` in seconds or as a date (RFC 9110, section 10.2.3), as milliseconds from now. */
const retryAfter = (header: string | null, now: number): number | null => {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
};

const outcomeOf = (response: Response, now: number): PushOutcome => {
  const { status } = response;
  if (response.ok) return { kind: "sent" };
  if (status === 404 || status === 410) return { kind: "gone" };
  if (status === 429 || status >= 500)
    return { kind: "again", afterMs: retryAfter(response.headers.get("retry-after"), now), detail: `status ${status}` };
  return { kind: "refused", detail: `status ${status}` };
};

/** Sends one message to one browser (RFC 8030, section 5). Nothing is thrown: whatever happens is an outcome. */
export const sendPush = async (
  deps: PushDeps,
  { endpoint, keys }: { endpoint: string; keys: PushKeys },
  { text, topic }: PushMessage,
): Promise<PushOutcome> => {
  if (!isAllowedEndpoint(endpoint, deps.simulated)) return { kind: "gone" };
  try {
    const [vapid, pair] = [await deps.vapidKeys(), await freshPair()];
    const body = await encryptPush(text, keys, pair, Uint8Array.from(deps.bytes(16)) as Bytes);
    const response = await deps.fetch(endpoint, {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(answersWithinMs),
      headers: {
        authorization: await vapidAuthorization(vapid, new URL(endpoint), deps.subject, deps.now()),
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        ttl: String(keptForSeconds),
        urgency: "high",
        topic,
      },
      body,
    });
    await response.body?.cancel();
    return outcomeOf(response, deps.now());
  } catch (cause) {
    return { kind: "again", afterMs: null, detail: cause instanceof Error ? cause.name : "unknown" };
  }
};
