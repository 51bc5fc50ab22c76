import type { Channel, Level, NeedsPersonReason } from "../../schema/contract/enums.ts";
import type { DeliveryOutcome } from "./delivery.ts";
import type { HandedPart, Standing } from "./handover.ts";
import type { Batch, Parties, StoredMessage, WhatsappAddress } from "./state.ts";

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
  whatsapp: WhatsappAddress | null;
  addressHash: string | null;
  /** Answered at once with this text and no model: link codes. */
  answer: string | null;
}

export interface UnsentRow {
  outboxId: string;
  messageId: string;
}

export type ConversationEvent =
  | { type: "received"; inbound: InboundFacts }
  | { type: "batchDue"; turnId: string; incarnation: string }
  | { type: "turnFinished"; turnId: string; replyId: string; outcome: TurnOutcome; parties: Parties | null }
  | { type: "turnLost"; incarnation: string }
  /** `unsentAi`: channel rows of AI messages that no call has been made for. */
  | { type: "aiToggled"; aiEnabled: boolean; by: string; unsentAi: UnsentRow[] }
  | { type: "personWrote"; id: string; text: string; by: string; dedupeKey: string; unsentAi: UnsentRow[] }
  | { type: "delivered"; message: StoredMessage; outcome: DeliveryOutcome }
  | { type: "retried"; message: StoredMessage }
  | { type: "read" }
  | { type: "sealed"; movedTo: string }
  | { type: "unsealed" }
  /** `standing` comes with the first page only; `unsentAi` as in `aiToggled`, should the other thread be a person's. */
  | {
      type: "imported";
      messages: StoredMessage[];
      parts: HandedPart[];
      open: Batch | null;
      standing: Standing | null;
      from: string;
      unsentAi: UnsentRow[];
    }
  | { type: "handedOver" }
  | { type: "exported"; ids: string[] }
  | { type: "handedBack"; messages: StoredMessage[] }
  | { type: "reassigned"; contactId: string; contactName: string };
