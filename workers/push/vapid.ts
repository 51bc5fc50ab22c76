import { toBase64Url } from "../platform/base64url.ts";
import type { VapidKeys } from "./vapidKeys.ts";

/** A token may be good for a day at most (RFC 8292, section 2). */
const goodForMs = 12 * 60 * 60_000;

const part = (value: object): string => toBase64Url(new TextEncoder().encode(JSON.stringify(value)));

/**
 * The `Authorization` of a push: a token for the push service's origin alone, signed with ES256 (RFC 8292, sections 2 and 3).
 *
 * @param subject whom the push service may turn to: an https or mailto address
 * @param now milliseconds
 */
export const vapidAuthorization = async (
  { publicKey, signingKey }: VapidKeys,
  endpoint: URL,
  subject: string,
  now: number,
): Promise<string> => {
  const claims = { aud: endpoint.origin, exp: Math.floor((now + goodForMs) / 1_000), sub: subject };
  const signed = `${part({ typ: "JWT", alg: "ES256" })}.${part(claims)}`;
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = await crypto.subtle.sign(algorithm, signingKey, new TextEncoder().encode(signed));
  return `vapid t=${signed}.${toBase64Url(new Uint8Array(signature))}, k=${publicKey}`;
};
