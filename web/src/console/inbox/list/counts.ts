import type { Accessor } from "solid-js";
import type { InboxCounts } from "../../../../../schema/contract/conversations.ts";
import { createCached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { numberOf } from "../../../i18n/format.ts";
import type { InboxFilter } from "../../../paths.ts";

const shownUpTo = 9_999;

/** How many conversations each filter shows; live events have it read again. */
export const createCounts = (): Accessor<InboxCounts | undefined> =>
  createCached<InboxCounts>(() => ({
    queryKey: keys.inboxCounts,
    queryFn: ({ signal }) => call("GET /api/conversations/counts", {}, signal),
  })).data;

const countedAs: Partial<Record<InboxFilter, "all" | "leads" | "clients" | "needsPerson" | "unread" | "mine" | "snoozed">> = {
  all: "all",
  needs_person: "needsPerson",
  unread: "unread",
  mine: "mine",
  clients: "clients",
  leads: "leads",
  snoozed: "snoozed",
};

/** How many a filter shows, as it is written beside it; nothing for none, and for what isn't counted. */
export const countText = (counts: InboxCounts | undefined, filter: InboxFilter): string | undefined => {
  const name = countedAs[filter];
  return name && textOfCount(counts?.[name]);
};

export const textOfCount = (count: number | undefined): string | undefined => {
  if (!count) return undefined;
  return count > shownUpTo ? `${numberOf(shownUpTo)}+` : numberOf(count);
};
