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
  authToken: string;
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
  const authorization = `Basic ${btoa(`${access.accountSid}:${access.authToken}`)}`;
  const request = async (options: RequestOpts): Promise<TwilioAnswer> => {
    const url = new URL(options.uri ?? "");
    if (url.origin !== base.origin) throw new Error("Twilio pointed to another host");
    for (const [name, value] of fields(options.params)) url.searchParams.append(name, value);
    const method = (options.method ?? "get").toUpperCase();
    const answer = await ask(access, url, {
      method,
      headers: { ...(options.headers as Record<string, string> | undefined), authorization },
      ...(method === "POST" ? { body: new URLSearchParams(fields(options.data)).toString() } : {}),
    });
    seen(answer);
    return answer;
  };
  return { request } as unknown as Client;
};

const ask = async (access: TwilioAccess, url: URL, init: RequestInit): Promise<TwilioAnswer> => {
  const { fetch, timeoutMs } = access;
  try {
    const response = await fetch(url.toString(), { ...init, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    return { statusCode: response.status, body: await response.text(), headers: Object.fromEntries(response.headers) };
  } catch (cause) {
    throw new NoAnswer(`Twilio did not answer: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
};

/** A list becomes one field for each of its items, which is how Twilio takes several values. */
const fields = (record: object | undefined): [string, string][] =>
  Object.entries(record ?? {}).flatMap(([name, value]: [string, unknown]) =>
    (Array.isArray(value) ? value : [value]).map((item): [string, string] => [name, String(item)]),
  );
