import type { QueryClient } from "@tanstack/solid-query";
import { amend, amendAll } from "../api/amend.ts";
import type { Session } from "../../../schema/contract/auth.ts";
import type { Conversation } from "../../../schema/contract/conversations.ts";
import type { ConsoleEvent } from "../../../schema/contract/live.ts";
import { keys } from "../api/keys.ts";
import type { InboxView } from "../paths.ts";
import { refreshCounts } from "./counts.ts";
import { newerOf, withConversation, type InboxPage } from "./inboxList.ts";
import { forgetConversations } from "./forget.ts";
import { forgetOnlookers, noteOnlookers } from "./onlookers.ts";
import { withMessage, withSeam, withStatus, withUpdate, type Thread } from "./thread.ts";
import { noteTyping } from "./typing.ts";
import { forgetUnread, noteUnread } from "./unread.ts";

/** The inbox's lists, however they are narrowed. */
export const inboxLists = ["conversations", "inbox"] as const;

const changeThread = (client: QueryClient, id: string, change: (items: Thread["items"]) => Thread["items"]) =>
  amend<Thread>(client, keys.thread(id), (thread) => {
    const items = change(thread.items);
    return items === thread.items ? thread : { ...thread, items };
  });

/** Puts a conversation, from an event or an answer, wherever the cache shows it; an older version changes nothing. */
export const applyConversation = (client: QueryClient, next: Conversation, openId: string | undefined): void => {
  const reader = { openId, userId: client.getQueryData<Session>(keys.session)?.user.id };
  client.setQueryData<Conversation>(keys.conversation(next.id), (known) => {
    const newer = newerOf(known, next);
    if (newer === next) noteUnread(next.id, next.unreadCount);
    return newer;
  });
  amendAll<InboxPage>(client, inboxLists, (page, key) => withConversation(page, key[2] as InboxView, next, reader));
  amendAll<InboxPage>(client, keys.conversationsOf(next.contactId), (page) => withConversation(page, null, next, reader));
};

/** The newest copy that is held of it anywhere. */
const heldConversation = (client: QueryClient, id: string): Conversation | undefined =>
  [
    client.getQueryData<Conversation>(keys.conversation(id)),
    ...client.getQueriesData<InboxPage>({ queryKey: inboxLists }).flatMap(([, page]) => page?.items ?? []),
  ]
    .filter((conversation) => conversation?.id === id)
    .reduce((newest, next) => (next && (!newest || next.version > newest.version) ? next : newest), undefined);

/** One that isn't held shows its count when it is read; a list of what is unread is read again for it. */
const applyUnread = (client: QueryClient, id: string, unreadCount: number, openId: string | undefined): void => {
  noteUnread(id, unreadCount);
  const held = heldConversation(client, id);
  if (held) applyConversation(client, { ...held, unreadCount }, openId);
  else
    void client.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[1] === "inbox" && (queryKey[2] as InboxView).filter === "unread",
    });
};

/** Applies one live event to everything cached. */
export const applyEvent = (client: QueryClient, event: ConsoleEvent, openId: string | undefined): void => {
  switch (event.type) {
    case "NEW_MESSAGE":
    case "MESSAGE_SENT":
      changeThread(client, event.conversationId, (items) => withMessage(items, event.message));
      if (event.message.sender === "ai") void client.invalidateQueries({ queryKey: keys.trace(event.conversationId) });
      if (event.message.kind !== "note")
        noteTyping({
          type: "TYPING_INDICATOR",
          conversationId: event.conversationId,
          who: event.type === "NEW_MESSAGE" ? "client" : "ai",
          typing: false,
        });
      return;
    case "MESSAGE_STATUS":
      changeThread(client, event.conversationId, (items) => withStatus(items, event));
      return;
    case "MESSAGE_UPDATE":
      changeThread(client, event.conversationId, (items) => withUpdate(items, event.message));
      return;
    case "MENTION":
      changeThread(client, event.conversationId, (items) => withMessage(items, event.message));
      refreshCounts(client);
      return;
    case "ALERT":
      void client.invalidateQueries({ queryKey: keys.health });
      return;
    case "CONVERSATION_UPDATE":
      applyConversation(client, event.conversation, openId);
      refreshCounts(client);
      return;
    case "CONVERSATION_ERASED":
      forgetConversations(client, [event.conversationId]);
      refreshCounts(client);
      return;
    case "UNREAD":
      applyUnread(client, event.conversationId, event.unreadCount, openId);
      refreshCounts(client);
      return;
    case "ONLOOKERS":
      noteOnlookers(event);
      return;
    case "TYPING_INDICATOR":
      noteTyping(event);
  }
};

/** After a gap: whatever is on screen is read again now, the rest when it is next shown. */
export const readAgain = (client: QueryClient): void => {
  forgetUnread();
  forgetOnlookers();
  amendAll<Thread>(client, ["thread"], withSeam);
  for (const queryKey of [keys.conversations, ["conversation"], ["thread"], keys.health])
    void client.invalidateQueries({ queryKey });
};
