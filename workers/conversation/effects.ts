import type { HandedPart } from "./handover.ts";
import type { StoredMessage } from "./state.ts";

/** Effects that are stored in the transaction of the step that decided them. */
export type StoredEffect =
  | { type: "insertMessage"; message: StoredMessage }
  | { type: "patchMessage"; id: string; set: Partial<Pick<StoredMessage, "status" | "failure" | "batchId" | "level">> }
  | { type: "removeMessage"; id: string }
  /** Queue a message for its channel; the store cuts it into parts the channel can carry. */
  | { type: "send"; messageId: string; text: string; sender: StoredMessage["sender"] }
  | { type: "cancelSend"; outboxId: string }
  /** A part of a message that came from another thread, as far as it had got there; `waits` when it still has to be sent. */
  | { type: "adoptPart"; part: HandedPart }
  /** What waited here to be sent waits elsewhere now. */
  | { type: "letGoOfSends" }
  | { type: "announce"; what: "inbound" | "outbound" | "status"; messageId: string }
  | { type: "project"; what: "message"; messageId: string }
  | { type: "project"; what: "conversation" | "lastStatus" | "disclosure" };

/** Effects on the running process: lost in a crash, and found again from the state. */
export type LiveEffect =
  | { type: "startTurn"; turnId: string }
  | { type: "abortTurn"; turnId: string; because: "folded" | "takeover" | "sealed" | "lost" }
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
