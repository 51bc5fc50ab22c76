import type { Message } from "../../schema/contract/conversations.ts";
import { claimForConversation } from "../media/uploads.ts";
import { audit } from "../platform/audit.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { findConversation } from "./findConversation.ts";
import { levelNow } from "./levelNow.ts";
import { mediaElsewhere } from "./mediaElsewhere.ts";
import { nameOf } from "./nameOf.ts";

export interface WrittenMessage {
  messageText: string;
  /** Uploads of the console's for this conversation. */
  mediaIds: string[];
  /** The address of a file elsewhere. */
  mediaUrl?: string | undefined;
  clientMessageId: string;
}

/**
 * Writes by hand on the channel the customer used last, which takes over from the AI. The same `clientMessageId` again sends
 * nothing again. Refuses `no_channel`, `window_closed`, `stopped`, and files that the channel doesn't carry (`unsupported_media`,
 * `too_large`).
 */
export const sendMessage = async (
  deps: InboxDeps,
  caller: ConsoleCaller,
  id: string,
  { messageText, mediaIds, mediaUrl, clientMessageId }: WrittenMessage,
): Promise<Message | Refusal> => {
  const thread = await findConversation(caller.db, id);
  if (!thread) return refuse("not_found");
  const uploads = await claimForConversation(deps, caller.db, id, mediaIds);
  if (isRefusal(uploads)) return uploads;
  const linked = mediaUrl === undefined ? null : mediaElsewhere(deps.chance.id("media"), mediaUrl);
  const written = await deps.conversation(id).write({
    text: messageText,
    media: linked ? [...uploads, linked] : uploads,
    elsewhere: linked && mediaUrl !== undefined ? { [linked.id]: mediaUrl } : {},
    template: null,
    level: await levelNow(deps, caller.db, thread.contactId),
    by: nameOf(caller),
    clientMessageId,
  });
  if ("refused" in written) return refuse(written.refused);
  const detail = { messageId: written.id };
  const fact = { actor: caller.userId, action: "conversation.written", subject: written.conversationId, detail };
  await caller.db.batch([audit(caller.db, deps.chance, fact)]);
  return written;
};
