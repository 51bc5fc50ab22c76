import type { MessageStatus as WorldStatus } from "../../world/contract.ts";
import type { MessageStatus } from "../../../schema/contract/enums.ts";

/** What the world really saw of a run. Times are milliseconds of the world's clock. */
export interface Seen {
  arrivals: Arrival[];
  sends: Send[];
  takeovers: Takeover[];
}

/** A message that a customer wrote, and every call of the webhook for it. */
export interface Arrival {
  sid: string;
  person: string;
  number: string;
  text: string;
  /** `status` 0: no answer came. */
  calls: { from: number; to: number; status: number }[];
}

/** A message that Twilio accepted from us. */
export interface Send {
  sid: string;
  person: string;
  number: string;
  body: string;
  at: number;
  /** What its status callback names: our message and its part. */
  messageId: string;
  part: number;
  /** How far it got, and the reports of it that we acknowledged. */
  status: WorldStatus;
  reported: WorldStatus[];
}

/** From when `PATCH …/ai-toggle` had answered until the thread was given back to the AI. */
export interface Takeover {
  conversationId: string;
  confirmedAt: number;
  /** Null: it never was. */
  endedAt: number | null;
}

/** What was stored, read past the product. */
export interface Kept {
  threads: Thread[];
  /** Messages and reports that were acknowledged and not yet handed over. */
  waitingInLines: number;
}

/** A conversation as its object has it, with what D1 and the console say of the same. */
export interface Thread {
  id: string;
  person: string;
  number: string;
  aiEnabled: boolean;
  needsPerson: string | null;
  /** Batches that are still to be answered; `dueAt` null: they wait for a person. */
  open: { id: string; dueAt: number | null }[];
  /** In the thread's order. */
  messages: KeptMessage[];
  /** In D1's order. */
  projected: { id: string; status: string; version: number; batchId: string | null }[];
  /** Ids in the order of the console's API; null when it was not asked. */
  shown: string[] | null;
  parts: KeptPart[];
  /** What the outbox still holds. */
  waiting: { lane: string; state: string }[];
}

export interface KeptMessage {
  id: string;
  /** Twilio's id of what came in. */
  sid: string | null;
  direction: "inbound" | "outbound";
  sender: string;
  kind: string;
  text: string;
  batchId: string | null;
  status: MessageStatus;
  version: number;
  /** How far each of its files is. */
  files: string[];
}

export interface KeptPart {
  messageId: string;
  part: number;
  sid: string | null;
  status: MessageStatus;
  formerSids: string[];
}

/** An invariant of DESIGN section 6 that did not hold. */
export interface Violation {
  invariant: "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I11" | "I13";
  what: string;
}
