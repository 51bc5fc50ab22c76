import type { Account, CapturedCallback } from "../contract.ts";
import type { SayOptions } from "../switches.ts";
import type { Core } from "../core.ts";
import { twilioSignature } from "../signature.ts";

/** Twilio gives an application 15 s to answer. Source: https://www.twilio.com/docs/api/errors/11200 */
const WEBHOOK_TIMEOUT_MS = 15_000;

/** POSTs a signed form to the application, as Twilio does, and keeps what came back. Never throws. */
export async function callApplication(
  core: Core,
  account: Account,
  call: { url: string; kind: CapturedCallback["kind"]; params: Record<string, string>; forge?: SayOptions["forge"] },
): Promise<CapturedCallback> {
  const signature = sign(account, call);
  const params = call.forge === "body" ? { ...call.params, Body: `${call.params.Body ?? ""} ` } : call.params;
  const headers: Record<string, string> = {
    "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    "user-agent": "TwilioProxy/1.1",
    "i-twilio-idempotency-token": `${core.random.hex(8)}-${core.random.hex(4)}-4${core.random.hex(3)}-a${core.random.hex(3)}-${core.random.hex(12)}`,
  };
  if (signature !== null) headers["x-twilio-signature"] = signature;
  const started = performance.now();
  const outcome = await fetch(call.url, {
    method: "POST",
    headers,
    body: new URLSearchParams(params).toString(),
    redirect: "manual",
    signal: AbortSignal.timeout(WEBHOOK_TIMEOUT_MS),
  })
    .then(async (response) => ({ status: response.status, body: await response.text(), error: null }))
    // Also when the answer breaks off behind its head.
    .catch((cause: unknown) => ({ status: 0, body: "", error: String(cause) }));
  const captured = {
    at: core.now(),
    url: call.url,
    kind: call.kind,
    params,
    signature,
    ms: performance.now() - started,
    ...outcome,
  };
  core.callbacks.push(captured);
  return captured;
}

function sign(
  account: Account,
  call: { url: string; params: Record<string, string>; forge?: SayOptions["forge"] },
): string | null {
  if (call.forge === "missing") return null;
  if (call.forge === "signature") return Buffer.from("this is no signature").toString("base64");
  const token = call.forge === "token" ? `${account.authToken}x` : account.authToken;
  return twilioSignature(token, call.url, call.params);
}
