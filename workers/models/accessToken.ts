import { toBase64Url } from "../platform/base64url.ts";
import type { Chance } from "../platform/clock.ts";
import type { ServiceAccount } from "../platform/vertexConfig.ts";

/** Tokens that open Google Cloud for an hour. */
export interface AccessTokens {
  /** @throws AccessTokenUnavailable */
  get(): Promise<string>;
  /** The provider has refused this one: the next is a new one. */
  drop(token: string): void;
}

/** Google gave no token. Carries Google's words, never the account's key. */
export class AccessTokenUnavailable extends Error {}

const scope = "https://www.googleapis.com/auth/cloud-platform";
const grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const lifetimeSeconds = 3_600;
/** A token is renewed this long before it expires, so that no call outlives it. */
const renewedBeforeMs = 5 * 60_000;
const patienceMs = 8_000;

/**
 * Tokens for a service account, by a JWT signed with its key, each kept until shortly before it expires. What is kept is a value,
 * never a pending promise: that would belong to the request that began it.
 * Source: https://developers.google.com/identity/protocols/oauth2/service-account#httprest
 */
export const createAccessTokens = (account: ServiceAccount, chance: Chance, fetch: typeof globalThis.fetch): AccessTokens => {
  let kept: { token: string; until: number } | null = null;
  return {
    async get() {
      if (kept && chance.now() < kept.until) return kept.token;
      const { token, expiresInMs } = await exchange(account, await signedClaim(account, chance.now()), fetch);
      kept = { token, until: chance.now() + expiresInMs - renewedBeforeMs };
      return token;
    },
    drop(token) {
      if (kept?.token === token) kept = null;
    },
  };
};

const exchange = async (account: ServiceAccount, assertion: string, fetch: typeof globalThis.fetch) => {
  const body = new URLSearchParams({ grant_type: grant, assertion });
  const response = await fetch(account.tokenUrl, { method: "POST", body, signal: AbortSignal.timeout(patienceMs) }).catch(
    (error: unknown) => {
      throw new AccessTokenUnavailable(`The token endpoint did not answer: ${String(error).slice(0, 200)}`);
    },
  );
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const { access_token: token, expires_in: seconds } = answer;
  if (!response.ok || typeof token !== "string" || typeof seconds !== "number") {
    const words = [answer.error, answer.error_description].filter((part) => typeof part === "string").join(": ");
    throw new AccessTokenUnavailable(`The token endpoint answered ${response.status} ${words}`.slice(0, 300));
  }
  return { token, expiresInMs: seconds * 1_000 };
};

const signedClaim = async ({ email, keyId, privateKey, tokenUrl }: ServiceAccount, now: number): Promise<string> => {
  const issuedAt = Math.floor(now / 1_000);
  const header = { alg: "RS256", typ: "JWT", ...(keyId === null ? {} : { kid: keyId }) };
  const claims = { iss: email, scope, aud: tokenUrl, iat: issuedAt, exp: issuedAt + lifetimeSeconds };
  const signed = `${encode(header)}.${encode(claims)}`;
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", privateKey, algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign(algorithm.name, key, new TextEncoder().encode(signed));
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`;
};

const encode = (part: object): string => toBase64Url(new TextEncoder().encode(JSON.stringify(part)));
