import type { Channel, CustomerLanguage, Intent, Level, MessageStatus, NeedsPersonReason } from "../../schema/contract/enums.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { NewArrangement } from "./arrangement.ts";
import type { DeliveryOutcome } from "./delivery.ts";
import type { ConsentWord } from "../contacts/consentWords.ts";
import type { HandedPart, ReturnedThread, Said, Standing } from "./handover.ts";
import type { Part } from "./partStore.ts";
import type { SentTemplate } from "./partsOf.ts";
import type { Batch, Birth, Cargo, MediaSource, Parties, PendingMedium, StoredMessage, WhatsappAddress } from "./state.ts";

/** What a turn came to. */
export type TurnOutcome =
  | {
      kind: "answered";
      text: string;
      preview: string;
      level: Level;
      model: string;
      tokensIn: number;
      tokensOut: number;
      discloses: boolean;
    }
  /** Answered without the model: a limit, an upgrade text, "a person will answer". */
  | { kind: "noticed"; text: string; preview: string; level: Level; needsPerson: NeedsPersonReason | null; discloses: boolean }
  /** Rightly not answered: reception, auto-response off, agent inactive. */
  | { kind: "silent"; needsPerson: NeedsPersonReason | null }
  /** Could not be answered; `retry` says whether trying again may help. */
  | { kind: "failed"; apology: string; level: Level; retry: boolean; needsPerson: NeedsPersonReason; discloses: boolean };

export interface InboundFacts {
  id: string;
  batchId: string;
  /** For the reply, when `answer` is given. */
  replyId: string;
  channel: Channel;
  text: string;
  dedupeKey: string;
  parties: Parties;
  quietMs: number;
  /** When it was written, in milliseconds, if that was before now. */
  writtenAt?: number | null;
  whatsapp: WhatsappAddress | null;
  addressHash: string | null;
  /** Answered at once with this text and no model: link codes. */
  answer: string | null;
  cargo: Omit<Cargo, "template">;
  /** Where the provider keeps its files, by their ids; an uploaded file is here already. */
  sources: Record<string, MediaSource>;
  /** The customer's language, when it was unknown and what they have written so far tells it. */
  foundLanguage: CustomerLanguage | null;
  /** The whole text is one of the words that forbid or allow to be written to. */
  consent: "stopped" | "started" | null;
  /** The whole text begins a new topic. `markerId` is for its marker; null when nothing was said since the last one. */
  topic: { markerId: string | null } | null;
  /** Said to the provider, which has answered it: the words that join its sandbox. */
  isForProvider?: boolean;
  /** For the away text, should it be said. */
  awayId: string;
}

export interface UnsentRow {
  outboxId: string;
  messageId: string;
  /** What its message will be once all these rows are withdrawn. */
  left: MessageStatus;
}

export type ConversationEvent =
  /** `unsent`: for a STOP, or from somebody blocked, the channel rows that no call has been made for. */
  | { type: "received"; inbound: InboundFacts; unsent?: UnsentRow[] }
  /** A person opened the thread, to write first. */
  | { type: "opened"; parties: Parties; whatsapp: WhatsappAddress | null }
  | { type: "batchDue"; turnId: string; incarnation: string }
  /** `intent`: what the batch is about, as far as its words tell. */
  | {
      type: "turnFinished";
      turnId: string;
      replyId: string;
      awayId: string;
      outcome: TurnOutcome;
      parties: Parties | null;
      intent: Intent | null;
    }
  | { type: "turnLost"; incarnation: string }
  /** `unsentAi`: channel rows of AI messages that no call has been made for. */
  | { type: "aiToggled"; aiEnabled: boolean; by: string; unsentAi: UnsentRow[] }
  | {
      type: "personWrote";
      id: string;
      text: string;
      media: Media[];
      /** Where files are that were named by their address, by their ids: they are elsewhere and stay there. */
      elsewhere: Record<string, string>;
      template: (SentTemplate & { name: string }) | null;
      /** What the customer holds now. */
      level: Level;
      by: string;
      dedupeKey: string;
      unsentAi: UnsentRow[];
    }
  | { type: "delivered"; message: StoredMessage; outcome: DeliveryOutcome }
  | { type: "retried"; message: StoredMessage }
  /** A part that was reported as failed goes out once more. */
  | ({ type: "resend"; messageId: string; part: number; sender: StoredMessage["sender"]; retries: number; dueAt: number } & Pick<
      Part,
      "sid" | "failure"
    >)
  /** The customer said STOP or START elsewhere; `unsent` as in `received`. */
  | { type: "consentChanged"; channel: Channel; word: ConsentWord; at: number; by?: string; unsent: UnsentRow[] }
  /** A file of a message has been fetched or understood, or never will be. `batchId`: for a supplement, if there is one. */
  | { type: "mediaChanged"; message: StoredMessage; media: Media; batchId: string; foundLanguage: CustomerLanguage | null }
  | { type: "arranged"; order: NewArrangement }
  | { type: "snoozeDue" }
  | { type: "noteWritten"; id: string; text: string; mentions: string[]; by: string; dedupeKey: string }
  /** `by` null: the customer, who is told so by a notice of the id `tellId`. */
  | { type: "topicStarted"; id: string; by: string | null; tellId: string }
  /** `unsent` as in `received`, of any sender. */
  | { type: "blockChanged"; blocked: boolean; at: number; unsent: UnsentRow[] }
  /** How long the agent waits before it takes over again, read afresh. `noteId`: for the line that says so. */
  | { type: "quietTimeRead"; minutes: number | null; noteId: string }
  /** What may be on its way to the line is called off. */
  | { type: "callsOff" }
  | { type: "sealed"; heir: Birth }
  /** `said`: what the other thread knows of STOP and START. */
  | { type: "unsealed"; said: Said }
  /** `standing` comes with the first page only; `unsentAi` as in `aiToggled`, should the other thread be a person's. */
  | {
      type: "imported";
      messages: StoredMessage[];
      parts: HandedPart[];
      open: Batch | null;
      pendingMedia: PendingMedium[];
      /** For a supplement, if there is one. */
      batchId: string;
      standing: Standing | null;
      from: string;
      unsentAi: UnsentRow[];
    }
  /** `twins`: messages that the other thread has already under other ids. */
  | { type: "handedOver"; twins: string[] }
  | { type: "exported"; ids: string[] }
  | { type: "handedBack"; returned: ReturnedThread }
  | { type: "reassigned"; contactId: string; contactName: string }
  | { type: "agentChanged"; agentId: string; agentName: string }
  /** The thread was brought back from a backup: what was under way then may have ended elsewhere. */
  | { type: "restored" };
