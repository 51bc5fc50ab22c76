import { useQueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import type { Conversation } from "../../../../schema/contract/conversations.ts";
import type { SearchHit } from "../../../../schema/contract/search.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { createPaged, type Paged } from "../../api/paged.ts";
import type { InboxView } from "../../paths.ts";
import { orderOf, type InboxPage } from "../../realtime/inboxList.ts";
import { readThread } from "../../realtime/readThread.ts";
import type { Thread } from "../../realtime/thread.ts";
import { latestRead } from "../../realtime/unread.ts";

/** The inbox as a view shows it. What live events have brought meanwhile is not overwritten by an older reading. */
export const createInbox = (view: Accessor<InboxView>): Paged<Conversation> => {
  const client = useQueryClient();
  return createPaged(() => {
    const shown = view();
    const queryKey = keys.inbox(shown);
    return {
      queryKey,
      fetchPage: async (cursor, signal) => {
        const page = await call("GET /api/conversations", { query: { ...shown, ...(cursor ? { cursor } : {}) } }, signal);
        const held = new Map(client.getQueryData<InboxPage>(queryKey)?.items.map((item) => [item.id, item]));
        return { ...page, items: page.items.map((item) => latestRead(held.get(item.id), item)).toSorted(orderOf(shown)) };
      },
    };
  });
};

export const createConversation = (id: Accessor<string>): Cached<Conversation> => {
  const client = useQueryClient();
  return createCached(() => {
    const queryKey = keys.conversation(id());
    return {
      queryKey,
      queryFn: async ({ signal }) => {
        const read = await call("GET /api/conversations/{id}", { params: { id: id() } }, signal);
        return latestRead(client.getQueryData<Conversation>(queryKey), read);
      },
    };
  });
};

export const createThread = (id: Accessor<string>): Cached<Thread> => {
  const client = useQueryClient();
  return createCached(() => ({
    queryKey: keys.thread(id()),
    queryFn: ({ signal }) => readThread(client, id(), signal),
    structuralSharing: false,
  }));
};

/** The API takes no shorter question. */
export const shortestSearch = 2;

/** Places where all the words are, over every thread of the business. */
export const createSearch = (
  words: Accessor<string>,
): Cached<{ items: SearchHit[] }> & { items: Accessor<readonly SearchHit[]> } => {
  const found = createCached<{ items: SearchHit[] }>(() => ({
    queryKey: keys.search(words()),
    queryFn: ({ signal }) => call("GET /api/search", { query: { q: words() } }, signal),
    enabled: words().length >= shortestSearch,
  }));
  return { ...found, items: () => found.data()?.items ?? [] };
};

/** What the list already knows of a conversation, to paint its head before it is read. */
export const useListed = (): ((id: string) => Conversation | undefined) => {
  const client = useQueryClient();
  return (id) =>
    client
      .getQueriesData<InboxPage>({ queryKey: keys.conversations })
      .flatMap(([, page]) => page?.items ?? [])
      .find((conversation) => conversation.id === id);
};
