import type { Conversation } from "../../schema/contract/conversations.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { readView } from "./findConversation.ts";
import { memberOf, withUnread } from "./forUser.ts";

/** Marks a conversation as read, as it is now, or as unread, for the asking user alone: their own state, also for who may only read. */
export const markSeen = async (
  deps: InboxDeps,
  caller: ConsoleCaller,
  id: string,
  as: "read" | "unread",
): Promise<Conversation | Refusal> => {
  const view = await readView(deps, caller.db, id);
  if (!view) return refuse("not_found");
  const room = deps.inbox(caller.tenantId);
  const member = memberOf(caller);
  return withUnread(view, await (as === "read" ? room.markRead(member, view) : room.markUnread(member, view)));
};
