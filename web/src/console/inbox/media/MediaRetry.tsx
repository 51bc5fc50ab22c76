import { useQueryClient } from "@tanstack/solid-query";
import { Show, type JSX } from "solid-js";
import { amend } from "../../../api/amend.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { problemText } from "../../../api/problemText.ts";
import { t } from "../../../i18n/text.ts";
import { withMedium, type Thread } from "../../../realtime/thread.ts";
import { Button } from "../../../ui/Button.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useMayNot } from "../../shell/session.ts";

/** Fetches or understands a file again. Only for what is in the thread: a file that is still being written has no message. */
export const MediaRetry = (props: { conversationId: string; messageId: string | null; mediaId: string }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const retry = createAction(
    () =>
      call("POST /api/conversations/{id}/media/{mediaId}/retry", {
        params: { id: props.conversationId, mediaId: props.mediaId },
      }),
    {
      done: (medium) =>
        amend<Thread>(client, keys.thread(props.conversationId), (thread) =>
          props.messageId ? { ...thread, items: withMedium(thread.items, props.messageId, medium) } : thread,
        ),
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  return (
    <Show when={props.messageId}>
      <Button class="slim" why={mayNot()} isBusy={retry.isRunning()} onClick={() => void retry.run(undefined)}>
        {t().common.retry}
      </Button>
    </Show>
  );
};
