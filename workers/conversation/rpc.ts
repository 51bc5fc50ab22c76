import type {
  Conversation,
  Message,
  PublicMessage,
  Suggestion,
  Summary,
  TurnTrace,
} from "../../schema/contract/conversations.ts";
import type { Channel, Level } from "../../schema/contract/enums.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { ProblemKey } from "../../schema/contract/problems.ts";
import type { DeliveryUpdate } from "../channels/port.ts";
import type { ConsentWord } from "../contacts/consentWords.ts";
import type { NewArrangement } from "./arrangement.ts";
import type { TurnPeople } from "./prepared.ts";
import type { HandedThread, ReturnedThread, Said } from "./handover.ts";
import type { SentTemplate } from "./partsOf.ts";
import type { Birth, Cargo, MediaSource, Parties, WhatsappAddress } from "./state.ts";

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
  /** Said to the provider, which has answered it: the words that join its sandbox. */
  isForProvider?: boolean;
  addressHash: string | null;
  /** For a turn that begins with this message at once; read within the same request. */
  people: TurnPeople | null;
}

/**
 * A conversation as its object and D1 know it. What a user has not seen of `inboundCount` is that user's own, and is kept in the
 * live room; a thread that another was joined into counts what was written there too.
 */
export type ConversationView = Omit<Conversation, "unreadCount"> & { inboundCount: number };

/** A colleague, by whom and under which name. */
export interface Colleague {
  id: string;
  name: string;
}

export interface Arrangement extends NewArrangement {
  by: Colleague;
}

/** A note for colleagues; `mentions` are ids of users. */
export interface HandNote {
  text: string;
  mentions: string[];
  by: Colleague;
  clientMessageId: string;
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
  /** What the customer holds now. */
  level: Level;
  by: string;
  clientMessageId: string;
}

/** Refusals cross between objects as plain data. */
export type Refused = { refused: ProblemKey };

/** Whether a thread went along with its number: `not_held` was never on it, or is on another by now. */
export type LineFollowed = "followed" | "not_held" | "sealed";

/** `active`: something was said there too recently. `whatsapp` is where it went out and came in. */
export type ClosedThread = { kind: "closed"; whatsapp: WhatsappAddress | null } | { kind: "active" };

/** What others hold of a thread. */
export interface TracePage {
  messageIds: string[];
  /** Texts with links in them, which may have been looked at for a preview. */
  linked: string[];
  /** The provider's ids of messages that carried a file to the customer. */
  sentFiles: string[];
  /** Where the next page begins; null after the last. */
  next: [number, string] | null;
}

/** What other rooms may ask of a conversation object. A sealed thread answers for the one it moved to. */
export interface ConversationRpc {
  /** Stores a customer's message; durable when it resolves, without effect the second time. */
  receive(inbound: Inbound): Promise<{ messageId: string; duplicate: boolean }>;
  /** Whether a message of theirs came here before, by what makes it one message. */
  knows(dedupeKey: string): Promise<boolean>;
  /** The same for a page that waits: server-sent events until the answer is committed. Stored, and `blocked`, from whom nothing is heard. */
  chat(inbound: Inbound): Promise<ReadableStream<Uint8Array> | Refused>;
  stop(): Promise<void>;
  messages(page: PageRequest): Promise<Page<Message>>;
  publicMessages(page: PageRequest): Promise<Page<PublicMessage>>;
  /** Null before anything was said or opened. */
  view(): Promise<ConversationView | null>;
  /** Begins the thread, so that a person can write first; `whatsapp` is kept if no address is known yet. May be repeated. */
  open(order: { birth: Birth; parties: Parties; whatsapp: WhatsappAddress | null }): Promise<ConversationView>;
  /** Assigns, labels, snoozes, closes or reopens. Refuses `not_found`, `blocked` (its place), `invalid_input` (a time that is past or far). */
  arrange(order: Arrangement): Promise<ConversationView | Refused>;
  /** Writes a note for colleagues; the same `clientMessageId` again writes nothing again. Refuses `not_found`. */
  note(order: HandNote): Promise<Message | Refused>;
  /**
   * Starts a new topic, by a colleague or (null) by the customer on their page: the model remembers only what comes after its marker.
   * One in which nothing was said yet is not started again. Refuses `not_found` before anything was said, and `blocked` a customer.
   */
  newTopic(order: { by: string | null }): Promise<Message | Refused>;
  /** One message of the thread, wherever it came from; null for any other. */
  message(id: string): Promise<Message | null>;
  /**
   * What the AI would answer now, or say next, for whoever has taken over; nothing is stored or sent. `askId` names the question, so
   * that it can be given up. Refuses `not_found`, `blocked`, `spend_cap_reached`, `unavailable`.
   */
  suggest(askId: string): Promise<Suggestion | Refused>;
  /** What it is about, what is open and what was promised; kept until a newer message comes. Refuses as `suggest`, but for `blocked`. */
  summarize(askId: string): Promise<Summary | Refused>;
  /** The last summary that was made here, however old; null when none was. */
  lastSummary(): Promise<Summary | null>;
  /** Whoever asked waits no more. */
  giveUp(askId: string): Promise<void>;
  /** The contact was blocked or let in again at that time, in milliseconds. Resolves once a send on the wire has settled. Older news change nothing. */
  blockChanged(news: { blocked: boolean; at: number }): Promise<void>;
  write(order: HandWritten): Promise<Message | Refused>;
  retry(messageId: string): Promise<Message | Refused>;
  /** A file of a message, as it is now. Told twice, late or out of order it has no effect. */
  mediaChanged(news: { messageId: string; media: Media }): Promise<void>;
  /** Resolves once a send that was already on the wire has settled. */
  toggleAi(order: { aiEnabled: boolean; by: string }): Promise<ConversationView | null>;
  /** Shows the customer that a colleague types, on their page and on WhatsApp, where it marks their last message as read. */
  typing(who: "consultant"): Promise<void>;
  delivery(update: DeliveryUpdate): Promise<void>;
  /**
   * The customer said STOP or START to another agent of the tenant's; `at` in milliseconds. Older words change nothing. With a number in
   * `by` it holds only where that number is still written to, and goes no further.
   */
  consentChanged(news: { channel: Channel; word: ConsentWord; at: number; by?: string }): Promise<void>;
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
  /** @returns ids of messages that are here already under others, because they were written twice while two became one */
  importThread(thread: HandedThread): Promise<string[]>;
  /** What came from `origin`, for a merge that is taken back. */
  showThread(origin: string): Promise<ReturnedThread>;
  /** It has come home: it is forgotten here, and pages that were open on it have to say again whose they are. */
  forgetThread(origin: string): Promise<void>;
  /** Ends the thread for good: see `erasing.ts`. Sealed or not, this is about the thread itself, never the one it moved to. */
  closeForGood(order: { quietSince: number | null }): Promise<ClosedThread>;
  traces(after: [number, string] | null): Promise<TracePage>;
  /** Forgets everything, but that it was erased. */
  wipe(): Promise<void>;
  /** Closes the pages of a browser or session that has signed out, by its hash. */
  dropPages(who: string): Promise<void>;
}
