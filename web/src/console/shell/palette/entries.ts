import type { Navigator } from "@solidjs/router";
import { useQueryClient, type QueryClient } from "@tanstack/solid-query";
import { createMemo, type Accessor } from "solid-js";
import type { Conversation } from "../../../../../schema/contract/conversations.ts";
import type { SearchHit } from "../../../../../schema/contract/search.ts";
import { createCached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { shellWords } from "../../../i18n/shellWords.ts";
import { paths } from "../../../paths.ts";
import type { InboxPage } from "../../../realtime/inboxList.ts";
import { canRun, runCommand } from "../commands.ts";
import { commandTable, type CommandGroup, type CommandId } from "../commandTable.ts";
import { keyName } from "../keyNames.ts";
import { ranked } from "./ranking.ts";

type ContactHit = Extract<SearchHit, { kind: "contact" }>;
type MessageHit = Extract<SearchHit, { kind: "message" }>;

export interface Entry {
  id: string;
  kind: "page" | "command" | "conversation" | "contact" | "said";
  title: string;
  detail: string | null;
  key: string | null;
  run(): void;
}

export interface Section {
  title: string;
  entries: Entry[];
}

/** Keys for walking through a list make no sense as something to choose from another. */
const notChosen: ReadonlySet<CommandId> = new Set(["next", "previous"]);
const groupOrder: readonly CommandGroup[] = ["conversation", "go", "list", "console"];
const mostOfAKind = 6;
const shortestQuestion = 2;

const commandSections = (typed: string): Section[] => {
  const { commands, groups } = shellWords();
  const offered = commandTable.filter(({ id }) => !notChosen.has(id) && canRun(id));
  return groupOrder.flatMap((group) => {
    const chosen = ranked(
      offered.filter((one) => one.group === group),
      ({ id }) => commands[id],
      typed,
      offered.length,
    );
    const entries = chosen.map(({ id, key }): Entry => {
      const shown = key === undefined ? null : keyName(key);
      const kind = group === "go" ? "page" : "command";
      return { id: `command-${id}`, kind, title: commands[id], detail: null, key: shown, run: () => runCommand(id) };
    });
    return entries.length > 0 ? [{ title: groups[group], entries }] : [];
  });
};

/** Every conversation that some list already holds, once. */
const heldConversations = (client: QueryClient): Conversation[] => {
  const pages = client.getQueriesData<InboxPage>({ queryKey: ["conversations", "inbox"] });
  const all = pages.flatMap(([, page]) => page?.items ?? []);
  return [...new Map(all.map((conversation) => [conversation.id, conversation])).values()];
};

const conversationEntry = (id: string, title: string, detail: string, navigate: Navigator): Entry => ({
  id: `conversation-${id}`,
  kind: "conversation",
  title,
  detail,
  key: null,
  run: () => navigate(paths.inbox(id)),
});

/** Those of a list at once, then those of people that the server found. */
const conversationEntries = (
  held: Conversation[],
  people: readonly ContactHit[],
  typed: string,
  navigate: Navigator,
): Entry[] => {
  const known = ranked(held, ({ contactName }) => contactName, typed, mostOfAKind).map(({ id, contactName, agentName }) =>
    conversationEntry(id, contactName, agentName, navigate),
  );
  const found = people.flatMap(({ conversationId, contactName, snippet }) =>
    conversationId === null ? [] : [conversationEntry(conversationId, contactName, snippet, navigate)],
  );
  return [...new Map([...found, ...known].map((entry) => [entry.id, entry])).values()].slice(0, mostOfAKind);
};

const saidEntries = (hits: readonly MessageHit[], navigate: Navigator): Entry[] =>
  hits.slice(0, mostOfAKind).map(({ conversationId, messageId, mediaId, contactName, snippet }) => ({
    id: `said-${messageId}-${mediaId ?? ""}`,
    kind: "said",
    title: snippet,
    detail: contactName,
    key: null,
    run: () => navigate(paths.inbox(conversationId, { message: messageId })),
  }));

const contactEntries = (people: readonly ContactHit[], navigate: Navigator): Entry[] =>
  people.slice(0, mostOfAKind).map(({ contactId, contactName, snippet }) => ({
    id: `contact-${contactId}`,
    kind: "contact",
    title: contactName,
    detail: snippet,
    key: null,
    run: () => navigate(paths.contact(contactId)),
  }));

/**
 * What can be chosen for what was typed: at once what is here (commands, conversations on a list), a moment later what the server
 * finds.
 *
 * @param asked what was typed, once the typing has paused
 */
export const createEntries = (
  typed: Accessor<string>,
  asked: Accessor<string>,
  navigate: Navigator,
): { sections: Accessor<Section[]>; isAsking: Accessor<boolean> } => {
  const client = useQueryClient();
  const mayAsk = () => asked().length >= shortestQuestion;
  const hits = createCached<{ items: SearchHit[] }>(() => ({
    queryKey: keys.search(asked()),
    queryFn: ({ signal }) => call("GET /api/search", { query: { q: asked() } }, signal),
    enabled: mayAsk(),
  }));
  const held = heldConversations(client);
  const sections = createMemo((): Section[] => {
    const words = shellWords().palette;
    const found = mayAsk() ? (hits.data()?.items ?? []) : [];
    const people = found.filter((hit) => hit.kind === "contact");
    const messages = found.filter((hit) => hit.kind === "message");
    const places = [
      { title: words.people, entries: conversationEntries(held, people, typed(), navigate) },
      { title: words.contacts, entries: contactEntries(people, navigate) },
    ];
    const said = { title: words.said, entries: saidEntries(messages, navigate) };
    const commands = commandSections(typed());
    const ordered = typed() === "" ? [...commands, ...places] : [...places, ...commands, said];
    return ordered.filter(({ entries }) => entries.length > 0);
  });
  return { sections, isAsking: hits.isFetching };
};
