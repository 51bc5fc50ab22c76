import type { Conversation, Message, PublicMessage, TurnTrace } from "../../schema/contract/conversations.ts";
import type { Channel } from "../../schema/contract/enums.ts";
import type { ProblemKey } from "../../schema/contract/problems.ts";
import type { DeliveryUpdate } from "../channels/port.ts";
import type { Parties } from "./events.ts";
import type { Batch, ConversationState, StoredMessage, WhatsappAddress } from "./state.ts";

/** Who a conversation is between: what its object is told when it is first used. */
export type Birth = Pick<ConversationState, "id" | "tenantId" | "agentId" | "contactId">;

export interface Inbound {
  birth: Birth;
  parties: Parties;
  channel: Channel;
  text: string;
  /** The provider's or the browser's id of the message, e.g. `sid:SM…` or `web:…`. */
  dedupeKey: string;
  quietMs: number;
  whatsapp: WhatsappAddress | null;
  /** Said at once, without a turn. */
  answer: string | null;
  addressHash: string | null;
}

export interface PageRequest {
  direction: "before" | "after";
  cursor: string | undefined;
  limit: number;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/** Refusals cross between objects as plain data. */
export type Refused = { refused: ProblemKey };

/** What other rooms may ask of a conversation object. A sealed thread answers for the one it moved to. */
export interface ConversationRpc {
  /** Stores a customer's message; durable when it resolves, without effect the second time. */
  receive(inbound: Inbound): Promise<{ messageId: string; duplicate: boolean }>;
  /** The same for a page that waits: server-sent events until the answer is committed. */
  chat(inbound: Inbound): Promise<ReadableStream<Uint8Array>>;
  stop(): Promise<void>;
  messages(page: PageRequest): Promise<Page<Message>>;
  publicMessages(page: PageRequest): Promise<Page<PublicMessage>>;
  view(): Promise<Conversation | null>;
  write(order: { text: string; by: string; clientMessageId: string }): Promise<Message | Refused>;
  retry(messageId: string): Promise<Message | Refused>;
  /** Resolves once a send that was already on the wire has settled. */
  toggleAi(order: { aiEnabled: boolean; by: string }): Promise<Conversation | null>;
  markRead(): Promise<Conversation | null>;
  typing(who: "consultant"): Promise<void>;
  delivery(update: DeliveryUpdate): Promise<void>;
  /** Not `trace`: the runtime keeps that name for its own handlers. */
  lastTrace(): Promise<TurnTrace | null>;
  reassign(contact: { contactId: string; contactName: string }): Promise<void>;
  seal(winner: Birth & { parties: Parties }): Promise<void>;
  unseal(): Promise<void>;
  importThread(thread: {
    birth: Birth;
    parties: Parties;
    from: string;
    messages: StoredMessage[];
    open: Batch | null;
  }): Promise<void>;
  /** Removes what came from `origin` and returns it, for a merge that is taken back. */
  exportThread(origin: string): Promise<StoredMessage[]>;
}
