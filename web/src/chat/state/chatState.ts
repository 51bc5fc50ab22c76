import type { PublicMessage } from "../../../../schema/contract/conversations.ts";
import type { PageEvent } from "../../../../schema/contract/live.ts";
import type { ChatEvent, PublicInfo } from "../../../../schema/contract/publicChat.ts";
import type { FailureKey } from "../../api/problem.ts";
import type { Thread } from "../../realtime/thread.ts";
import type { PageOutgoing } from "../files/pageFile.ts";

/** An answer while it is being written: a draft, nothing until it is committed. */
export interface Draft {
  /** The message whose stream brings it. */
  stream: string;
  text: string;
}

/** Everything the page knows of its thread. */
export interface ChatState {
  thread: Thread<PublicMessage>;
  /** Own messages that the server has not accepted yet, in the order they were written. */
  outgoing: readonly PageOutgoing[];
  /** Messages (by `clientMessageId`) whose answer is still being streamed. */
  streams: readonly string[];
  draft: Draft | null;
  typing: "ai" | "consultant" | null;
  aiEnabled: boolean;
  /** The business wants no more from this person: what was written last was taken, and refused. */
  isBlocked: boolean;
  /** Messages left today; null when there is no limit. */
  remaining: number | null;
  /** The last message that came while the page was open, for those who listen to it. */
  heard: PublicMessage | null;
  /** Rises when the thread was joined with another one, so that it must be read anew. */
  moves: number;
}

export type ChatAction =
  | { type: "written"; message: PageOutgoing }
  /** Its turn has come, and its files go first. */
  | { type: "uploading"; id: string }
  /** Where a file lies now; null when the server knows it no more, so that it has to be uploaded anew. */
  | { type: "uploaded"; fileId: string; mediaId: string | null }
  | { type: "sending"; id: string }
  | { type: "streamed"; id: string; event: ChatEvent }
  /** The stream ended, or never began, without saying how. */
  | { type: "broken"; id: string; problem: FailureKey }
  /** An answer that came whole instead of as a stream. */
  | { type: "answered"; id: string; remaining: number | null; byPerson: boolean }
  | { type: "retried"; id: string }
  | { type: "discarded"; id: string }
  | { type: "pushed"; event: PageEvent }
  | { type: "typingEnded" }
  | { type: "read"; newest: Thread<PublicMessage> }
  | { type: "readOlder"; from: string; page: { items: readonly PublicMessage[]; nextCursor: string | null } }
  | { type: "known"; info: Pick<PublicInfo, "aiEnabled" | "remainingMessages"> }
  /** Somebody else looks at the page now: signed in, out, or linked. */
  | { type: "changedHands"; info: Pick<PublicInfo, "aiEnabled" | "remainingMessages"> };

const emptyThread: Thread<PublicMessage> = { items: [], olderCursor: null };

export const firstState = (
  info: Pick<PublicInfo, "aiEnabled" | "remainingMessages">,
  outgoing: readonly PageOutgoing[],
): ChatState => ({
  thread: emptyThread,
  outgoing,
  streams: [],
  draft: null,
  typing: null,
  aiEnabled: info.aiEnabled,
  isBlocked: false,
  remaining: info.remainingMessages,
  heard: null,
  moves: 0,
});
