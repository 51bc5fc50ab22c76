import type {
  Channel,
  CustomerLanguage,
  Direction,
  Intent,
  Language,
  Level,
  MessageKind,
  MessageStatus,
  NeedsPersonReason,
  PlaceInInbox,
  Sender,
} from "../../schema/contract/enums.ts";
import type { Media, MediaKind, Place } from "../../schema/contract/media.ts";
import type { AwayRule } from "./officeHours.ts";

/** Customer messages that get one answer together. */
export interface Batch {
  id: string;
  messageIds: string[];
  /** Those of them that were in an answered batch before, and are here again for a file that was understood too late for it. */
  supplements: string[];
  /** Channel of its last message: that is where the answer goes. */
  channel: Channel;
  firstAt: number;
  /** When its turn starts; null while it waits for a person or for the next message. */
  dueAt: number | null;
  /** How often a message folded into a running turn. */
  folds: number;
  /** Turns that failed or were lost. */
  attempts: number;
  firstFailureAt: number | null;
  /** The model's safety rules forbid an answer: a person has to, and what comes next is another batch. */
  refused: boolean;
  /** The honest line ("I cannot answer right now") is said once per batch. */
  apologized: boolean;
}

/** A turn that is being worked on. Another incarnation's turn is lost: nobody will finish it. */
export interface Turn {
  id: string;
  batchId: string;
  startedAt: number;
  incarnation: string;
}

/** Where WhatsApp messages to this customer go out and come in. */
export interface WhatsappAddress {
  /** `<AccountSid>:<number>`, the name of the Line object. */
  line: string;
  /** The customer's address as the channel writes it. */
  to: string;
}

/** Everything a conversation decides by. It is small and stays small: messages live in their own table. */
export interface ConversationState {
  id: string;
  tenantId: string;
  agentId: string;
  agentName: string;
  contactId: string;
  contactName: string;
  isClient: boolean;
  /** The level the contact held when last seen. */
  level: Level;
  aiEnabled: boolean;
  overriddenAt: number | null;
  overriddenBy: string | null;
  needsPerson: NeedsPersonReason | null;
  /** Where it lies in the inbox. What a blocked person writes brings nothing back. */
  place: PlaceInInbox;
  /** When a snoozed one comes back by itself. */
  snoozedUntil: number | null;
  assignee: { id: string; name: string } | null;
  labelIds: string[];
  /** How much the customer has written that may be shown as new. It only grows. */
  inboundCount: number;
  /** Whether the AI answers this person at all, whoever is in charge. */
  isAnswered: boolean;
  /** When a colleague wrote to the customer last. */
  personWroteAt: number | null;
  /** After how many quiet minutes the AI takes the conversation back, as far as is known; null: only by hand. */
  handBackMinutes: number | null;
  /** When nobody is there, and what is said then; null when nothing is. */
  away: AwayRule | null;
  /** When that was said last. */
  awaySaidAt: number | null;
  /** As of when it is known whether the contact is blocked: older news change nothing. */
  blockKnownAt: number;
  /** The channel the customer used last: a person's reply goes there. */
  lastChannel: Channel | null;
  /** Opens WhatsApp's 24-hour window. */
  lastWhatsappInboundAt: number | null;
  whatsapp: WhatsappAddress | null;
  /** SHA-256 of the address an anonymous visitor wrote from last; limits count by it too. */
  addressHash: string | null;
  /** The language of the tenant's own texts. */
  language: Language;
  /** The customer's own language, as far as it is known. */
  customerLanguage: CustomerLanguage | null;
  /** When the customer said STOP on WhatsApp; only replies to what they write afterwards go out. */
  stoppedAt: number | null;
  /** When that STOP was written: what was written before it and is found later does not take it back. */
  stopWrittenAt: number | null;
  /** The same for the page, and when they wrote there last. */
  stoppedOnWebAt: number | null;
  lastWebInboundAt: number | null;
  /** When the newest STOP or START that this thread knows of was said on each channel, here or to another agent. */
  consentAt: Record<Channel, number>;
  /** Files of customers that are still being fetched or understood: a turn waits for them, up to a limit. */
  pendingMedia: PendingMedium[];
  last: {
    id: string;
    at: number;
    text: string;
    channel: Channel;
    direction: Direction;
    sender: Sender;
    status: MessageStatus;
    mediaKind: MediaKind | null;
    mediaDurationMs: number | null;
  } | null;
  /** `acceptedAt` of the newest message: the next one is later, whatever the clock says. */
  lastAcceptedAt: number;
  batch: Batch | null;
  /** Opened when the running turn may not be started over any more. */
  next: Batch | null;
  turn: Turn | null;
  /** Set when this thread was joined into another: everything is forwarded there. */
  movedTo: string | null;
  /** The thread it was joined into last, which may not have begun when something is passed on to it. */
  heir: Birth | null;
  /** How often it has called off what may have been on its way to the line. */
  callsOff: number;
  version: number;
}

/** A customer's file that is not understood yet, and when it came. */
export interface PendingMedium {
  mediaId: string;
  messageId: string;
  since: number;
}

/** Who a conversation is between: what its object is told when it is first used. */
export type Birth = Pick<ConversationState, "id" | "tenantId" | "agentId" | "contactId">;

/** Who the conversation is with, as read afresh by whoever brings an event. */
export interface Parties {
  agentName: string;
  contactName: string;
  isClient: boolean;
  level: Level;
  language: Language;
  customerLanguage: CustomerLanguage | null;
  handBackMinutes: number | null;
  away: AwayRule | null;
  /** When the contact was blocked; null when it isn't, or when that is not known to whoever asks. */
  blockedAt: number | null;
  /** Whether the AI answers them at all: neither reception, nor where its agent is off. */
  isAnswered: boolean;
}

/** What threads of an earlier day don't have in their stored state. */
export const lateFields = {
  customerLanguage: null,
  stoppedAt: null,
  stopWrittenAt: null,
  stoppedOnWebAt: null,
  lastWebInboundAt: null,
  consentAt: { web: 0, whatsapp: 0 },
  pendingMedia: [],
  place: "open",
  snoozedUntil: null,
  assignee: null,
  labelIds: [] as string[],
  inboundCount: 0,
  personWroteAt: null,
  handBackMinutes: null,
  away: null,
  awaySaidAt: null,
  blockKnownAt: 0,
  isAnswered: true,
  callsOff: 0,
  heir: null,
} satisfies Partial<ConversationState>;

/** That the contact is blocked is learned by the first event, so that everybody hears of it. */
export const newConversation = (birth: Birth, { blockedAt: _learnedLater, ...parties }: Parties): ConversationState => ({
  ...lateFields,
  ...birth,
  ...parties,
  aiEnabled: true,
  overriddenAt: null,
  overriddenBy: null,
  needsPerson: null,
  lastChannel: null,
  lastWhatsappInboundAt: null,
  whatsapp: null,
  addressHash: null,
  last: null,
  lastAcceptedAt: 0,
  batch: null,
  next: null,
  turn: null,
  movedTo: null,
  version: 0,
});

/** What a message may carry besides its text. */
export interface Cargo {
  media: Media[];
  place: Place | null;
  /** `isSeen`: its words are what was seen or read in a file, which the tenant is told and the customer isn't. */
  quoted: { messageId: string | null; text: string | null; isSeen?: boolean } | null;
  button: { text: string; payload: string | null } | null;
  template: { name: string } | null;
}

/** Where the provider keeps a file: on which line it came, at which address, and of which type it is said to be. */
export interface MediaSource {
  line: string;
  url: string;
  announcedType: string;
}

export const noCargo: Cargo = { media: [], place: null, quoted: null, button: null, template: null };

/** When each state was first reported, in milliseconds. */
export interface DeliveryTimes {
  sentAt: number | null;
  deliveredAt: number | null;
  readAt: number | null;
  failedAt: number | null;
}

export const noTimes: DeliveryTimes = { sentAt: null, deliveredAt: null, readAt: null, failedAt: null };

/** A message as the object stores it: times in milliseconds. */
export interface StoredMessage extends Cargo, DeliveryTimes {
  id: string;
  acceptedAt: number;
  channel: Channel;
  direction: Direction;
  sender: Sender;
  kind: MessageKind;
  authorName: string | null;
  /** Colleagues named in a note. */
  mentions: string[];
  text: string;
  status: MessageStatus;
  failure: { code: string; detail: string } | null;
  level: Level;
  batchId: string | null;
  intent: Intent | null;
  /** What makes it one message however often it arrives: `sid:…`, `web:…` or `console:…`. */
  dedupeKey: string | null;
  model: string | null;
  tokensIn: number | null;
  tokensOut: number | null;
  /** The threads that merges brought it through, the one it was written in first: `cnv_a>cnv_b`; null where it was written. */
  origin: string | null;
  version: number;
}
