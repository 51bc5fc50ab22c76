import "./conversationRow.css";
import { A } from "@solidjs/router";
import Globe from "lucide-solid/icons/globe";
import MapPin from "lucide-solid/icons/map-pin";
import MessageCircle from "lucide-solid/icons/message-circle";
import Timer from "lucide-solid/icons/timer";
import { Match, Show, Switch, type JSX } from "solid-js";
import { Dynamic } from "solid-js/web";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import type { Channel } from "../../../../schema/contract/enums.ts";
import { shortMoment } from "../../i18n/format.ts";
import { spanOf } from "../../i18n/measures.ts";
import { t } from "../../i18n/text.ts";
import { paths, type InboxFilter } from "../../paths.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { Chip, LevelChip } from "../../ui/Chip.tsx";
import { lengthOf } from "../../ui/lengthOf.ts";
import { draftOf } from "./drafts.ts";
import { mediaIcons } from "./media/mediaIcons.ts";
import { now } from "./now.ts";
import { closingSoon } from "./replyWindow.ts";
import { Ticks } from "./Ticks.tsx";
import { plainWords } from "./textRuns.ts";
import { tickOf } from "./ticks.ts";

export const ChannelMark = (props: { channel: Channel }): JSX.Element => (
  <span class="channel" title={t().common.channels[props.channel]}>
    <Show when={props.channel === "whatsapp"} fallback={<Globe size={14} />}>
      <MessageCircle size={14} />
    </Show>
    <span class="only-spoken">{t().common.channels[props.channel]}</span>
  </span>
);

const authorWord = (sender: NonNullable<Conversation["lastMessage"]>["sender"]): string => {
  if (sender === "client") return "";
  return sender === "ai" ? `${t().inbox.ai}: ` : `${t().inbox.person}: `;
};

/** What a message without words, or before its words, is: a file of some kind, with its length when it has one, or a shared place. */
const lastFile = ({ mediaKind, mediaDurationMs, text, direction }: NonNullable<Conversation["lastMessage"]>) => {
  if (!mediaKind) return text ? undefined : { icon: MapPin, word: t().media.place };
  const kind = mediaKind === "audio" && direction === "outbound" ? t().media.audioFile : t().media.kinds[mediaKind];
  return { icon: mediaIcons[mediaKind], word: mediaDurationMs === null ? kind : `${kind} ${lengthOf(mediaDurationMs)}` };
};

const LastLine = (props: { conversation: Conversation }): JSX.Element => (
  <Show when={props.conversation.lastMessage}>
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
          {plainWords(last().text)}
        </span>
      </>
    )}
  </Show>
);

const State = (props: { conversation: Conversation }): JSX.Element => (
  <Switch fallback={<Chip tone="person">{t().inbox.person}</Chip>}>
    <Match when={props.conversation.needsPerson}>{(reason) => <Chip tone="amber">{t().inbox.needsPerson[reason()]}</Chip>}</Match>
    <Match when={props.conversation.aiEnabled}>
      <Chip tone="ai">{t().inbox.ai}</Chip>
    </Match>
  </Switch>
);

/** WhatsApp's window is about to close: whoever wants to write freely does it now. */
const Closing = (props: { conversation: Conversation }): JSX.Element => {
  const left = () => closingSoon(props.conversation, now());
  return (
    <Show when={left()}>
      {(span) => (
        <Chip tone="amber">
          <Timer size={13} />
          {t().sending.closingChip(spanOf(span()))}
        </Chip>
      )}
    </Show>
  );
};

/** One conversation of the list: who, level, channel, last line, time, unread, and who is answering. */
export const ConversationRow = (props: { conversation: Conversation; filter: InboxFilter; isOpen: boolean }): JSX.Element => {
  const draft = () => draftOf(props.conversation.id);
  return (
    <li>
      <A
        href={paths.inbox(props.conversation.id, { filter: props.filter })}
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
              <span class="row-draft">{t().inbox.draft}</span>
              <span class="truncate">{draft()}</span>
            </Show>
            <Show when={props.conversation.unreadCount > 0}>
              <span class="row-unread numbers">
                <span aria-hidden="true">{props.conversation.unreadCount > 99 ? "99+" : props.conversation.unreadCount}</span>
                <span class="only-spoken">{t().inbox.unread(props.conversation.unreadCount)}</span>
              </span>
            </Show>
          </span>
          <span class="row-line row-state">
            <State conversation={props.conversation} />
            <Closing conversation={props.conversation} />
            <Show when={props.conversation.stoppedAt}>
              <Chip tone="red">{t().inbox.stoppedChip}</Chip>
            </Show>
            <span class="truncate">{props.conversation.agentName}</span>
          </span>
        </span>
      </A>
    </li>
  );
};
