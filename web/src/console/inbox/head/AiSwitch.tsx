import { useQueryClient } from "@tanstack/solid-query";
import { Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { createAction } from "../../../api/action.ts";
import { call } from "../../../api/client.ts";
import { problemText } from "../../../api/problemText.ts";
import { comingMoment } from "../../../i18n/comingMoment.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { t } from "../../../i18n/text.ts";
import { applyConversation } from "../../../realtime/apply.ts";
import { Switch } from "../../../ui/Switch.tsx";
import { showToast } from "../../../ui/toasts.ts";
import { createCommands } from "../../shell/commands.ts";
import { useMayNot } from "../../shell/session.ts";
import { now } from "../now.ts";
import { whoTurned } from "./whoTurned.ts";

interface AiSwitchProps {
  conversation: Conversation;
  /** The customer said STOP and has written nothing since: whoever answers here, nothing goes out. */
  isStopped: boolean;
}

/** Who answers here, who decided it and when, and when the AI takes over again by itself. */
export const AiSwitch = (props: AiSwitchProps): JSX.Element => {
  const client = useQueryClient();
  const mayNot = useMayNot("write");
  const toggle = createAction(
    (aiEnabled: boolean) =>
      call("PATCH /api/conversations/{id}/ai-toggle", { params: { id: props.conversation.id }, body: { aiEnabled } }),
    {
      done(conversation) {
        applyConversation(client, conversation, conversation.id);
        showToast({
          text: conversation.aiEnabled ? t().inbox.handedBack : t().inbox.tookOver,
          undo: () => void toggle.run(!conversation.aiEnabled),
        });
      },
      failed: (problem) => showToast({ tone: "problem", text: problemText(problem) }),
    },
  );
  const why = () => {
    if (props.conversation.place === "blocked") return headWords().blockedBlocks;
    return mayNot() ?? (toggle.isRunning() ? label() : undefined);
  };
  // Turning it off is confirmed only once a message already on its way has settled.
  const label = () => {
    if (toggle.isRunning()) return props.conversation.aiEnabled ? t().inbox.stopping : t().inbox.starting;
    const who = props.conversation.aiEnabled ? t().inbox.aiOn : t().inbox.aiOff;
    return props.isStopped ? t().inbox.stopReceived(who) : who;
  };
  const handsBack = () => {
    const { handsBackAt, aiEnabled } = props.conversation;
    return !aiEnabled && handsBackAt && Date.parse(handsBackAt) > now() ? handsBackAt : null;
  };
  createCommands({
    takeOver: { run: () => void toggle.run(false), when: () => props.conversation.aiEnabled && !why() },
    handBack: { run: () => void toggle.run(true), when: () => !props.conversation.aiEnabled && !why() },
  });
  return (
    <div class="ai-switch" classList={{ on: props.conversation.aiEnabled, off: !props.conversation.aiEnabled }}>
      <Switch
        tone="ai"
        label={label()}
        help={
          <>
            <span>{whoTurned(props.conversation)} </span>
            <Show when={handsBack()}>
              {(at) => (
                <time class="hands-back" datetime={at()}>
                  {headWords().handsBack(comingMoment(at()))}
                </time>
              )}
            </Show>
          </>
        }
        isOn={props.conversation.aiEnabled}
        why={why()}
        onTurn={(isOn) => void toggle.run(isOn)}
      />
    </div>
  );
};
