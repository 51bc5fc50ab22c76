import { useQueryClient } from "@tanstack/solid-query";
import { Show, type JSX } from "solid-js";
import { amend } from "../../../api/amend.ts";
import type { Message } from "../../../../../schema/contract/conversations.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { problemText } from "../../../api/problemText.ts";
import { t } from "../../../i18n/text.ts";
import { withMessage, type Thread } from "../../../realtime/thread.ts";
import { Button } from "../../../ui/Button.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { useMayNot } from "../../shell/session.ts";
import { failureText, isWithdrawn } from "./failureText.ts";
import { canRetry } from "../ticks.ts";

/** Why a message did not go out, what to do, and another try where it can't double. */
export const BubbleFailure = (props: { message: Message }): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const retry = createAction(
    () =>
      call("POST /api/conversations/{id}/messages/{messageId}/retry", {
        params: { id: props.message.conversationId, messageId: props.message.id },
      }),
    {
      done: (message) =>
        amend<Thread>(client, keys.thread(message.conversationId), (thread) => ({
          ...thread,
          items: withMessage(thread.items, message),
        })),
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  return (
    <p class="bubble-failure" classList={{ withdrawn: isWithdrawn(props.message) }}>
      <span title={props.message.failure?.code}>{failureText(props.message)}</span>
      <Show when={canRetry(props.message)}>
        <Button tone="danger" class="slim" why={mayNot()} isBusy={retry.isRunning()} onClick={() => void retry.run(undefined)}>
          {t().common.retry}
        </Button>
      </Show>
    </p>
  );
};
