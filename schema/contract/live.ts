import type { Conversation, Message, PublicMessage } from "./conversations.ts";
import type { MessageStatus } from "./enums.ts";
import type { Alert } from "./health.ts";

/** A colleague who has the conversation open. */
export interface Onlooker {
  id: string;
  name: string;
  isTyping: boolean;
}

/** What travels on `GET /api/socket` (console) as JSON text frames. */
export type ConsoleEvent =
  | { type: "NEW_MESSAGE"; conversationId: string; message: Message }
  | { type: "MESSAGE_SENT"; conversationId: string; message: Message }
  | {
      type: "MESSAGE_STATUS";
      conversationId: string;
      messageId: string;
      status: MessageStatus;
      failure: Message["failure"];
      times: Pick<Message, "sentAt" | "deliveredAt" | "readAt" | "failedAt">;
      version: number;
    }
  /** Something about a message changed other than its way to the customer: a file came, a voice note was understood. */
  | { type: "MESSAGE_UPDATE"; conversationId: string; message: Message }
  | { type: "CONVERSATION_UPDATE"; conversation: Conversation }
  /** It was erased: whoever has kept anything of it lets go of it. */
  | { type: "CONVERSATION_ERASED"; conversationId: string }
  /** To one user only: a colleague named them in a note. */
  | { type: "MENTION"; conversationId: string; message: Message }
  /** To one user only: their own count changed, here or in another of their windows. */
  | { type: "UNREAD"; conversationId: string; unreadCount: number }
  /** Who else has it open; sent to those who have it open themselves. */
  | { type: "ONLOOKERS"; conversationId: string; users: Onlooker[] }
  | { type: "ALERT"; alert: Alert }
  | { type: "TYPING_INDICATOR"; conversationId: string; who: "ai" | "client" | "consultant"; typing: boolean };

/** What a console says on its socket. Looking is said again after each reconnection, typing every few seconds while it lasts. */
export type ConsoleFrame = { type: "LOOKING"; conversationId: string | null } | { type: "TYPING"; conversationId: string };

/** What a customer's page says on its socket. */
export type PageFrame = { type: "TYPING" };

/** What travels on a customer's page socket. */
export type PageEvent =
  | { type: "NEW_MESSAGE"; message: PublicMessage }
  | { type: "MESSAGE_SENT"; message: PublicMessage }
  | { type: "MESSAGE_STATUS"; messageId: string; status: MessageStatus; version: number }
  | { type: "MESSAGE_UPDATE"; message: PublicMessage }
  | { type: "CONVERSATION_UPDATE"; aiEnabled: boolean; movedTo: string | null }
  | { type: "TYPING_INDICATOR"; who: "ai" | "consultant"; typing: boolean };
