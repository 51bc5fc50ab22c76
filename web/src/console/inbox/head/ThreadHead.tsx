import "./head.css";
import { A } from "@solidjs/router";
import ArrowLeft from "lucide-solid/icons/arrow-left";
import PanelRight from "lucide-solid/icons/panel-right";
import { Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { t } from "../../../i18n/text.ts";
import { paths } from "../../../paths.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { LevelChip } from "../../../ui/Chip.tsx";
import { useInboxView } from "../list/inboxView.ts";
import { AiSwitch } from "./AiSwitch.tsx";
import { HeadBar } from "./HeadBar.tsx";
import { HeadDialogs } from "./HeadDialogs.tsx";
import { HeadMenu } from "./HeadMenu.tsx";
import { isNarrow } from "./narrow.ts";
import { Onlookers } from "./Onlookers.tsx";
import { PlaceNote } from "./PlaceNote.tsx";
import { useHeadActions } from "./useHeadActions.ts";

interface ThreadHeadProps {
  conversation: Conversation;
  /** The customer said STOP and has written nothing since: whoever answers here, nothing goes out. */
  isStopped: boolean;
  onContext(): void;
}

/** Who it is; on a phone a press on them opens what is known of them, on a desk that stands beside already. */
const Who = (props: { conversation: Conversation }): JSX.Element => {
  const { link } = useInboxView();
  const href = () =>
    isNarrow() ? link(props.conversation.id, { pane: "context" }) : paths.contact(props.conversation.contactId);
  return (
    <A class="thread-who" href={href()} activeClass="" inactiveClass="">
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
          <Show when={isNarrow() && props.conversation.assignee}>{(assignee) => <> · {assignee().name}</>}</Show>
        </span>
      </span>
    </A>
  );
};

/** The head of a thread: who it is, who answers, and everything one does with a conversation. */
export const ThreadHead = (props: ThreadHeadProps): JSX.Element => {
  const { link } = useInboxView();
  const actions = useHeadActions(() => props.conversation);
  return (
    <>
      <header class="thread-head">
        <A class="button quiet icon back" href={link()} aria-label={t().common.back}>
          <ArrowLeft size={20} />
        </A>
        <Who conversation={props.conversation} />
        <Show when={isNarrow()}>
          <Onlookers conversationId={props.conversation.id} />
        </Show>
        <AiSwitch conversation={props.conversation} isStopped={props.isStopped} />
        <HeadMenu conversation={props.conversation} actions={actions} onContext={props.onContext} />
        <Show when={!isNarrow()}>
          <Button tone="quiet" label={t().inbox.openContext} onClick={() => props.onContext()}>
            <PanelRight size={20} />
          </Button>
        </Show>
      </header>
      <Show when={!isNarrow()}>
        <HeadBar conversation={props.conversation} actions={actions} />
      </Show>
      <PlaceNote conversation={props.conversation} actions={actions} />
      <HeadDialogs conversation={props.conversation} actions={actions} />
    </>
  );
};
