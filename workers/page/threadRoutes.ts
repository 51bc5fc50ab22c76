import { pageRequest } from "../conversation/pageSockets.ts";
import { refuse } from "../platform/refusal.ts";
import { route, type CustomerCaller, type Route } from "../platform/route.ts";
import { chat } from "./chat.ts";
import type { PageDeps } from "./deps.ts";
import { findThread } from "./findThread.ts";

const threadOf = ({ db, agentId, contactId }: CustomerCaller): Promise<string | null> => findThread(db, agentId, contactId);

/** One's own thread with an agent: written to, read, listened to. */
export const threadRoutes = (deps: PageDeps): Route[] => [
  route("POST /api/public/ai/{slug}/chat", ({ caller, body, request }) => chat(deps, caller, body, request)),
  route("POST /api/public/ai/{slug}/stop", async ({ caller }) => {
    const id = await threadOf(caller);
    if (id !== null) await deps.conversation(id).stop();
    return undefined;
  }),
  route("POST /api/public/ai/{slug}/new-topic", async ({ caller }) => {
    const id = await threadOf(caller);
    if (id === null) return refuse("not_found");
    const marker = await deps.conversation(id).newTopic({ by: null });
    return "refused" in marker ? refuse(marker.refused) : undefined;
  }),
  route("GET /api/public/ai/{slug}/messages", async ({ caller, query }) => {
    const id = await threadOf(caller);
    if (id === null) return { items: [], nextCursor: null };
    return deps.conversation(id).publicMessages({ ...query, cursor: query.cursor });
  }),
  // Looking at a page makes no thread, so there is nothing to listen to yet: the page connects after its first message.
  route("GET /api/public/ai/{slug}/socket", async ({ caller, request }) => {
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket")
      return refuse("invalid_input", { detail: "This address speaks WebSocket" });
    const id = await threadOf(caller);
    const who = caller.customerSessionHash ?? caller.visitorHash;
    if (id === null || who === null) return refuse("not_found");
    return deps.conversation(id).fetch(pageRequest(who));
  }),
];
