import "./conversationRow.css";
import { A } from "@solidjs/router";
import { Show, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { Label } from "../../../../../schema/contract/inboxTools.ts";
import { shortMoment } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { LevelChip } from "../../../ui/Chip.tsx";
import { initialsOf } from "../../../ui/initials.ts";
import { ChannelMark } from "../ChannelMark.tsx";
import { draftOf } from "../drafts.ts";
import { Ticks } from "../Ticks.tsx";
import { tickOf } from "../ticks.ts";
import { authorWord, lastFile, lastWords } from "./lastLine.ts";
import { plainWords } from "./plainWords.ts";
import { RowChips } from "./RowChips.tsx";

interface RowProps {
  conversation: Conversation;
  href: string;
  isOpen: boolean;
  labels?: readonly Label[];
  /** Where one glance can't tell, which agent it is with. */
  showsAgent?: boolean;
}

const LastLine = (props: { conversation: Conversation }): JSX.Element => (
  <Show when={props.conversation.lastMessage} fallback={<span class="truncate">{t().inboxList.noMessages}</span>}>
    {(last) => (
      <>
        <ChannelMark channel={last().channel} />
        <Ticks mark={tickOf(last())} word={t().inbox.status[last().status]} />
        <span class="row-preview truncate" dir="auto">
          {authorWord(last().sender)}
          <Show when={lastFile(last())}>
            {(file) => (
              <>
                <Dynamic component={file().icon} size={14} /> {file().word}
                {last().text ? " · " : ""}
              </>
            )}
          </Show>
          {lastWords(last())}
        </span>
      </>
    )}
  </Show>
);

const Unread = (props: { count: number }): JSX.Element => (
  <Show when={props.count > 0}>
    <span class="row-unread numbers">
      <span aria-hidden="true">{props.count > 99 ? "99+" : props.count}</span>
      <span class="only-spoken">{t().inbox.unread(props.count)}</span>
    </span>
  </Show>
);

const Assignee = (props: { name: string }): JSX.Element => (
  <span class="row-assignee" title={t().inboxList.assignedTo(props.name)}>
    <span aria-hidden="true">{initialsOf(props.name)}</span>
    <span class="only-spoken">{t().inboxList.assignedTo(props.name)}</span>
  </span>
);

/** One conversation of a list: who, level, channel, last line, time, unread, who is answering, labels and whose it is. */
export const ConversationRow = (props: RowProps): JSX.Element => {
  const draft = () => draftOf(props.conversation.id);
  return (
    <li data-id={props.conversation.id}>
      <A
        href={props.href}
        class="row"
        classList={{ unread: props.conversation.unreadCount > 0 }}
        activeClass=""
        inactiveClass=""
        noScroll
        aria-current={props.isOpen ? "true" : undefined}
      >
        <Avatar name={props.conversation.contactName} />
        <span class="row-words">
          <span class="row-line">
            <span class="row-name truncate" dir="auto">
              {props.conversation.contactName}
            </span>
            <LevelChip level={props.conversation.level} />
            <time class="row-time" datetime={props.conversation.lastMessageAt}>
              {shortMoment(props.conversation.lastMessageAt)}
            </time>
          </span>
          <span class="row-line row-last">
            <Show when={draft()} fallback={<LastLine conversation={props.conversation} />}>
              <span class="row-draft">{t().inboxList.draft}</span>
              <span class="truncate" dir="auto">
                {plainWords(draft())}
              </span>
            </Show>
            <Unread count={props.conversation.unreadCount} />
          </span>
          <span class="row-line row-state">
            <RowChips conversation={props.conversation} labels={props.labels ?? []} />
            <Show when={props.showsAgent !== false && !props.labels?.length}>
              <span class="row-agent truncate">{props.conversation.agentName}</span>
            </Show>
            <Show when={props.conversation.assignee}>{(assignee) => <Assignee name={assignee().name} />}</Show>
          </span>
        </span>
      </A>
    </li>
  );
};
