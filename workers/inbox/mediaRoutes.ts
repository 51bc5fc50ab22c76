import type { FileDeps } from "../media/deps.ts";
import { findMedia } from "../media/findMedia.ts";
import { retryMedia } from "../media/retryMedia.ts";
import { serveMedia } from "../media/serveMedia.ts";
import { uploadMedia } from "../media/uploads.ts";
import { refuse } from "../platform/refusal.ts";
import { route, type Route } from "../platform/route.ts";
import { findConversation } from "./findConversation.ts";

/** Files of a thread as the console handles them: uploaded for a message, fetched, tried again. */
export const conversationMediaRoutes = (deps: FileDeps): Route[] => [
  route("POST /api/conversations/{id}/media", async ({ caller, params, query, bytes }) => {
    if (!bytes || bytes.length === 0) return refuse("malformed_body");
    const thread = await findConversation(caller.db, params.id);
    if (!thread) return refuse("not_found");
    return uploadMedia(deps, caller.db, { contactId: thread.contactId, thread: null }, { name: query.name, bytes });
  }),
  route("GET /api/conversations/{id}/media/{mediaId}", async ({ caller, params, request }) =>
    serveMedia(deps, caller.db, await findMedia(caller.db, params.id, params.mediaId), request),
  ),
  route("POST /api/conversations/{id}/media/{mediaId}/retry", ({ caller, params }) =>
    retryMedia(deps, caller.db, params.id, params.mediaId),
  ),
];
