import type { PublicMessage } from "../../../../schema/contract/conversations.ts";
import { stillOutgoing } from "../../realtime/outgoing.ts";
import { withMessage } from "../../realtime/thread.ts";
import type { ChatState, Draft } from "./chatState.ts";

/** True when this message is the draft, finished: the same text, or what it was going to be. */
export const arrived = (draft: Draft | null, message: PublicMessage): boolean =>
  draft !== null && message.direction === "outbound" && message.text.startsWith(draft.text.trim());

/** The thread with a message that has come by stream or by socket, in whatever order the two brought it. */
export function withArrival(state: ChatState, message: PublicMessage): ChatState {
  const items = withMessage(state.thread.items, message);
  const isNew = state.thread.items.every((known) => known.id !== message.id);
  return {
    ...state,
    thread: { ...state.thread, items },
    outgoing: stillOutgoing(state.outgoing, items),
    draft: arrived(state.draft, message) ? null : state.draft,
    typing: message.direction === "outbound" ? null : state.typing,
    heard: isNew && message.direction === "outbound" ? message : state.heard,
  };
}
