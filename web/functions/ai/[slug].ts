import type { PublicInfo } from "../../../schema/contract/publicChat.ts";
import { acceptedLanguages, readerLanguage } from "../../src/chat/language.ts";
import type { PagesEnv } from "../env.ts";
import { fillPage } from "../fillPage.ts";
import { htmlPage } from "../html.ts";

/**
 * The public page of an agent, already carrying what its first paint needs. A slug that names no agent is a real 404; while
 * the Worker is away the page says so with a 503 instead of pretending that the agent does not exist.
 */
export const onRequestGet: PagesFunction<PagesEnv, "slug"> = async ({ request, env, params }) => {
  const info = await askInfo(env, request, String(params.slug));
  if (info === null || info.status >= 500) return htmlPage(env, request.url, "503", 503);
  if (!info.ok) return htmlPage(env, request.url, "404", 404);
  const known = await info.json<PublicInfo>();
  const language = readerLanguage(acceptedLanguages(request.headers.get("accept-language")), known.language);
  const page = fillPage(await htmlPage(env, request.url, "chat", 200), known, language);
  for (const cookie of info.headers.getSetCookie()) page.headers.append("set-cookie", cookie);
  return page;
};

async function askInfo(env: PagesEnv, request: Request, slug: string): Promise<Response | null> {
  const url = new URL(`/api/public/ai/${encodeURIComponent(slug)}/info`, request.url);
  try {
    // The visitor's own headers: cookies say who is looking, the address counts towards its limit.
    return await env.API.fetch(new Request(url, { headers: request.headers }));
  } catch {
    return null;
  }
}
