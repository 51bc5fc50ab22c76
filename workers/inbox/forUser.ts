import type { Conversation } from "../../schema/contract/conversations.ts";
import type { ConversationView } from "../conversation/rpc.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import type { Member } from "./unreadStore.ts";

export const memberOf = ({ userId, memberSince }: ConsoleCaller): Member => ({ userId, since: memberSince });

export const withUnread = ({ inboundCount: _inboundCount, ...view }: ConversationView, unreadCount: number): Conversation => ({
  ...view,
  unreadCount,
});

/** A conversation as one user sees it: with what they have not seen of it. */
export const forUser = async (
  deps: Pick<InboxDeps, "inbox">,
  caller: ConsoleCaller,
  view: ConversationView,
): Promise<Conversation> => {
  const { id, inboundCount } = view;
  const counts = await deps.inbox(caller.tenantId).unreadCounts(memberOf(caller), [{ id, inboundCount }]);
  return withUnread(view, counts[id] ?? 0);
};
