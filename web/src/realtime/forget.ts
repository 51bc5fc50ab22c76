import type { QueryClient } from "@tanstack/solid-query";
import { keys } from "../api/keys.ts";
import { letGoKept } from "../api/keepReads.ts";
import { keepDraft, noteDraftKey } from "../console/inbox/drafts.ts";
import type { InboxPage } from "./inboxList.ts";
import { call } from "../api/client.ts";

/** What names a conversation in its key. */
const ofConversation = ["conversation", "thread", "trace"];
const ofContact = ["contact", "dossier", "merges", "consents"];

const isAbout = (kinds: readonly string[], ids: ReadonlySet<string>) => (queryKey: readonly unknown[]) =>
  (kinds.includes(String(queryKey[0])) && ids.has(String(queryKey[1]))) ||
  (queryKey[0] === "conversations" && queryKey[1] === "contact" && ids.has(String(queryKey[2])));

const letGo = (client: QueryClient, isMeant: (queryKey: readonly unknown[]) => boolean): void => {
  client.removeQueries({ predicate: ({ queryKey, observers }) => isMeant(queryKey) && observers.length === 0 });
  // What is on screen is asked for once more, and told that it is gone.
  void client.resetQueries({ predicate: ({ queryKey }) => isMeant(queryKey) });
  letGoKept(isMeant);
};

/** Conversations that were erased: nothing of them stays in this browser, and lists show them no more. */
export const forgetConversations = (client: QueryClient, conversationIds: readonly string[]): void => {
  const ids = new Set(conversationIds);
  letGo(client, isAbout(ofConversation, ids));
  for (const id of ids) {
    keepDraft(id, "");
    keepDraft(noteDraftKey(id), "");
  }
  client.setQueriesData<InboxPage>({ queryKey: keys.conversations }, (page) =>
    page && Array.isArray(page.items) && page.items.some(({ id }) => ids.has(id))
      ? { ...page, items: page.items.filter(({ id }) => !ids.has(id)) }
      : page,
  );
};

/** Somebody whose data is erased: their card is read no more from what was kept. */
export const forgetContact = (client: QueryClient, contactId: string): void =>
  letGo(client, isAbout(ofContact, new Set([contactId])));

/** What was erased while this browser was not listening. It keeps things for two weeks: one page is more than enough. */
export const forgetErased = async (client: QueryClient): Promise<void> => {
  const { items } = await call("GET /api/erasures", { query: {} });
  const gone = items.filter(({ scope }) => scope !== "files");
  const people = gone.filter(({ scope }) => scope === "everything").flatMap(({ contactIds }) => contactIds);
  if (gone.length > 0)
    forgetConversations(
      client,
      gone.flatMap(({ conversationIds }) => conversationIds),
    );
  if (people.length > 0) letGo(client, isAbout(ofContact, new Set(people)));
};
