import type { PreviewDeps } from "../previews/deps.ts";
import { firstLink } from "../previews/firstLink.ts";
import { previewOf } from "../previews/previewOf.ts";
import { servePicture } from "../previews/servePicture.ts";
import type { Files } from "../platform/files.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import { route, type ConsoleCaller, type Route } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation } from "./findConversation.ts";

interface PreviewRouteDeps extends Omit<PreviewDeps, "files">, Pick<InboxDeps, "conversation"> {
  files: PreviewDeps["files"] & Pick<Files, "open">;
}

/** Only what stands in a message of the tenant's own is ever asked for: the address comes from the thread, never from the caller. */
const linkOf = async (
  { conversation, simulated }: PreviewRouteDeps,
  { db }: ConsoleCaller,
  { id, messageId }: { id: string; messageId: string },
): Promise<URL | null | Refusal> => {
  const message = (await findConversation(db, id)) && (await conversation(id).message(messageId));
  return message ? firstLink(message.text, simulated) : refuse("not_found");
};

/** What stands behind the links of a thread. */
export const previewRoutes = (deps: PreviewRouteDeps): Route[] => [
  route("GET /api/conversations/{id}/messages/{messageId}/link-preview", async ({ caller, params }) => {
    const link = await linkOf(deps, caller, params);
    return link === null || isRefusal(link) ? link : previewOf(deps, caller.db, link);
  }),
  route("GET /api/conversations/{id}/messages/{messageId}/link-preview/image", async ({ caller, params, request }) => {
    const link = await linkOf(deps, caller, params);
    if (link === null) return refuse("not_found");
    return isRefusal(link) ? link : servePicture(deps, caller.db, link, request);
  }),
];
