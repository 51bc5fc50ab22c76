import { useNavigate } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import { amend } from "../../../api/amend.ts";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { beginAnew } from "../../../api/hold.ts";
import { keys } from "../../../api/keys.ts";
import { problemText } from "../../../api/problemText.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { applyConversation, inboxLists } from "../../../realtime/apply.ts";
import { refreshCounts } from "../../../realtime/counts.ts";
import { withSent, type Thread } from "../../../realtime/thread.ts";
import { showToast } from "../../../ui/toasts.ts";
import { useInboxView } from "../list/inboxView.ts";
import { markInTurn } from "../markInTurn.ts";

interface ThreadActions {
  markUnread(): void;
  newTopic(): void;
}

/** What is done with a conversation besides arranging it. */
export const useThreadActions = (conversation: Accessor<Conversation>): ThreadActions => {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { link } = useInboxView();
  const failed = (problem: Parameters<typeof problemText>[0]) => showToast({ tone: "problem", text: problemText(problem) });
  const mark = (id: string) => markInTurn(id, () => call("PATCH /api/conversations/{id}/mark-unread", { params: { id } }));
  const unread = createAction(mark, {
    done(marked) {
      // Left before it is marked: while it is open, what is on screen counts as read.
      navigate(link(), { replace: true });
      applyConversation(client, marked, undefined);
      beginAnew(client, { queryKey: inboxLists });
      refreshCounts(client);
      showToast({ text: headWords().markedUnread });
    },
    failed,
  });
  const topic = createAction((id: string) => call("POST /api/conversations/{id}/new-topic", { params: { id } }), {
    done(marker) {
      amend<Thread>(client, keys.thread(marker.conversationId), (thread) => withSent(thread, marker));
      showToast({ text: headWords().newTopicDone });
    },
    failed,
  });
  return {
    markUnread: () => void unread.run(conversation().id),
    newTopic: () => void topic.run(conversation().id),
  };
};
