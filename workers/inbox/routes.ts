import type { ConversationRpc } from "../conversation/rpc.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import { route, type ConsoleCaller, type Route } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation, getConversation, withNames } from "./findConversation.ts";
import { listConversations } from "./listConversations.ts";
import { openSocket } from "./openSocket.ts";
import { search } from "./search.ts";
import { sendMessage } from "./sendMessage.ts";
import { sendTemplate } from "./sendTemplate.ts";
import { toggleAi } from "./takeOver.ts";

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
  route("PATCH /api/conversations/{id}/mark-read", async ({ caller, params }) => {
    const row = await findConversation(caller.db, params.id);
    const view = row && (await deps.conversation(params.id).markRead());
    return row && view ? withNames(view, row) : refuse("not_found");
  }),
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
  route("GET /api/conversations", ({ caller, query }) => listConversations(caller.db, query)),
  route("GET /api/conversations/{id}", ({ caller, params }) => getConversation(deps, caller.db, params.id)),
  route("POST /api/conversations/{id}/send", ({ caller, params, body }) => sendMessage(deps, caller, params.id, body)),
  route("POST /api/conversations/{id}/send-template", ({ caller, params, body }) => sendTemplate(deps, caller, params.id, body)),
  route("PATCH /api/conversations/{id}/ai-toggle", ({ caller, params, body }) =>
    toggleAi(deps, caller, params.id, body.aiEnabled),
  ),
  ...threadRoutes(deps),
  route("GET /api/search", ({ caller, query }) => search(caller.db, query.q)),
  route("GET /api/socket", ({ caller, request }) => openSocket(deps, caller, request)),
];
