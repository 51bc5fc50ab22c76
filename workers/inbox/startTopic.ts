import type { Message } from "../../schema/contract/conversations.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation } from "./findConversation.ts";
import { nameOf } from "./nameOf.ts";

/** Starts a new topic: the model's history starts afresh, the thread goes on. */
export const startTopic = async (deps: InboxDeps, caller: ConsoleCaller, id: string): Promise<Message | Refusal> => {
  if (!(await findConversation(caller.db, id))) return refuse("not_found");
  const started = await deps.conversation(id).newTopic({ by: nameOf(caller) });
  if ("refused" in started) return refuse(started.refused);
  const fact = { actor: caller.userId, action: "conversation.topic_started", subject: started.conversationId };
  await caller.db.batch([audit(caller.db, deps.chance, fact)]);
  return started;
};
