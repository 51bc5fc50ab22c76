import { A } from "@solidjs/router";
import { useQueryClient } from "@tanstack/solid-query";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import PanelRight from "lucide-solid/icons/panel-right";
import type { JSX } from "solid-js";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import { createAction } from "../../api/action.ts";
import { call } from "../../api/client.ts";
import { problemText } from "../../api/problemText.ts";
import { momentOf } from "../../i18n/format.ts";
import { t } from "../../i18n/text.ts";
import { paths, type InboxFilter } from "../../paths.ts";
import { applyConversation } from "../../realtime/apply.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Button } from "../../ui/Button.tsx";
import { LevelChip } from "../../ui/Chip.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useMayNot } from "../shell/session.ts";

/** Who answers here. Turning the AI off is confirmed only once a message already on its way has settled. */
const AiSwitch = (props: { conversation: Conversation; isStopped: boolean }): JSX.Element => {
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
  const label = () => {
    if (toggle.isRunning()) return props.conversation.aiEnabled ? t().inbox.stopping : t().inbox.starting;
    const who = props.conversation.aiEnabled ? t().inbox.aiOn : t().inbox.aiOff;
    return props.isStopped ? t().inbox.stopReceived(who) : who;
  };
  const turned = () => {
    const { overriddenAt, overriddenBy } = props.conversation;
    return overriddenAt ? t().inbox.turnedBy(overriddenBy ?? t().inbox.person, momentOf(overriddenAt)) : t().inbox.neverTurned;
  };
  return (
    <div class="ai-switch" classList={{ on: props.conversation.aiEnabled, off: !props.conversation.aiEnabled }}>
      <Switch
        tone="ai"
        label={label()}
        help={turned()}
        isOn={props.conversation.aiEnabled}
        why={mayNot() ?? (toggle.isRunning() ? label() : undefined)}
        onTurn={(isOn) => void toggle.run(isOn)}
      />
    </div>
  );
};

interface ThreadHeadProps {
  conversation: Conversation;
  filter: InboxFilter;
  /** The customer said STOP and has written nothing since: whoever answers here, nothing goes out. */
  isStopped: boolean;
  onContext(): void;
}

export const ThreadHead = (props: ThreadHeadProps): JSX.Element => (
  <header class="thread-head">
    <A class="button quiet icon back" href={paths.inbox(undefined, { filter: props.filter })} aria-label={t().common.back}>
      <ArrowLeft size={20} />
    </A>
    <A class="thread-who" href={paths.contact(props.conversation.contactId)}>
      <Avatar name={props.conversation.contactName} />
      <span class="thread-who-words">
        <span class="row-line">
          <span class="row-name truncate" dir="auto">
            {props.conversation.contactName}
          </span>
          <LevelChip level={props.conversation.level} />
        </span>
        <span class="small soft truncate">
          {props.conversation.isClient ? t().inbox.client : t().inbox.lead} · {props.conversation.agentName}
        </span>
      </span>
    </A>
    <AiSwitch conversation={props.conversation} isStopped={props.isStopped} />
    <Button tone="quiet" label={t().inbox.openContext} onClick={() => props.onContext()}>
      <PanelRight size={20} />
    </Button>
  </header>
);
