import type { PagesEnv } from "./env.ts";

/**
 * Of every page that a Function writes; static files get the same from `_headers`. Nothing inline, nobody else's; `blob:` is what the
 * visitor attaches and records here, shown and heard before it is sent.
 */
const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; " +
    "connect-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(self), payment=()",
  "referrer-policy": "strict-origin-when-cross-origin",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
  // The page carries who is looking at it.
  "cache-control": "private, no-store",
};

/** One of the build's HTML files, by its name without the ending, with a page's headers. */
export async function htmlPage(env: PagesEnv, requestUrl: string, name: string, status: number): Promise<Response> {
  const file = await env.ASSETS.fetch(new Request(new URL(`/${name}`, requestUrl)));
  return new Response(file.body, { status, headers: { ...pageHeaders, "content-type": "text/html; charset=utf-8" } });
}
