import { sql } from "drizzle-orm";
import type { ConsoleCaller } from "../platform/route.ts";
import { asSeen, withContacts, type ConversationPage } from "./asSeen.ts";
import type { ConversationFacts } from "./conversationRow.ts";
import type { InboxDeps } from "./deps.ts";
import { memberOf } from "./forUser.ts";
import { afterOf, cursorAt } from "./listCursor.ts";
import type { ListQuery } from "./shelves.ts";

/** What the user has not seen all of, wherever it lies: the live room says which, and in which order, and D1 what they are. */
export const listUnread = async (
  deps: Pick<InboxDeps, "inbox">,
  caller: ConsoleCaller,
  query: ListQuery,
): Promise<ConversationPage> => {
  const keys = await deps.inbox(caller.tenantId).unreadPage(memberOf(caller), {
    sort: query.sort,
    agentId: query.agentId ?? null,
    labelId: query.labelId ?? null,
    after: afterOf(query.cursor),
    limit: query.limit + 1,
  });
  const page = keys.slice(0, query.limit);
  const rows = await byIds(
    caller,
    page.map(({ id }) => id),
  );
  const found = new Map(rows.map((row) => [row.id, row]));
  const inOrder = page.flatMap(({ id }) => found.get(id) ?? []);
  return { items: await asSeen(deps, caller, inOrder), nextCursor: keys.length > query.limit ? cursorAt(page.at(-1)) : null };
};

/** D1 takes a hundred parameters, and counts each element of `json_each` as a row. */
const atOnce = 50;

const byIds = async ({ db }: ConsoleCaller, ids: string[]): Promise<ConversationFacts[]> => {
  const parts = Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, n) => ids.slice(n * atOnce, (n + 1) * atOnce));
  const read = (part: string[]) =>
    db.raw<ConversationFacts>(
      (tenantId) => sql`SELECT ${withContacts(sql`conversations`)}
        WHERE c.tenant_id = ${tenantId} AND c.id IN ${part} AND c.moved_to IS NULL`,
    );
  return (await Promise.all(parts.map(read))).flat();
};
