import type { Conversation, Message, PublicMessage } from "./conversations.ts";
import type { MessageStatus } from "./enums.ts";

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
      version: number;
    }
  | { type: "CONVERSATION_UPDATE"; conversation: Conversation }
  | { type: "TYPING_INDICATOR"; conversationId: string; who: "ai" | "client" | "consultant"; typing: boolean };

/** What travels on a customer's page socket. */
export type PageEvent =
  | { type: "NEW_MESSAGE"; message: PublicMessage }
  | { type: "MESSAGE_SENT"; message: PublicMessage }
  | { type: "MESSAGE_STATUS"; messageId: string; status: MessageStatus; version: number }
  | { type: "CONVERSATION_UPDATE"; aiEnabled: boolean; movedTo: string | null }
  | { type: "TYPING_INDICATOR"; who: "ai" | "consultant"; typing: boolean };
