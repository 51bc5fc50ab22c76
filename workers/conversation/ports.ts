import type { ConsoleEvent } from "../../schema/contract/live.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { LineRpc } from "../channels/whatsapp/line.ts";
import type { Model } from "../models/port.ts";
import type { Chance } from "../platform/clock.ts";
import type { JobHints } from "../platform/jobs.ts";
import type { TenantDb } from "../platform/tenantDb.ts";
import type { MediaSource, StoredMessage } from "./state.ts";
import type { ConversationRpc } from "./rpc.ts";
import type { PreparedTurn, TurnQuestion } from "./prepared.ts";

/** The Line object of a WhatsApp number, as the outbox needs it. */
export type LinePort = Pick<LineRpc, "send" | "find">;

export interface LiveRoomPort {
  publish(events: ConsoleEvent[]): Promise<void>;
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
  /** Hands a page's WebSocket to the thread this one moved to. */
  conversationFetch(id: string, request: Request): Promise<Response>;
  /** Runs `work` after so many milliseconds, 0 being after what is under way; lost with the object's life. */
  later(ms: number, work: () => void): void;
  /** Reads everything a turn depends on afresh, and decides what to ask the model, if anything. */
  prepareTurn(question: TurnQuestion, history: HistoryReader): Promise<PreparedTurn>;
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
