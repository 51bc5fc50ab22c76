import type { z } from "zod";
import type { Message, noteSchema } from "../../schema/contract/conversations.ts";
import { audit } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation } from "./findConversation.ts";
import { nameOf } from "./nameOf.ts";

/**
 * Writes a note for colleagues; those it names find it among what they have not read. The same `clientMessageId` again writes
 * nothing again. Refuses `invalid_input` when somebody named is no member of the tenant.
 */
export const writeNote = async (
  deps: InboxDeps,
  caller: ConsoleCaller,
  id: string,
  { text, mentions, clientMessageId }: z.output<typeof noteSchema>,
): Promise<Message | Refusal> => {
  if (!(await findConversation(caller.db, id))) return refuse("not_found");
  // Who names themselves knows already.
  const named = [...new Set(mentions)].filter((userId) => userId !== caller.userId);
  const members = await Promise.all(named.map((userId) => deps.team.member(caller.tenantId, userId)));
  if (members.includes(null)) {
    const message = "Not a member of the team";
    return refuse("invalid_input", { errors: [{ path: "mentions", code: "not_found", message }] });
  }
  const by = { id: caller.userId, name: nameOf(caller) };
  const written = await deps.conversation(id).note({ text, mentions: named, by, clientMessageId });
  if ("refused" in written) return refuse(written.refused);
  const detail = { messageId: written.id, mentions: named };
  const fact = { actor: caller.userId, action: "conversation.note_written", subject: written.conversationId, detail };
  await caller.db.batch([audit(caller.db, deps.chance, fact)]);
  return written;
};
