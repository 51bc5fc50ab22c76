import { toPublicMedia } from "../conversation/views.ts";
import type { FileDeps } from "../media/deps.ts";
import { findMedia } from "../media/findMedia.ts";
import { serveMedia } from "../media/serveMedia.ts";
import { uploadMedia } from "../media/uploads.ts";
import type { RateRule } from "../platform/rateLimits.ts";
import { isRefusal, refuse } from "../platform/refusal.ts";
import { route, type CustomerCaller, type Route } from "../platform/route.ts";
import { withHeaders } from "../platform/withHeaders.ts";
import type { PageDeps } from "./deps.ts";
import { findThread } from "./findThread.ts";
import { openThread } from "./openThread.ts";

export interface PageMediaDeps extends PageDeps {
  files: FileDeps["files"];
}

const hour = 60 * 60_000;

/** What a person sends by hand stays far below; a gym or a school is one address with many people behind it. */
const uploadRules = ({ tenantId, addressHash }: CustomerCaller, contactId: string): RateRule[] => [
  { key: `upload:${tenantId}:${contactId}`, limit: 60, windowMs: hour },
  { key: `upload:${tenantId}:${addressHash}`, limit: 600, windowMs: hour },
];

/** Files on the public page: a customer's own uploads, and what stands in their own thread. */
export const pageMediaRoutes = (deps: PageMediaDeps): Route[] => [
  route("POST /api/public/ai/{slug}/media", async ({ caller, query, bytes }) => {
    if (!bytes || bytes.length === 0) return refuse("malformed_body");
    const thread = await openThread(deps, caller);
    if (isRefusal(thread)) return thread;
    const contactId = thread.person.id;
    const cookies: Record<string, string> = thread.setCookie === null ? {} : { "set-cookie": thread.setCookie };
    const tooMany = await deps.limits.take(uploadRules(caller, contactId), deps.chance.now());
    if (tooMany) return tooMany;
    const medium = await uploadMedia(deps, caller.db, { contactId, thread: thread.id }, { name: query.name, bytes });
    return isRefusal(medium) ? medium : withHeaders(toPublicMedia(medium), 201, cookies);
  }),
  route("GET /api/public/ai/{slug}/media/{mediaId}", async ({ caller, params, request }) => {
    const thread = await findThread(caller.db, caller.agentId, caller.contactId);
    if (thread === null) return refuse("not_found");
    return serveMedia(deps, caller.db, await findMedia(caller.db, thread, params.mediaId), request);
  }),
];
