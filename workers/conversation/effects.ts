import type { ConsentWord } from "../contacts/consentWords.ts";
import type { HandedPart } from "./handover.ts";
import type { SendRefusal, Purpose } from "./mayBeSent.ts";
import type { Part } from "./partStore.ts";
import type { SentFile, SentTemplate } from "./partsOf.ts";
import type { DeliveryTimes, MediaSource, StoredMessage } from "./state.ts";

/** Effects that are stored in the transaction of the step that decided them. */
export type StoredEffect =
  | { type: "insertMessage"; message: StoredMessage }
  | {
      type: "patchMessage";
      id: string;
      set: Partial<Pick<StoredMessage, "status" | "failure" | "batchId" | "level" | "media" | "intent"> & DeliveryTimes>;
    }
  | { type: "removeMessage"; id: string }
  /** Orders a file to be fetched (from `source`) and understood; without one it is here already. */
  | { type: "adoptMedia"; messageId: string; mediaId: string; source: MediaSource | null }
  /** Queue a message for its channel; the store cuts it into parts the channel can carry. */
  | {
      type: "send";
      messageId: string;
      text: string;
      sender: StoredMessage["sender"];
      purpose: Purpose;
      files: SentFile[];
      template: SentTemplate | null;
    }
  /** What of a message has not reached the customer goes out once more, because a person wants it. */
  | { type: "sendRest"; messageId: string }
  /** One part goes out once more, before everything that waits: its last try was reported as failed. */
  | {
      type: "sendAgain";
      messageId: string;
      part: number;
      sender: StoredMessage["sender"];
      retries: number;
      dueAt: number;
      failedAs: Pick<Part, "sid" | "failure">;
    }
  | { type: "cancelSend"; outboxId: string; because: Extract<SendRefusal, "taken_over" | "stopped" | "blocked"> }
  /** A part of a message that came from another thread, as far as it had got there; `waits` when it still has to be sent. */
  | { type: "adoptPart"; part: HandedPart }
  /** What waited here to be sent waits elsewhere now. */
  | { type: "letGoOfSends" }
  /** `quiet`: shown where the thread is open, and nobody need look. */
  | { type: "announce"; what: "inbound" | "outbound" | "quiet" | "status" | "media"; messageId: string }
  /** These users are named in a note. */
  | { type: "mention"; messageId: string }
  | { type: "project"; what: "message"; messageId: string }
  /** It is in another thread under another id, and here no more. */
  | { type: "project"; what: "twin"; messageId: string }
  /** What the customer said in this message about being written to: evidence, and word to their other conversations. */
  | { type: "project"; what: "consent"; messageId: string; word: ConsentWord; at: number }
  /** Where it lies and whose it is stand apart: they change seldom, and their columns are indexed. */
  | { type: "project"; what: "conversation" | "lastStatus" | "arrangement" | "labels" | "disclosure" | "language" };

/** Effects on the running process: lost in a crash, and found again from the state. */
export type LiveEffect =
  | { type: "startTurn"; turnId: string }
  | { type: "abortTurn"; turnId: string; because: "folded" | "takeover" | "stopped" | "blocked" | "sealed" | "lost" }
  /** Whoever waits for an answer to this batch gets it, or is told that there is none. */
  | {
      type: "settle";
      batchId: string;
      by: "reply" | "notice" | "person" | "silence" | "escalation" | "move";
      replyId: string | null;
    };

export type Effect = StoredEffect | LiveEffect;

export interface Decision<S> {
  state: S;
  effects: Effect[];
}
