import AlarmClock from "lucide-solid/icons/alarm-clock";
import Ban from "lucide-solid/icons/ban";
import IdCard from "lucide-solid/icons/id-card";
import Mail from "lucide-solid/icons/mail";
import MessageSquarePlus from "lucide-solid/icons/message-square-plus";
import PanelRight from "lucide-solid/icons/panel-right";
import Tag from "lucide-solid/icons/tag";
import UserPlus from "lucide-solid/icons/user-plus";
import type { Component } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import { headWords } from "../../../i18n/headWords.ts";
import { t } from "../../../i18n/text.ts";
import type { MenuItem, MenuSection } from "../../../ui/menuItems.ts";

export interface MoreDeps {
  conversation: Conversation;
  /** A phone, which has no line of its own for arranging. */
  isNarrow: boolean;
  /** Why nothing can be changed here; nothing when it can. */
  mayNot: string | undefined;
  onUnread(): void;
  onTopic(): void;
  onContext(): void;
  onCard(): void;
  onBlock(): void;
  onUnblock(): void;
}

const icon = (Icon: Component<{ size: number }>) => () => <Icon size={16} />;

const arranging = ({ conversation, mayNot }: MoreDeps): MenuItem[] => {
  const page = (name: string, label: string, drawing: Component<{ size: number }>, hint?: string): MenuItem => ({
    kind: "page",
    page: name,
    label,
    hint,
    icon: icon(drawing),
    why: mayNot,
  });
  return [
    page("assign", headWords().assign, UserPlus, conversation.assignee?.name),
    page("labels", headWords().labels, Tag),
    ...(conversation.place === "blocked" ? [] : [page("snooze", headWords().snooze, AlarmClock)]),
  ];
};

const always = ({ mayNot, onUnread, onTopic }: MoreDeps): MenuItem[] => [
  { kind: "action", label: headWords().markUnread, icon: icon(Mail), onSelect: onUnread },
  {
    kind: "action",
    label: headWords().newTopic,
    help: headWords().newTopicHelp,
    why: mayNot,
    icon: icon(MessageSquarePlus),
    onSelect: onTopic,
  },
];

const person = ({ conversation, isNarrow, mayNot, onContext, onCard, onBlock, onUnblock }: MoreDeps): MenuItem[] => [
  ...(isNarrow ? [{ kind: "action", label: t().inbox.openContext, icon: icon(PanelRight), onSelect: onContext } as const] : []),
  { kind: "action", label: headWords().openCard, icon: icon(IdCard), onSelect: onCard },
  conversation.place === "blocked"
    ? { kind: "action", label: headWords().unblock, icon: icon(Ban), why: mayNot, onSelect: onUnblock }
    : { kind: "action", label: headWords().block, tone: "danger", icon: icon(Ban), why: mayNot, onSelect: onBlock },
];

/** What can be done with a conversation besides answering; on a phone also what a desk has in a line of its own. */
export const moreMenu = (deps: MoreDeps): MenuSection[] => [
  ...(deps.isNarrow ? [{ items: arranging(deps) }] : []),
  { items: always(deps) },
  { items: person(deps) },
];
