import { useNavigate } from "@solidjs/router";
import CircleCheck from "lucide-solid/icons/circle-check";
import EllipsisVertical from "lucide-solid/icons/ellipsis-vertical";
import Inbox from "lucide-solid/icons/inbox";
import { createSignal, Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { paths } from "../../../paths.ts";
import { Button } from "../../../ui/Button.tsx";
import { Menu } from "../../../ui/Menu.tsx";
import { createCommands } from "../../shell/commands.ts";
import { useBlock } from "./block.tsx";
import { moreMenu } from "./moreMenu.tsx";
import { isNarrow } from "./narrow.ts";
import type { HeadActions } from "./useHeadActions.ts";
import { useThreadActions } from "./useThreadActions.ts";

interface HeadMenuProps {
  conversation: Conversation;
  actions: HeadActions;
  onContext(): void;
}

/** Closing, or bringing back, at hand on a phone. */
const Close = (props: { conversation: Conversation; actions: HeadActions }): JSX.Element => {
  const isAway = () => props.conversation.place !== "open";
  return (
    <Button
      tone="quiet"
      label={isAway() ? headWords().reopenIt : headWords().closeIt}
      why={props.actions.mayNot()}
      isBusy={props.actions.isBusy()}
      onClick={() => (isAway() ? props.actions.reopen() : props.actions.close())}
    >
      <Show when={isAway()} fallback={<CircleCheck size={20} />}>
        <Inbox size={20} />
      </Show>
    </Button>
  );
};

/** The menu of everything that can be done with the conversation, and the commands that need no line of their own. */
export const HeadMenu = (props: HeadMenuProps): JSX.Element => {
  const navigate = useNavigate();
  const [page, setPage] = createSignal<string | null>(null);
  const { markUnread, newTopic } = useThreadActions(() => props.conversation);
  const block = useBlock(() => ({ contactId: props.conversation.contactId, name: props.conversation.contactName }));
  const may = () => !props.actions.mayNot();
  const is = (place: Conversation["place"]) => props.conversation.place === place;
  const card = () => navigate(paths.contact(props.conversation.contactId));
  const sections = () =>
    moreMenu({
      conversation: props.conversation,
      isNarrow: isNarrow(),
      mayNot: props.actions.mayNot(),
      onUnread: markUnread,
      onTopic: newTopic,
      onContext: props.onContext,
      onCard: card,
      onBlock: block.ask,
      onUnblock: block.unblock,
    });
  createCommands({
    close: { run: () => props.actions.close(), when: () => may() && is("open") },
    reopen: { run: () => props.actions.reopen(), when: () => may() && !is("open") && !is("blocked") },
    assignToMe: { run: () => props.actions.assignToMe(), when: may },
    markUnread,
    newTopic: { run: newTopic, when: may },
    contactCard: card,
  });
  createCommands({
    assign: { run: () => setPage("assign"), when: () => isNarrow() && may() },
    label: { run: () => setPage("labels"), when: () => isNarrow() && may() },
    snooze: { run: () => setPage("snooze"), when: () => isNarrow() && may() && !is("blocked") },
  });
  return (
    <>
      <Show when={isNarrow() && !is("blocked")}>
        <Close conversation={props.conversation} actions={props.actions} />
      </Show>
      <Menu
        label={headWords().actions}
        class="button quiet icon"
        pages={{ more: sections, ...props.actions.pages }}
        first="more"
        page={page()}
        onPage={setPage}
      >
        <EllipsisVertical size={20} />
      </Menu>
      <block.Question />
    </>
  );
};
