import { sql } from "drizzle-orm";
import type { Conversation } from "../../schema/contract/conversations.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import { asSeen, withContacts, type ConversationPage } from "./asSeen.ts";
import type { ConversationFacts } from "./conversationRow.ts";
import type { InboxDeps } from "./deps.ts";
import { afterOf, cursorAt } from "./listCursor.ts";
import { placeOf } from "./piles.ts";
import { inOrderOf, type ListQuery } from "./shelves.ts";

/**
 * One contact has a handful of conversations: they are read together, and the filter looks at each. Without a filter they are
 * all shown, wherever they lie.
 */
export const listOfContact = async (
  deps: Pick<InboxDeps, "inbox">,
  caller: ConsoleCaller,
  query: ListQuery,
  contactId: string,
): Promise<ConversationPage> => {
  const rows = await caller.db.raw<ConversationFacts>(
    (tenantId) => sql`SELECT ${withContacts(sql`conversations`)}
      WHERE c.tenant_id = ${tenantId} AND c.contact_id = ${contactId} AND c.last_message_at > 0 AND c.moved_to IS NULL`,
  );
  const keyed = (await asSeen(deps, caller, rows)).filter(belongs(caller, query)).map((item) => ({ ...keyOf(item), item }));
  const ordered = keyed.toSorted(inOrderOf(query));
  const after = afterOf(query.cursor);
  const rest = after ? ordered.filter((one) => inOrderOf(query)(after, one) < 0 && one.id !== after.id) : ordered;
  const shown = rest.slice(0, query.limit);
  return { items: shown.map(({ item }) => item), nextCursor: rest.length > query.limit ? cursorAt(shown.at(-1)) : null };
};

const keyOf = ({ id, needsPerson, lastMessageAt }: Conversation) => ({
  id,
  sortAttention: needsPerson === null ? 0 : 1,
  sortAt: Date.parse(lastMessageAt),
});

const belongs =
  ({ userId }: ConsoleCaller, { filter, agentId, labelId }: ListQuery) =>
  (one: Conversation): boolean => {
    if (agentId !== undefined && one.agentId !== agentId) return false;
    if (labelId !== undefined && !one.labelIds.includes(labelId)) return false;
    if (filter === "all") return true;
    if (filter === "unread") return one.unreadCount > 0;
    if (one.place !== placeOf(filter)) return false;
    if (filter === "leads" || filter === "clients") return one.isClient === (filter === "clients");
    if (filter === "needs_person") return one.needsPerson !== null;
    return filter !== "mine" || one.assignee?.id === userId;
  };
