import { sql, type SQL } from "drizzle-orm";
import type { Conversation } from "../../schema/contract/conversations.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import { agentNames } from "./agentNames.ts";
import { conversationColumns, toView, type ConversationFacts } from "./conversationRow.ts";
import type { InboxDeps } from "./deps.ts";
import { memberOf, withUnread } from "./forUser.ts";

export interface ConversationPage {
  items: Conversation[];
  nextCursor: string | null;
}

/** Conversations out of `source`, with the names of their contacts, whatever they are called today. */
export const withContacts = (source: SQL): SQL => sql`
  ${conversationColumns} FROM ${source} AS c JOIN contacts AS k ON k.tenant_id = c.tenant_id AND k.id = c.contact_id`;

/** Rows as their reader sees them: with what that user has not seen. */
export const asSeen = async (
  deps: Pick<InboxDeps, "inbox">,
  caller: ConsoleCaller,
  rows: ConversationFacts[],
): Promise<Conversation[]> => {
  if (rows.length === 0) return [];
  const known = rows.map(({ id, inboundCount }) => ({ id, inboundCount }));
  const [names, counts] = await Promise.all([
    agentNames(caller.db, rows),
    deps.inbox(caller.tenantId).unreadCounts(memberOf(caller), known),
  ]);
  return rows.map((row) => withUnread(toView(row, names.get(row.agentId) ?? ""), counts[row.id] ?? 0));
};
