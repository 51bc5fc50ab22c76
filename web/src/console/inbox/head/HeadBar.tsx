import AlarmClock from "lucide-solid/icons/alarm-clock";
import CircleCheck from "lucide-solid/icons/circle-check";
import Tag from "lucide-solid/icons/tag";
import UserPlus from "lucide-solid/icons/user-plus";
import { createSignal, For, Show, type JSX } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { Button } from "../../../ui/Button.tsx";
import { Menu } from "../../../ui/Menu.tsx";
import { createCommands } from "../../shell/commands.ts";
import { isWide } from "../contextPane.ts";
import { createLabels } from "../labels/data.ts";
import { LabelChip } from "../labels/LabelChip.tsx";
import { Onlookers } from "./Onlookers.tsx";
import type { HeadActions } from "./useHeadActions.ts";

interface HeadBarProps {
  conversation: Conversation;
  actions: HeadActions;
}

const Assign = (props: HeadBarProps & { page: string | null; onPage(page: string | null): void }): JSX.Element => {
  const assignee = () => props.conversation.assignee;
  const label = () => {
    const somebody = assignee();
    return somebody ? headWords().assignedTo(somebody.name) : headWords().assign;
  };
  return (
    <Menu
      label={label()}
      class="button quiet slim"
      edge="start"
      pages={props.actions.pages}
      first="assign"
      page={props.page}
      onPage={props.onPage}
    >
      <Show when={assignee()} fallback={<UserPlus size={16} />}>
        {(somebody) => <Avatar name={somebody().name} size="tiny" />}
      </Show>
      <span class="truncate">{assignee()?.name ?? headWords().assign}</span>
    </Menu>
  );
};

const Labels = (props: HeadBarProps & { page: string | null; onPage(page: string | null): void }): JSX.Element => {
  const labels = createLabels();
  const carried = () => labels.of(props.conversation.labelIds);
  const shown = () => carried().slice(0, isWide() ? 3 : 1);
  return (
    <Menu
      label={headWords().labels}
      class="button quiet slim head-labels"
      edge="start"
      pages={props.actions.pages}
      first="labels"
      page={props.page}
      onPage={props.onPage}
    >
      <Tag size={16} />
      <For each={shown()} fallback={<span class="truncate">{headWords().labels}</span>}>
        {(label) => <LabelChip label={label} />}
      </For>
      <Show when={carried().length > shown().length}>
        <span>+{carried().length - shown().length}</span>
      </Show>
    </Menu>
  );
};

/** What one does with a conversation, and how things stand, in one line; on a phone it is all in the menu. */
export const HeadBar = (props: HeadBarProps): JSX.Element => {
  const [open, setOpen] = createSignal<string | null>(null);
  const page = (name: string) => (open() === name ? name : null);
  const mayNot = () => props.actions.mayNot();
  createCommands({
    assign: { run: () => setOpen("assign"), when: () => !mayNot() },
    label: { run: () => setOpen("labels"), when: () => !mayNot() },
    snooze: { run: () => setOpen("snooze"), when: () => !mayNot() && props.conversation.place !== "blocked" },
  });
  return (
    <div class="head-bar">
      <Assign {...props} page={page("assign")} onPage={setOpen} />
      <Labels {...props} page={page("labels")} onPage={setOpen} />
      <Show when={props.conversation.place !== "blocked"}>
        <Menu
          label={headWords().snooze}
          class="button quiet slim"
          edge="start"
          pages={props.actions.pages}
          first="snooze"
          page={page("snooze")}
          onPage={setOpen}
        >
          <AlarmClock size={16} />
          <span>{headWords().snooze}</span>
        </Menu>
        <Show when={props.conversation.place === "open"}>
          <Button tone="quiet" class="slim" why={mayNot()} isBusy={props.actions.isBusy()} onClick={() => props.actions.close()}>
            <CircleCheck size={16} />
            {headWords().close}
          </Button>
        </Show>
      </Show>
      <Onlookers conversationId={props.conversation.id} />
    </div>
  );
};
