import type { ConversationRpc } from "../conversation/rpc.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import { route, type ConsoleCaller, type Route } from "../platform/route.ts";
import { arrange } from "./arrange.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation, getConversation } from "./findConversation.ts";
import { forUser } from "./forUser.ts";
import { listConversations } from "./listConversations.ts";
import { markSeen } from "./markSeen.ts";
import { openSocket } from "./openSocket.ts";
import { readCounts } from "./readCounts.ts";
import { search } from "./search.ts";
import { sendMessage } from "./sendMessage.ts";
import { sendTemplate } from "./sendTemplate.ts";
import { startConversation } from "./startConversation.ts";
import { startTopic } from "./startTopic.ts";
import { toggleAi } from "./takeOver.ts";
import { writeNote } from "./writeNote.ts";

/** Asks the object of a conversation, if it is the caller's own. */
const ask = async <T>(
  deps: InboxDeps,
  { db }: ConsoleCaller,
  id: string,
  question: (thread: ConversationRpc) => Promise<T>,
): Promise<T | Refusal> => ((await findConversation(db, id)) ? question(deps.conversation(id)) : refuse("not_found"));

const threadRoutes = (deps: InboxDeps): Route[] => [
  route("GET /api/conversations/{id}/messages", ({ caller, params, query }) =>
    ask(deps, caller, params.id, (thread) => thread.messages({ ...query, cursor: query.cursor })),
  ),
  route("POST /api/conversations/{id}/messages/{messageId}/retry", ({ caller, params }) =>
    ask(deps, caller, params.id, async (thread) => {
      const retried = await thread.retry(params.messageId);
      return "refused" in retried ? refuse(retried.refused) : retried;
    }),
  ),
  route("PATCH /api/conversations/{id}/mark-read", ({ caller, params }) => markSeen(deps, caller, params.id, "read")),
  route("PATCH /api/conversations/{id}/mark-unread", ({ caller, params }) => markSeen(deps, caller, params.id, "unread")),
  route("POST /api/conversations/{id}/typing", ({ caller, params }) =>
    ask(deps, caller, params.id, async (thread) => {
      const typing = { type: "TYPING_INDICATOR", conversationId: params.id, who: "consultant", typing: true } as const;
      await Promise.all([thread.typing("consultant"), deps.inbox(caller.tenantId).publish([typing], caller.userId)]);
      return undefined;
    }),
  ),
  route("GET /api/conversations/{id}/trace", ({ caller, params }) =>
    ask(deps, caller, params.id, (thread) => thread.lastTrace()),
  ),
];

/** The console's conversations and its live room (`schema/contract/endpoints/conversations.ts`). */
export const conversationRoutes = (deps: InboxDeps): Route[] => [
  route("GET /api/conversations", ({ caller, query }) => listConversations(deps, caller, query)),
  // Before those with an id in the same place.
  route("GET /api/conversations/counts", ({ caller }) => readCounts(deps, caller)),
  route("POST /api/conversations", async ({ caller, body }) => {
    const view = await startConversation(deps, caller, body);
    return isRefusal(view) ? view : forUser(deps, caller, view);
  }),
  route("GET /api/conversations/{id}", ({ caller, params }) => getConversation(deps, caller, params.id)),
  route("PATCH /api/conversations/{id}", ({ caller, params, body }) => arrange(deps, caller, params.id, body)),
  route("POST /api/conversations/{id}/notes", ({ caller, params, body }) => writeNote(deps, caller, params.id, body)),
  route("POST /api/conversations/{id}/new-topic", ({ caller, params }) => startTopic(deps, caller, params.id)),
  route("POST /api/conversations/{id}/send", ({ caller, params, body }) => sendMessage(deps, caller, params.id, body)),
  route("POST /api/conversations/{id}/send-template", ({ caller, params, body }) => sendTemplate(deps, caller, params.id, body)),
  route("PATCH /api/conversations/{id}/ai-toggle", ({ caller, params, body }) =>
    toggleAi(deps, caller, params.id, body.aiEnabled),
  ),
  ...threadRoutes(deps),
  route("GET /api/search", ({ caller, query }) => search(caller.db, query.q)),
  route("GET /api/socket", ({ caller, request }) => openSocket(deps, caller, request)),
];
