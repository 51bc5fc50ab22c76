import type { Message, Suggestion } from "../../schema/contract/conversations.ts";
import type { ConsoleEvent } from "../../schema/contract/live.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { LineRpc } from "../channels/whatsapp/line.ts";
import type { Model } from "../models/port.ts";
import type { Chance } from "../platform/clock.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { AssistQuestion } from "./assistQuestion.ts";
import type { MediaSource, StoredMessage } from "./state.ts";
import type { ConversationRpc, ConversationView, Refused } from "./rpc.ts";
import type { PreparedTurn, TurnQuestion } from "./prepared.ts";

/** The Line object of a WhatsApp number, as the outbox needs it. */
export type LinePort = Pick<LineRpc, "send" | "callOff" | "find" | "showTyping">;

/** What a thread tells its tenant's live room, which tells each user with their own count of what they have not seen. */
export type ThreadEvent =
  | Exclude<ConsoleEvent, { type: "CONVERSATION_UPDATE" }>
  | { type: "CONVERSATION_UPDATE"; conversation: ConversationView };

export interface LiveRoomPort {
  /** May be told twice. */
  publish(events: ThreadEvent[]): Promise<void>;
  /** A note names these users: each is told, and finds it among what they have not read. Told twice (by the message's id) it counts once. */
  mention(news: { userIds: string[]; conversationId: string; message: Message }): Promise<void>;
  /** The outbox of a conversation has been waiting since then, in milliseconds; null: it does no more. */
  trouble(news: { conversationId: string; since: number | null }): Promise<void>;
}

/** What a conversation object needs from outside; `compose.ts` builds it. */
export interface ConversationDeps {
  chance: Chance;
  model: Model;
  db(tenantId: string): TenantDb;
  line(name: string): LinePort;
  liveRoom(tenantId: string): LiveRoomPort;
  conversation(id: string): ConversationRpc;
  /** An address under which the provider can fetch a file for a while. */
  mediaAddress(file: { tenantId: string; mediaId: string }): Promise<string>;
  /** Hints that jobs were ordered; what is not heard is found by the clock. */
  hints: JobHints;
  /** Orders a file to be fetched and understood; without effect the second time. */
  adoptMedia(order: MediaAdoption): Promise<void>;
  /** After how many quiet minutes the agent takes a conversation back from a person; null: only by hand, or the agent is gone. */
  handBackMinutes(agent: { tenantId: string; agentId: string }): Promise<number | null>;
  /** Hands a page's WebSocket to the thread this one moved to. */
  conversationFetch(id: string, request: Request): Promise<Response>;
  /** Runs `work` after so many milliseconds, 0 being after what is under way; lost with the object's life. */
  later(ms: number, work: () => void): void;
  /** Reads everything a turn depends on afresh, and decides what to ask the model, if anything. */
  prepareTurn(question: TurnQuestion, history: HistoryReader): Promise<PreparedTurn>;
  /** What the AI would answer now, for a colleague. */
  suggest(question: AssistQuestion, history: HistoryReader, signal: AbortSignal): Promise<Suggestion | Refused>;
  /** What the thread is about, for a colleague. */
  summarize(
    question: AssistQuestion,
    read: { thread: StoredMessage[]; isWhole: boolean },
    signal: AbortSignal,
  ): Promise<{ text: string } | Refused>;
}

/** A file that is to be fetched, from `source`, or is here already, and then to be understood. */
export interface MediaAdoption {
  tenantId: string;
  contactId: string;
  conversationId: string;
  messageId: string;
  media: Media;
  source: MediaSource | null;
}

/** Reads the thread up to a level, before the batch. */
export type HistoryReader = (level: 1 | 2 | 3, limit: number) => StoredMessage[];
