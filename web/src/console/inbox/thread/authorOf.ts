import type { Message } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";

/** Who wrote it, as its bubble says; a note that nobody wrote is the AI's, such as the one about taking a conversation back. */
export const authorOf = (message: Pick<Message, "sender" | "kind" | "authorName">, contactName: string): string => {
  if (message.sender === "client") return contactName;
  if (message.sender === "ai") return message.kind === "notice" ? `${t().inbox.ai} · ${t().inbox.notice}` : t().inbox.ai;
  // The business's own words, such as those for when it is closed: nobody wrote them just now.
  if (message.kind === "notice") return t().inbox.notice;
  return message.authorName ?? t().inbox.person;
};
