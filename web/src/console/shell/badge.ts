import { createEffect, type Accessor } from "solid-js";
import type { InboxCounts } from "../../../../schema/contract/conversations.ts";
import type { Session } from "../../../../schema/contract/auth.ts";
import { createCached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";

/** The window's title, with how much is unread before it: what a narrow tab still shows. */
export const titleOf = (tenantName: string | undefined, unread: number): string => {
  const name = tenantName ? `${tenantName} · Filo` : "Filo";
  return unread > 0 ? `(${unread}) ${name}` : name;
};

const badge = (unread: number): void => {
  if (!("setAppBadge" in navigator)) return;
  (unread > 0 ? navigator.setAppBadge(unread) : navigator.clearAppBadge()).catch(() => undefined);
};

/** Shows how many conversations are unread in the window's title, and on the installed console's icon. */
export const createBadge = (session: Accessor<Session | undefined>): void => {
  const counts = createCached<InboxCounts>(() => ({
    queryKey: keys.inboxCounts,
    queryFn: ({ signal }) => call("GET /api/conversations/counts", {}, signal),
    enabled: session() !== undefined,
  }));
  createEffect(() => {
    const unread = counts.data()?.unread ?? 0;
    document.title = titleOf(session()?.tenant.name, unread);
    badge(unread);
  });
};
