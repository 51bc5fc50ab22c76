import type { InboxDeps } from "../../workers/inbox/deps.ts";
import type { UnreadRow } from "../../workers/inbox/unreadList.ts";

interface Place {
  tenantId: string;
  unread: Map<string, number>;
}

interface Row extends Record<string, unknown> {
  id: string;
  agent_id: string;
  label_ids: string;
  attention: number;
  last_message_at: number;
}

/** A live room that has heard of everything that is in D1, for tests of what D1 is asked. */
export const unreadOf = (d1: D1Database, { tenantId, unread }: Place): ReturnType<InboxDeps["inbox"]> => {
  const rows = async (): Promise<Row[]> =>
    (await d1.prepare("SELECT * FROM conversations WHERE tenant_id = ?").bind(tenantId).all<Row>()).results;
  const room: Pick<ReturnType<InboxDeps["inbox"]>, "unreadCounts" | "unreadPage"> = {
    unreadCounts: async (_, threads) => Object.fromEntries(threads.map(({ id }) => [id, unread.get(id) ?? 0])),
    unreadPage: async (_, { sort, agentId, labelId, after, limit }) => {
      const key = ({ sortAttention, sortAt, id }: Pick<UnreadRow, "sortAttention" | "sortAt" | "id">) =>
        `${sort === "attention" ? sortAttention : ""} ${String(sortAt).padStart(16, "0")} ${id}`;
      return (await rows())
        .filter((row) => unread.has(row.id) && (agentId === null || row.agent_id === agentId))
        .filter((row) => labelId === null || (JSON.parse(row.label_ids) as string[]).includes(labelId))
        .map((row) => ({ id: row.id, sortAttention: row.attention, sortAt: row.last_message_at }))
        .filter((row) => after === null || key(row) < key(after))
        .toSorted((a, b) => (key(a) < key(b) ? 1 : -1))
        .slice(0, limit);
    },
  };
  return room as ReturnType<InboxDeps["inbox"]>;
};
