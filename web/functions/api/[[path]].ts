import type { PagesEnv } from "../env.ts";

/**
 * Hands everything under `/api` to the Worker as it is: method, URL, headers, upgrade and streaming bodies. The Worker sees
 * the browser's own origin, so cookies and the Origin check work as if there were one server.
 */
export const onRequest: PagesFunction<PagesEnv> = ({ request, env }) => env.API.fetch(request);
