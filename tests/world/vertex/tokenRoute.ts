import { createVerify } from "node:crypto";
import type { Core } from "../core.ts";
import { failEarly, failLate } from "../faults.ts";
import type { FailureVoice } from "../faults.ts";
import { answerJson, formFields, parseJson } from "../http.ts";
import type { Exchange } from "../http.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const GOOGLE = "https://oauth2.googleapis.com/token";
const CLOUD_SCOPE = "https://www.googleapis.com/auth/cloud-platform";
const HOUR_S = 3600;
/** Clocks may differ a little. */
const SKEW_S = 300;

interface Refusal {
  error: string;
  error_description: string;
}

const refusal = (error: string, error_description: string): Refusal => ({ error, error_description });

const voice: FailureVoice = {
  error: (status) => JSON.stringify(refusal(status === 429 ? "rate_limit_exceeded" : "internal_failure", "Try again later.")),
  refusal: ({ code, message }) => JSON.stringify(refusal(String(code), message)),
};

/**
 * Google's token endpoint for service accounts: a JWT signed with RS256 is exchanged for an access token.
 * Source: https://developers.google.com/identity/protocols/oauth2/service-account#httprest, "Making the access token request"
 * and "JWT error codes".
 */
export async function tokenRoute(core: Core, exchange: Exchange): Promise<void> {
  const fault = core.faults.take("vertex", "token", "");
  if (fault !== null) core.events.emit({ type: "faults" });
  if (await failEarly(exchange, fault, voice)) return;
  if (exchange.method !== "POST") return answerJson(exchange, 405, refusal("invalid_request", "POST only"));
  const { grant_type: grant, assertion = "" } = formFields(exchange.body);
  if (grant !== GRANT) return answerJson(exchange, 400, refusal("unsupported_grant_type", `Invalid grant_type: ${grant ?? ""}`));
  const account = check(core, assertion);
  if ("error" in account) return answerJson(exchange, 400, account);
  const expiresIn = core.state.accessTokenSeconds;
  const token = `ya29.c.${core.random.hex(64)}`;
  core.state.accessTokens.push({
    token,
    email: account.email,
    projectId: account.projectId,
    expiresAt: core.now() + expiresIn * 1000,
  });
  core.changed();
  if (failLate(exchange, fault)) return;
  answerJson(exchange, 200, { access_token: token, expires_in: expiresIn, token_type: "Bearer" });
}

function check(core: Core, assertion: string): { email: string; projectId: string } | Refusal {
  const [head = "", body = "", signature = "", ...more] = assertion.split(".");
  const header = decoded(head);
  const claims = decoded(body);
  if (header === null || claims === null || signature === "" || more.length > 0)
    return refusal("invalid_grant", "Invalid JWT: The JWT could not be parsed.");
  if (header.alg !== "RS256") return refusal("invalid_grant", "Invalid JWT: Unsupported algorithm.");
  const account = core.state.serviceAccounts.find((one) => one.email === claims.iss);
  if (account === undefined) return refusal("invalid_grant", "Invalid grant: account not found");
  const verified = createVerify("RSA-SHA256").update(`${head}.${body}`).verify(account.publicKey, signature, "base64url");
  if (!verified || (header.kid !== undefined && header.kid !== account.keyId))
    return refusal("invalid_grant", "Invalid JWT Signature.");
  if (claims.aud !== GOOGLE && claims.aud !== `${core.url}/token`)
    return refusal("invalid_grant", "Invalid JWT: Failed audience check");
  const now = core.callersNow() / 1000;
  const [issued, expires] = [Number(claims.iat), Number(claims.exp)];
  if (!(issued <= now + SKEW_S && expires > now - SKEW_S && expires > issued && expires - issued <= HOUR_S))
    return refusal(
      "invalid_grant",
      "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.",
    );
  if (
    !String(claims.scope ?? "")
      .split(" ")
      .includes(CLOUD_SCOPE)
  )
    return refusal("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
  return account;
}

function decoded(part: string): Record<string, unknown> | null {
  const value = parseJson(Buffer.from(part, "base64url").toString("utf8"));
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
}
