import { QueryClient } from "@tanstack/solid-query";
import { describe, expect, it } from "vitest";
import { letGo } from "../../../web/src/console/inbox/list/letGo.ts";
import { keys } from "../../../web/src/api/keys.ts";
import type { InboxView } from "../../../web/src/paths.ts";
import type { InboxPage } from "../../../web/src/realtime/inboxList.ts";
import { conversation } from "../world.ts";

const view = (filter: InboxView["filter"]): InboxView => ({ filter, sort: "attention" });
const reader = { openId: undefined, userId: "usr_1" };

describe("a conversation that the reader leaves", () => {
  it("goes from the lists it no longer belongs to, and only from those", () => {
    const client = new QueryClient();
    const read = conversation(1, { unreadCount: 0 });
    const closed = conversation(2, { place: "closed", unreadCount: 3 });
    for (const filter of ["all", "unread", "closed"] as const)
      client.setQueryData<InboxPage>(keys.inbox(view(filter)), { items: [read, closed], nextCursor: null });
    letGo(client, read.id, reader);
    const idsIn = (filter: InboxView["filter"]) =>
      client.getQueryData<InboxPage>(keys.inbox(view(filter)))?.items.map(({ id }) => id);
    expect(idsIn("all")).toEqual([read.id, closed.id]);
    expect(idsIn("unread")).toEqual([closed.id]);
    letGo(client, closed.id, reader);
    expect(idsIn("all")).toEqual([read.id]);
    expect(idsIn("closed")).toContain(closed.id);
  });
});
