import type { ChatEvent } from "../../../../schema/contract/publicChat.ts";
import { withArrival } from "./arrived.ts";
import type { ChatState } from "./chatState.ts";

/** A server-sent event of the stream that answers the message `id`. */
export function streamed(state: ChatState, id: string, chat: ChatEvent): ChatState {
  switch (chat.event) {
    case "accepted":
      return { ...withArrival(state, chat.data.message), isBlocked: false };
    case "delta":
      return { ...state, draft: grown(state, id, chat.data.text) };
    case "retracted":
      return { ...state, draft: withoutDraft(state, id) };
    case "committed":
      return withoutStream({ ...withArrival(state, chat.data.message), remaining: chat.data.remainingMessages }, id);
    case "person":
      return withoutStream({ ...state, aiEnabled: false }, id);
    case "superseded":
    case "closed":
      return withoutStream(state, id);
  }
}

export const withoutStream = (state: ChatState, id: string): ChatState => ({
  ...state,
  streams: state.streams.filter((stream) => stream !== id),
  draft: withoutDraft(state, id),
});

const withoutDraft = ({ draft }: ChatState, id: string) => (draft?.stream === id ? null : draft);

/** A later message's stream takes over from an earlier one's, never the other way round. */
const grown = ({ draft, streams }: ChatState, id: string, text: string) => {
  if (draft?.stream === id) return { stream: id, text: draft.text + text };
  const isNewest = draft === null || streams.indexOf(id) > streams.indexOf(draft.stream);
  return isNewest ? { stream: id, text } : draft;
};
