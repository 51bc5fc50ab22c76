import type { Conversation } from "../../schema/contract/conversations.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation, withNames } from "./findConversation.ts";
import { forUser } from "./forUser.ts";
import { nameOf } from "./nameOf.ts";

/**
 * Takes a conversation over from the AI, or hands it back. Resolves once a send that was already on the wire has settled: after
 * that the AI says nothing (invariant I5). The object decides, so the audit row follows it; both may be repeated.
 */
export const toggleAi = async (
  deps: InboxDeps,
  caller: ConsoleCaller,
  id: string,
  aiEnabled: boolean,
): Promise<Conversation | Refusal> => {
  const row = await findConversation(caller.db, id);
  if (!row) return refuse("not_found");
  const view = await deps.conversation(id).toggleAi({ aiEnabled, by: nameOf(caller) });
  if (!view) return refuse("not_found");
  const action = aiEnabled ? "conversation.handed_back" : "conversation.taken_over";
  await caller.db.batch([audit(caller.db, deps.chance, { actor: caller.userId, action, subject: view.id })]);
  return forUser(deps, caller, withNames(view, row));
};
