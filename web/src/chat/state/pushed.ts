import type { PageEvent } from "../../../../schema/contract/live.ts";
import { withUpdate } from "../../realtime/thread.ts";
import { withArrival } from "./arrived.ts";
import type { ChatState } from "./chatState.ts";

/** An event of the page's socket: messages of both channels, their states and what became of their files, who is in charge, who is writing. */
export function pushed(state: ChatState, event: PageEvent): ChatState {
  switch (event.type) {
    case "NEW_MESSAGE":
    case "MESSAGE_SENT":
      return withArrival(state, event.message);
    case "MESSAGE_STATUS":
      return { ...state, thread: { ...state.thread, items: withStatus(state.thread.items, event) } };
    case "MESSAGE_UPDATE":
      return { ...state, thread: { ...state.thread, items: withUpdate(state.thread.items, event.message) } };
    case "CONVERSATION_UPDATE":
      return {
        ...state,
        aiEnabled: event.aiEnabled,
        draft: event.aiEnabled ? state.draft : null,
        moves: state.moves + (event.movedTo === null ? 0 : 1),
      };
    case "TYPING_INDICATOR":
      if (event.typing) return { ...state, typing: event.who };
      return state.typing === event.who ? { ...state, typing: null } : state;
  }
}

type Items = ChatState["thread"]["items"];

const withStatus = (items: Items, event: Extract<PageEvent, { type: "MESSAGE_STATUS" }>): Items =>
  items.map((message) =>
    message.id === event.messageId && message.version < event.version
      ? { ...message, status: event.status, version: event.version }
      : message,
  );
