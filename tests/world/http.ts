import type { IncomingMessage, ServerResponse } from "node:http";

/** More than any provider takes, so that each can refuse in its own words. */
const MAX_BODY_BYTES = 96 * 1024 * 1024;

/** One HTTP exchange as the providers' handlers see it: the body is read, the answer is theirs to give. */
export interface Exchange {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: string;
  /** The body as it came. */
  bytes: Buffer;
  response: ServerResponse;
  /** Aborts when the caller hangs up before the answer is complete. */
  gone: AbortSignal;
}

export async function readExchange(request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error("body too large");
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const url = new URL(request.url ?? "/", "http://world");
  const hangUp = new AbortController();
  response.once("close", () => {
    if (!response.writableEnded) hangUp.abort();
  });
  return {
    method: request.method ?? "GET",
    path: decodeURI(url.pathname),
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
    ),
    body: bytes.toString("utf8"),
    bytes,
    response,
    gone: hangUp.signal,
  };
}

export function answer(
  exchange: Exchange,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): void {
  if (exchange.response.destroyed || exchange.response.headersSent) return;
  exchange.response.writeHead(status, { "content-type": contentType, ...headers });
  exchange.response.end(body);
}

export function answerJson(exchange: Exchange, status: number, body: unknown, headers: Record<string, string> = {}): void {
  answer(exchange, status, "application/json", JSON.stringify(body), headers);
}

/** Drops the connection, as a dying proxy would: what was written still arrives, the rest never does. */
export function cutSocket(exchange: Exchange): void {
  exchange.response.socket?.destroySoon();
}

export function formFields(body: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

/** Undefined when the text is not JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}

/** Resolves after `ms`, or at once when the caller is gone. */
export function pause(ms: number, gone?: AbortSignal): Promise<void> {
  if (ms <= 0 || gone?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    gone?.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
