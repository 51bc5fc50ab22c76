import type { Client, RequestOpts } from "twilio/lib/base/BaseTwilio.js";

/** What the SDK wants back from whoever carries its requests. */
export interface TwilioAnswer {
  statusCode: number;
  body: string;
  headers: Record<string, string>;
}

/** No answer came, or not the whole of it. Whether Twilio had the request by then cannot be told. */
export class NoAnswer extends Error {}

export interface TwilioAccess {
  fetch: typeof fetch;
  /** Origin of Twilio's API, `https://api.twilio.com` in production. */
  apiBase: string;
  accountSid: string;
  /** The account's token, and the one before it while that is still believed. */
  authTokens: readonly string[];
  timeoutMs: number;
}

/**
 * Carries the SDK's requests with `fetch`, which is what workerd has. Credentials go to `apiBase` only: a redirect is not
 * followed, and a next page elsewhere is not asked for.
 *
 * @param seen told of every answer, since the SDK's exceptions leave out the headers
 */
export const twilioRequests = (access: TwilioAccess, seen: (answer: TwilioAnswer) => void): Client => {
  const base = new URL(access.apiBase);
  const request = async (options: RequestOpts): Promise<TwilioAnswer> => {
    const url = new URL(options.uri ?? "");
    if (url.origin !== base.origin) throw new Error("Twilio pointed to another host");
    for (const [name, value] of fields(options.params)) url.searchParams.append(name, value);
    const method = (options.method ?? "get").toUpperCase();
    const answer = await read(access, url, {
      method,
      headers: options.headers as Record<string, string> | undefined,
      ...(method === "POST" ? { body: new URLSearchParams(fields(options.data)).toString() } : {}),
    });
    seen(answer);
    return answer;
  };
  return { request } as unknown as Client;
};

/**
 * One call with the account's credentials, its answer unread and no redirect followed. A token that Twilio refuses does nothing
 * there, so the call is made again with the one before: while a token is being replaced, either may be the valid one
 * (https://www.twilio.com/docs/iam/api/authtoken).
 *
 * @throws whatever `fetch` throws when no answer comes
 */
export const callTwilio = async (
  { fetch, accountSid, authTokens }: Pick<TwilioAccess, "fetch" | "accountSid" | "authTokens">,
  url: URL,
  init: { method: string; headers?: Record<string, string> | undefined; body?: string; signal: AbortSignal },
): Promise<Response> => {
  const call = (token: string) =>
    fetch(url.toString(), {
      ...init,
      headers: { ...init.headers, authorization: `Basic ${btoa(`${accountSid}:${token}`)}` },
      redirect: "manual",
    });
  const [token = "", ...former] = authTokens;
  let response = await call(token);
  for (const other of former) {
    if (response.status !== 401) break;
    await response.body?.cancel();
    response = await call(other);
  }
  return response;
};

const read = async (
  access: TwilioAccess,
  url: URL,
  init: { method: string; headers: Record<string, string> | undefined; body?: string },
): Promise<TwilioAnswer> => {
  try {
    const response = await callTwilio(access, url, { ...init, signal: AbortSignal.timeout(access.timeoutMs) });
    return { statusCode: response.status, body: await response.text(), headers: Object.fromEntries(response.headers) };
  } catch (cause) {
    throw new NoAnswer(`Twilio did not answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

/** A read that failed. `code` is Twilio's, the HTTP status, or `no_answer`. */
export class TwilioUnreadable extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(`Twilio ${code}: ${detail}`);
    this.code = code;
  }
}

/**
 * The JSON at an address of Twilio's.
 *
 * @throws TwilioUnreadable when there is none, or the address is not on `apiBase`
 */
export const readTwilio = async (access: TwilioAccess, address: URL): Promise<unknown> => {
  if (address.origin !== new URL(access.apiBase).origin)
    throw new TwilioUnreadable("elsewhere", "Twilio pointed to another host");
  const answer = await read(access, address, { method: "GET", headers: { accept: "application/json" } }).catch(
    (cause: unknown) => {
      throw new TwilioUnreadable("no_answer", cause instanceof Error ? cause.message : String(cause));
    },
  );
  try {
    const body = JSON.parse(answer.body) as { code?: number; message?: string };
    if (answer.statusCode === 200) return body;
    throw new TwilioUnreadable(String(body.code ?? answer.statusCode), body.message ?? "refused");
  } catch (cause) {
    if (cause instanceof TwilioUnreadable) throw cause;
    throw new TwilioUnreadable(String(answer.statusCode), "the answer could not be read");
  }
};

/** A list becomes one field for each of its items, which is how Twilio takes several values. */
const fields = (record: object | undefined): [string, string][] =>
  Object.entries(record ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, String(item)]),
  );
