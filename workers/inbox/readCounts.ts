import { gt } from "drizzle-orm";
import type { InboxCounts } from "../../schema/contract/conversations.ts";
import { inboxCounts } from "../../schema/tables/inboxTools.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { InboxDeps } from "./deps.ts";
import { memberOf } from "./forUser.ts";

/** How many conversations each filter shows. Triggers keep the numbers, the live room what the user has not seen. */
export const readCounts = async (deps: Pick<InboxDeps, "inbox">, caller: ConsoleCaller): Promise<InboxCounts> => {
  const { key, count } = inboxCounts;
  const [rows, unread] = await Promise.all([
    caller.db.pick({ key, count }, inboxCounts, { where: gt(count, 0) }),
    deps.inbox(caller.tenantId).unreadTotal(memberOf(caller)),
  ]);
  const counts = new Map(rows.map((row) => [row.key, row.count]));
  const of = (name: string): number => counts.get(name) ?? 0;
  const by = (prefix: string): Record<string, number> =>
    Object.fromEntries([...counts].flatMap(([name, n]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), n]] : [])));
  return {
    all: of("leads") + of("clients"),
    leads: of("leads"),
    clients: of("clients"),
    needsPerson: of("needs_person"),
    unread,
    mine: of(`assignee:${caller.userId}`),
    snoozed: of("snoozed"),
    agents: by("agent:"),
    labels: by("label:"),
  };
};
