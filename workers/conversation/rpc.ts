import type { Conversation, Message, PublicMessage, TurnTrace } from "../../schema/contract/conversations.ts";
import type { Channel } from "../../schema/contract/enums.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { ProblemKey } from "../../schema/contract/problems.ts";
import type { DeliveryUpdate } from "../channels/port.ts";
import type { ConsentWord } from "../contacts/consentWords.ts";
import type { TurnPeople } from "./prepared.ts";
import type { HandedThread, Said } from "./handover.ts";
import type { SentTemplate } from "./partsOf.ts";
import type { Birth, Cargo, MediaSource, Parties, StoredMessage, WhatsappAddress } from "./state.ts";

export interface Inbound {
  birth: Birth;
  parties: Parties;
  channel: Channel;
  text: string;
  /** The provider's or the browser's id of the message, e.g. `sid:SM…` or `web:…`. */
  dedupeKey: string;
  quietMs: number;
  /** When the customer wrote it, in milliseconds, if it was found only later: WhatsApp's window runs from then. */
  writtenAt?: number | null;
  whatsapp: WhatsappAddress | null;
  /** Said at once, without a turn. */
  answer: string | null;
  cargo: Omit<Cargo, "template" | "quoted">;
  /** Where the provider keeps its files, by their ids. */
  sources: Record<string, MediaSource>;
  /** The provider's id of the message this one replies to. */
  quotedSid: string | null;
  consent: "stopped" | "started" | null;
  addressHash: string | null;
  /** For a turn that begins with this message at once; read within the same request. */
  people: TurnPeople | null;
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

/** What a person writes in the console. */
export interface HandWritten {
  text: string;
  media: Media[];
  /** Where files are that were named by their address, by their ids. */
  elsewhere: Record<string, string>;
  /** An approved text in place of their own: the only thing that may begin a talk on WhatsApp. */
  template: (SentTemplate & { name: string }) | null;
  by: string;
  clientMessageId: string;
}

/** Refusals cross between objects as plain data. */
export type Refused = { refused: ProblemKey };

/** Whether a thread went along with its number: `not_held` was never on it, or is on another by now. */
export type LineFollowed = "followed" | "not_held" | "sealed";

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
  write(order: HandWritten): Promise<Message | Refused>;
  retry(messageId: string): Promise<Message | Refused>;
  /** A file of a message, as it is now. Told twice, late or out of order it has no effect. */
  mediaChanged(news: { messageId: string; media: Media }): Promise<void>;
  /** Resolves once a send that was already on the wire has settled. */
  toggleAi(order: { aiEnabled: boolean; by: string }): Promise<Conversation | null>;
  markRead(): Promise<Conversation | null>;
  typing(who: "consultant"): Promise<void>;
  delivery(update: DeliveryUpdate): Promise<void>;
  /** The customer said STOP or START to another agent of the tenant's; `at` in milliseconds. Older words change nothing. */
  consentChanged(news: { channel: Channel; word: ConsentWord; at: number }): Promise<void>;
  /** What the customer has said here about being written to. */
  said(): Promise<Said>;
  /** Not `trace`: the runtime keeps that name for its own handlers. */
  lastTrace(): Promise<TurnTrace | null>;
  reassign(contact: { contactId: string; contactName: string }): Promise<void>;
  /** A thread that is held on this WhatsApp number becomes the agent's to whom the number went. */
  followLine(order: { line: string; agentId: string; agentName: string }): Promise<LineFollowed>;
  /** Joins this thread into the winner's: it stops, hands everything over and forwards from then on. */
  seal(order: { loser: Birth; winner: Birth; parties: Parties }): Promise<void>;
  unseal(): Promise<void>;
  importThread(thread: HandedThread): Promise<void>;
  /** What came from `origin`, for a merge that is taken back. */
  showThread(origin: string): Promise<StoredMessage[]>;
  /** It has come home: it is forgotten here, and pages that were open on it have to say again whose they are. */
  forgetThread(origin: string): Promise<void>;
  /** Closes the pages of a browser or session that has signed out, by its hash. */
  dropPages(who: string): Promise<void>;
}
