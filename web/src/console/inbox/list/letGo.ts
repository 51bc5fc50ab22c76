import type { QueryClient } from "@tanstack/solid-query";
import { amend } from "../../../api/amend.ts";
import type { InboxView } from "../../../paths.ts";
import { isIn, type InboxPage, type Reader } from "../../../realtime/inboxList.ts";

/** A conversation kept its row while it was on screen; now that the reader has moved on, lists it no longer belongs to let it go. */
export const letGo = (client: QueryClient, id: string, reader: Reader): void => {
  for (const [queryKey, page] of client.getQueriesData<InboxPage>({ queryKey: ["conversations", "inbox"] })) {
    const row = page?.items.find((item) => item.id === id);
    if (!page || !row || isIn(queryKey[2] as InboxView, row, reader)) continue;
    amend<InboxPage>(client, queryKey, (held) => ({ ...held, items: held.items.filter((item) => item.id !== id) }));
  }
};
