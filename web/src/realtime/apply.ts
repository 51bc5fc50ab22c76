import type { QueryClient } from "@tanstack/solid-query";
import type { Conversation } from "../../../schema/contract/conversations.ts";
import type { ConsoleEvent } from "../../../schema/contract/live.ts";
import { keys } from "../api/keys.ts";
import type { InboxFilter } from "../paths.ts";
import { newerOf, withConversation, type InboxPage } from "./inboxList.ts";
import { withMessage, withStatus, withUpdate, type Thread } from "./thread.ts";
import { noteTyping } from "./typing.ts";

const changeThread = (client: QueryClient, id: string, change: (items: Thread["items"]) => Thread["items"]) =>
  client.setQueryData<Thread>(keys.thread(id), (thread) => {
    if (!thread) return thread;
    const items = change(thread.items);
    return items === thread.items ? thread : { ...thread, items };
  });

/** Puts a conversation, from an event or an answer, wherever the cache shows it; an older version changes nothing. */
export const applyConversation = (client: QueryClient, next: Conversation, openId: string | undefined): void => {
  client.setQueryData<Conversation>(keys.conversation(next.id), (known) => (known ? newerOf(known, next) : next));
  const lists = client.getQueriesData<InboxPage>({ queryKey: ["conversations", "inbox"] });
  for (const [queryKey, page] of lists) {
    if (page) client.setQueryData(queryKey, withConversation(page, queryKey[2] as InboxFilter, next, openId));
  }
  client.setQueriesData<InboxPage>({ queryKey: ["conversations", "contact", next.contactId] }, (page) =>
    page ? withConversation(page, "all", next, undefined) : page,
  );
};

/** Applies one live event to everything cached. */
export const applyEvent = (client: QueryClient, event: ConsoleEvent, openId: string | undefined): void => {
  switch (event.type) {
    case "NEW_MESSAGE":
    case "MESSAGE_SENT":
      changeThread(client, event.conversationId, (items) => withMessage(items, event.message));
      if (event.message.sender === "ai") void client.invalidateQueries({ queryKey: keys.trace(event.conversationId) });
      noteTyping({ type: "TYPING_INDICATOR", conversationId: event.conversationId, who: "ai", typing: false });
      return;
    case "MESSAGE_STATUS":
      changeThread(client, event.conversationId, (items) => withStatus(items, event));
      return;
    case "MESSAGE_UPDATE":
      changeThread(client, event.conversationId, (items) => withUpdate(items, event.message));
      return;
    case "ALERT":
      void client.invalidateQueries({ queryKey: keys.health });
      return;
    case "CONVERSATION_UPDATE":
      applyConversation(client, event.conversation, openId);
      return;
    case "TYPING_INDICATOR":
      noteTyping(event);
  }
};

/** After a gap: whatever is on screen is read again now, the rest when it is next shown. */
export const readAgain = (client: QueryClient): void => {
  for (const queryKey of [keys.conversations, ["conversation"], ["thread"], keys.health])
    void client.invalidateQueries({ queryKey });
};
