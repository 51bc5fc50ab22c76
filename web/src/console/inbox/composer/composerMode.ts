import type { Conversation, Message } from "../../../../../schema/contract/conversations.ts";
import type { Channel } from "../../../../../schema/contract/enums.ts";
import { replyWindow, type ReplyWindow } from "../replyWindow.ts";

/**
 * What may be written now. `blocked`: nothing, this business has blocked the person. `stopped`: nothing, the customer said STOP and has written nothing since that could still be answered; a
 * template is no answer. `templates`: WhatsApp's window is closed, only approved texts go out. `free`: anything; after a STOP
 * (`isReplyOnly`) as an answer to what came since.
 */
export type ComposerMode =
  | { kind: "blocked" }
  | { kind: "stopped"; stoppedAt: string }
  | { kind: "templates"; hasOpened: boolean }
  | { kind: "free"; window: ReplyWindow; isReplyOnly: boolean };

type Told = Pick<Conversation, "lastMessage" | "windowClosesAt" | "stoppedAt" | "place">;

const wroteSince = (items: readonly Pick<Message, "direction" | "channel" | "createdAt">[], since: string): boolean =>
  items.some((message) => message.direction === "inbound" && message.channel === "whatsapp" && message.createdAt > since);

/**
 * The composer's shape for a conversation. Mirrors the API's own rule (`conversation/mayBeSent.ts`), which decides.
 *
 * @param items what is held of the thread
 * @param now milliseconds since 1970
 * @param first where the first message would go, while nothing was said yet
 */
export const composerMode = (
  conversation: Told,
  items: readonly Pick<Message, "direction" | "channel" | "createdAt">[],
  now: number,
  first: Channel | null = null,
): ComposerMode => {
  if (conversation.place === "blocked") return { kind: "blocked" };
  const window = replyWindow(conversation, now, first);
  const { stoppedAt } = conversation;
  if (window.kind === "free") return { kind: "free", window, isReplyOnly: false };
  const mayAnswer = window.kind !== "closed" && stoppedAt !== null && wroteSince(items, stoppedAt);
  if (stoppedAt !== null && !mayAnswer) return { kind: "stopped", stoppedAt };
  if (window.kind === "closed") return { kind: "templates", hasOpened: window.hasOpened };
  return { kind: "free", window, isReplyOnly: stoppedAt !== null };
};
