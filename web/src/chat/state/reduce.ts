import { afterFailure, stillOutgoing } from "../../realtime/outgoing.ts";
import { joined, withOlder } from "../../realtime/thread.ts";
import { firstState, type ChatAction, type ChatState } from "./chatState.ts";
import type { PageOutgoing } from "../files/pageFile.ts";
import { arrived } from "./arrived.ts";
import { pushed } from "./pushed.ts";
import { streamed, withoutStream } from "./streamed.ts";

/** The page's thread after something happened. Pure: what it means to send, read or retry is the controller's. */
export function reduce(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case "written":
      return { ...state, outgoing: [...state.outgoing, action.message] };
    case "uploading":
      return changeOutgoing(state, action.id, (message) => ({ ...message, state: "sending", problem: null }));
    case "uploaded":
      return { ...state, outgoing: state.outgoing.map((message) => withUpload(message, action)) };
    case "sending":
      return {
        ...changeOutgoing(state, action.id, (message) => ({ ...message, state: "sending", problem: null })),
        streams: [...state.streams.filter((id) => id !== action.id), action.id],
      };
    case "streamed":
      return streamed(state, action.id, action.event);
    case "broken":
      return broken(withoutStream(state, action.id), action);
    case "answered":
      return {
        ...withoutStream(state, action.id),
        outgoing: state.outgoing.filter((message) => message.clientMessageId !== action.id),
        remaining: action.remaining,
        aiEnabled: action.byPerson ? false : state.aiEnabled,
        isBlocked: false,
      };
    case "retried":
      return changeOutgoing(state, action.id, (message) => ({ ...message, state: "waiting", problem: null }));
    case "discarded":
      return { ...state, outgoing: state.outgoing.filter((message) => message.clientMessageId !== action.id) };
    case "pushed":
      return pushed(state, action.event);
    case "typingEnded":
      return { ...state, typing: null };
    case "read":
      return afterReading({ ...state, thread: joined(state.thread, action.newest) });
    case "readOlder":
      return state.thread.olderCursor === action.from ? { ...state, thread: withOlder(state.thread, action.page) } : state;
    case "known":
      return { ...state, aiEnabled: action.info.aiEnabled, remaining: action.info.remainingMessages };
    case "changedHands":
      return { ...firstState(action.info, state.outgoing), moves: state.moves };
  }
}

/** Whoever is blocked had their message taken all the same: it stands in the thread, and the foot of the page says what that means. */
function broken(state: ChatState, { id, problem }: Extract<ChatAction, { type: "broken" }>): ChatState {
  const after = changeOutgoing(state, id, (message) => afterFailure(message, problem));
  return problem === "blocked" ? { ...after, isBlocked: true } : after;
}

/** What was read may hold what we were still sending, and the answer we were still being streamed. */
function afterReading(state: ChatState): ChatState {
  const items = state.thread.items;
  const last = items.at(-1);
  return {
    ...state,
    outgoing: stillOutgoing(state.outgoing, items),
    draft: last !== undefined && arrived(state.draft, last) ? null : state.draft,
  };
}

function changeOutgoing(
  state: ChatState,
  id: string,
  change: (message: ChatState["outgoing"][number]) => ChatState["outgoing"][number],
): ChatState {
  if (state.outgoing.every((message) => message.clientMessageId !== id)) return state;
  return { ...state, outgoing: state.outgoing.map((message) => (message.clientMessageId === id ? change(message) : message)) };
}

function withUpload(message: PageOutgoing, { fileId, mediaId }: { fileId: string; mediaId: string | null }): PageOutgoing {
  if (message.files.every((file) => file.id !== fileId || file.mediaId === mediaId)) return message;
  return { ...message, files: message.files.map((file) => (file.id === fileId ? { ...file, mediaId } : file)) };
}
