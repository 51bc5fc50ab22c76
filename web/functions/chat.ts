import type { PagesEnv } from "./env.ts";
import { htmlPage } from "./html.ts";

/** The public page's empty shell is no page by itself. */
export const onRequest: PagesFunction<PagesEnv> = ({ request, env }) => htmlPage(env, request.url, "404", 404);
