import type { Endpoint } from "../../schema/contract/endpoint.ts";
import { isRefusal, problemResponse } from "../platform/refusal.ts";

const securityHeaders: Record<string, string> = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  // For this host alone: what else lives under the same domain is not ours to decide about.
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
};

/** What a handler gave back, as the response its endpoint promises. */
export const toResponse = (endpoint: Endpoint, answer: unknown): Response => {
  if (answer instanceof Response) return answer;
  if (isRefusal(answer)) return problemResponse(answer);
  if (answer === undefined && endpoint.response) throw new Error(`"${endpoint.summary}" answered nothing`);
  if (answer === undefined) return new Response(null, { status: endpoint.status });
  return new Response(JSON.stringify(answer), { status: endpoint.status, headers: { "content-type": "application/json" } });
};

/** Adds the headers every answer of the API has; what a handler has set itself stays. An accepted WebSocket is left as it is. */
export const secured = (response: Response, setCookie: string | null): Response => {
  if (response.status === 101) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders)) if (!headers.has(name)) headers.set(name, value);
  if (setCookie !== null) headers.append("set-cookie", setCookie);
  return new Response(response.body, { status: response.status, headers });
};
