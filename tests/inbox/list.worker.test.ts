import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { conversationListQuerySchema, type Conversation } from "../../schema/contract/conversations.ts";
import { listConversations } from "../../workers/inbox/listConversations.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import type { ConsoleCaller } from "../../workers/platform/route.ts";
import { agentRow, tenantRow } from "./crowd.ts";
import { unreadOf } from "./unreadRoom.ts";

const { DB } = env as unknown as { DB: D1Database };

/** D1 that adds up the rows it had to read and write, and remembers what it was asked. */
const counting = () => {
  const rows = { read: 0, queries: [] as { query: string; values: unknown[] }[] };
  const wrap = (statement: D1PreparedStatement, query: string, values: unknown[] = []): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...bound: unknown[]) => wrap(target.bind(...bound), query, bound);
        if (name === "all" || name === "raw")
          return async () => {
            const result = await target.all();
            rows.read += result.meta.rows_read;
            rows.queries.push({ query, values });
            return name === "all" ? result : target.raw();
          };
        throw new Error(`Not counted: ${String(name)}`);
      },
    });
  const d1 = { prepare: (query: string) => wrap(DB.prepare(query), query) } as unknown as D1Database;
  return { d1, rows };
};

const id = (prefix: string, tenant: string, n: number) => `${prefix}_${tenant}${String(n).padStart(26 - tenant.length, "0")}`;

const anna = "usr_anna";

interface Place {
  tenantId: string;
  agents: string[];
  labels: string[];
  size: number;
  /** How much Anna has not seen, by conversation. */
  unread: Map<string, number>;
}

const run = (query: string, ...values: unknown[]) =>
  DB.prepare(query)
    .bind(...values)
    .run();

/** A tenant with so many conversations, of every kind, with those among them that no inbox shows. They are seconds apart. */
const fill = async (name: string, size: number): Promise<Place> => {
  const tenantId = id("ten", name, 0);
  // The last has no conversations.
  const agents = [0, 1, 2, 3].map((n) => id("agt", name, n));
  const labels = [id("lbl", name, 0), id("lbl", name, 1)];
  await run(tenantRow, tenantId);
  for (const [n, agent] of agents.entries()) await run(agentRow, tenantId, agent, `Agent ${n}`);
  for (const label of labels)
    await run("INSERT INTO labels (tenant_id, id, name, color, created_at) VALUES (?1, ?2, ?2, 'teal', 0)", tenantId, label);
  const numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?2 - 1)";
  const numbered = (prefix: string, n: string) => `'${prefix}_${name}' || printf('%0${26 - name.length}d', ${n})`;
  await run(
    `${numbers} INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at)
     SELECT ?1, ${numbered("ctc", "i")}, 'Person ' || i, CASE WHEN i / 3 % 2 = 0 THEN '["client"]' ELSE '["lead"]' END, '', 0, 0 FROM n`,
    tenantId,
    size,
  );
  await run(
    `${numbers} INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, needs_person, inbound_count, last_message_at,
       last_text, last_channel, last_direction, last_sender, last_status, attention, place, assignee_id, assignee_name, label_ids, moved_to, version, created_at)
     SELECT ?1, ${numbered("cnv", "i")}, ${numbered("agt", "i % 3")}, ${numbered("ctc", "i")}, 1, 1,
       CASE WHEN i % 11 = 0 THEN 'asked' END, i % 4, CASE WHEN i % 13 = 0 THEN 0 ELSE 1000000000 + i * 500 END, 'text ' || i, 'web', 'inbound',
       'client', 'received', i % 11 = 0, CASE i % 17 WHEN 3 THEN 'closed' WHEN 5 THEN 'snoozed' WHEN 7 THEN 'blocked' ELSE 'open' END,
       CASE i % 5 WHEN 0 THEN '${anna}' WHEN 1 THEN 'usr_bruno' END, CASE i % 5 WHEN 0 THEN 'Anna' WHEN 1 THEN 'Bruno' END,
       CASE WHEN i % 7 < 3 THEN json_array('${labels[0]}') ELSE '[]' END, CASE WHEN i % 26 = 0 THEN 'cnv_elsewhere' END, 1, 0 FROM n`,
    tenantId,
    size,
  );
  await run(
    `INSERT INTO conversation_labels (tenant_id, conversation_id, label_id)
     SELECT tenant_id, id, '${labels[0]}' FROM conversations WHERE tenant_id = ? AND label_ids <> '[]'`,
    tenantId,
  );
  const { results } = await DB.prepare(
    "SELECT id, inbound_count AS n FROM conversations WHERE tenant_id = ? AND inbound_count > 0 AND last_message_at > 0 AND moved_to IS NULL AND place <> 'blocked'",
  )
    .bind(tenantId)
    .all<{ id: string; n: number }>();
  return { tenantId, agents, labels, size, unread: new Map(results.map(({ id, n }) => [id, n])) };
};

const filters = ["all", "leads", "clients", "unread", "needs_person", "mine", "snoozed", "closed", "blocked"] as const;
type Filter = (typeof filters)[number];
const sorts = ["attention", "recent"] as const;

const belongs = (one: Conversation, filter: Filter): boolean =>
  ({
    all: one.place === "open",
    leads: one.place === "open" && !one.isClient,
    clients: one.place === "open" && one.isClient,
    unread: one.unreadCount > 0,
    needs_person: one.place === "open" && one.needsPerson !== null,
    mine: one.place === "open" && one.assignee?.id === anna,
    snoozed: one.place === "snoozed",
    closed: one.place === "closed",
    blocked: one.place === "blocked",
  })[filter];

const list = (place: Place, query: Record<string, unknown>, d1 = DB) => {
  const caller = {
    tenantId: place.tenantId,
    userId: anna,
    memberSince: 0,
    db: new TenantDb(d1, place.tenantId),
  } as ConsoleCaller;
  return listConversations({ inbox: () => rooms.get(place)! }, caller, conversationListQuerySchema.parse(query));
};

const walk = async (place: Place, query: Record<string, unknown>): Promise<Conversation[]> => {
  const found: Conversation[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof list>> = await list(place, { ...query, ...(cursor === null ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
};

let small: Place;
let large: Place;
const rooms = new Map<Place, ReturnType<typeof unreadOf>>();

beforeAll(async () => {
  small = await fill("small", 400);
  large = await fill("large", 10_000);
  for (const place of [small, large]) rooms.set(place, unreadOf(DB, place));
}, 60_000);

/** Everything that any list shows, in the inbox's order. */
const everything = async (): Promise<Conversation[]> => {
  const whole = await Promise.all(
    (["all", "snoozed", "closed", "blocked"] as const).map((filter) => walk(small, { filter, limit: 100 })),
  );
  return whole.flat();
};

const attentionKey = ({ needsPerson, lastMessageAt, id }: Conversation) =>
  `${needsPerson === null ? 0 : 1} ${lastMessageAt} ${id}`;
const timeKey = ({ lastMessageAt, id }: Conversation) => `${lastMessageAt} ${id}`;
const ids = (list: Conversation[]) => list.map(({ id }) => id);

describe("the inbox", () => {
  it("shows what needs a person first, then the newest, each conversation once over all pages", async () => {
    const all = await walk(small, { limit: 7 });
    expect(all.map(attentionKey)).toEqual(all.map(attentionKey).toSorted().toReversed());
    expect(new Set(ids(all)).size).toBe(all.length);
    expect(all[0]).toMatchObject({
      agentName: expect.stringMatching(/^Agent \d$/),
      contactName: expect.stringMatching(/^Person \d+$/),
    });
    expect(await everything()).toHaveLength(small.size - Math.ceil(small.size / 13));
  });

  it.each(filters.flatMap((filter) => sorts.map((sort) => ({ filter, sort }))))(
    "%o shows all that belong there, in order",
    async ({ filter, sort }) => {
      const expected = (await everything()).filter((one) => belongs(one, filter));
      expect(expected.length).toBeGreaterThan(5);
      const shown = await walk(small, { filter, sort, limit: 9 });
      const key =
        sort === "recent" || filter === "needs_person" || ["snoozed", "closed", "blocked"].includes(filter)
          ? timeKey
          : attentionKey;
      expect(shown.map(key)).toEqual(expected.map(key).toSorted().toReversed());
      expect(shown.every(({ unreadCount, id }) => unreadCount === (small.unread.get(id) ?? 0))).toBe(true);
    },
  );

  it.each(filters)("of one agent, or with one label, shows what of %s is", async (filter) => {
    const [agentId, labelId] = [small.agents[1]!, small.labels[0]!];
    const expected = (await everything()).filter((one) => belongs(one, filter));
    const sorted = (list: Conversation[]) => ids(list).toSorted();
    const ofAgent = expected.filter((one) => one.agentId === agentId);
    const withLabel = expected.filter(({ labelIds }) => labelIds.includes(labelId));
    expect(sorted(await walk(small, { filter, agentId, limit: 9 }))).toEqual(sorted(ofAgent));
    expect(sorted(await walk(small, { filter, labelId, limit: 9 }))).toEqual(sorted(withLabel));
    const both = withLabel.filter((one) => one.agentId === agentId);
    expect(sorted(await walk(small, { filter, labelId, agentId, limit: 9, sort: "recent" }))).toEqual(sorted(both));
    expect(await walk(small, { filter, labelId: small.labels[1] })).toEqual([]);
  });

  it("shows the conversations of one contact, wherever they lie", async () => {
    const contactId = id("ctc", "small", 6);
    expect(await walk(small, { contactId })).toMatchObject([{ contactId, isClient: true }]);
    expect(await walk(small, { contactId, filter: "leads" })).toEqual([]);
    expect(await walk(small, { contactId, agentId: small.agents[1] })).toEqual([]);
    const closed = id("ctc", "small", 20);
    expect(await walk(small, { contactId: closed })).toMatchObject([{ place: "closed" }]);
    expect(await walk(small, { contactId: closed, filter: "clients" })).toEqual([]);
    expect(await walk(small, { contactId: closed, filter: "closed" })).toHaveLength(1);
  });

  it("is one tenant's own, also when ids of another are asked for", async () => {
    expect(await walk(small, { agentId: large.agents[0] })).toEqual([]);
    expect(await walk(small, { contactId: id("ctc", "large", 1) })).toEqual([]);
    expect(await walk(small, { labelId: large.labels[0] })).toEqual([]);
  });

  it("reads a forged cursor like none", async () => {
    const first = await list(small, { limit: 5 });
    for (const cursor of ["x", "W10", btoa('["a"]'), btoa('["z",{},[]]'), btoa('["z","y",1]')])
      expect(await list(small, { limit: 5, cursor })).toEqual(first);
  });
});

/** Steps of a query that read more than they give, or that sort a whole shelf. */
const wholeReads = async ({ query, values }: { query: string; values: unknown[] }): Promise<string[]> => {
  const plan = await DB.prepare(`EXPLAIN QUERY PLAN ${query}`)
    .bind(...values)
    .all<{ detail: string }>();
  const details = plan.results.map(({ detail }) => detail);
  return details.filter((detail) => /^SCAN (?!c$|json_each|value|\(subquery)/.test(detail) || /B-TREE/.test(detail));
};

describe("rows read for a page of 50 (DESIGN section 7: at most 200, whatever the tenant's size)", () => {
  const cases = filters.flatMap((filter) =>
    sorts.flatMap((sort) =>
      [{}, { agent: 1 }, { label: 0 }, { label: 0, agent: 1 }, { label: 0, agent: 3 }, { agent: 3 }].map((of) => ({
        filter,
        sort,
        ...of,
      })),
    ),
  );

  it.each(cases)("%o", async ({ filter, sort, ...of }: { filter: Filter; sort: string; agent?: number; label?: number }) => {
    const counts: number[] = [];
    for (const place of [small, large]) {
      const { d1, rows } = counting();
      const query = {
        filter,
        sort,
        ...(of.agent === undefined ? {} : { agentId: place.agents[of.agent] }),
        ...(of.label === undefined ? {} : { labelId: place.labels[of.label] }),
      };
      let cursor: string | null = null;
      for (let page = 1; page <= 3; page++) {
        rows.read = 0;
        const next: Awaited<ReturnType<typeof list>> = await list(
          place,
          { ...query, ...(cursor === null ? {} : { cursor }) },
          d1,
        );
        counts.push(rows.read);
        if (place === large && page === 1) expect(next.items).toHaveLength(of.agent === 3 ? 0 : 50);
        cursor = next.nextCursor;
        if (cursor === null) break;
      }
      for (const asked of rows.queries) expect(await wholeReads(asked)).toEqual([]);
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(200);
  });

  it("by contact", async () => {
    const { d1, rows } = counting();
    await list(large, { contactId: id("ctc", "large", 9) }, d1);
    expect(rows.read).toBeLessThanOrEqual(6);
  });
});

describe("a contact's roles", () => {
  it("move its conversations between clients and leads at once", async () => {
    const contactId = id("ctc", "small", 4);
    const pile = async () => (await walk(small, { contactId }))[0]?.isClient;
    const become = (roles: string) =>
      DB.prepare("UPDATE contacts SET roles = ? WHERE tenant_id = ? AND id = ?").bind(roles, small.tenantId, contactId).run();
    expect(await pile()).toBe(false);
    await become('["lead","client"]');
    expect(await pile()).toBe(true);
    await become('["supplier"]');
    expect(await pile()).toBe(false);
    await DB.prepare("UPDATE conversations SET contact_id = ? WHERE tenant_id = ? AND id = ?")
      .bind(id("ctc", "small", 0), small.tenantId, id("cnv", "small", 4))
      .run();
    expect(await walk(small, { contactId: id("ctc", "small", 0), agentId: small.agents[1] })).toMatchObject([{ isClient: true }]);
  });
});

describe("rows written for a message in a conversation that stays where it is", () => {
  /** As the object projects it: columns of the inbox's order are among those set. */
  const say = async (n: number, at: number): Promise<number> => {
    const result = await DB.prepare(
      `UPDATE conversations SET needs_person = needs_person, attention = attention, moved_to = NULL, last_message_at = ?, inbound_count = inbound_count + 1,
         version = version + 1 WHERE tenant_id = ? AND id = ?`,
    )
      .bind(at, large.tenantId, id("cnv", "large", n))
      .run();
    return result.meta.rows_written;
  };
  const slot = 600_000;

  it("are its own and those of the inbox's two indexes, whoever's client it is", async () => {
    expect(await say(4, 5_000 * slot)).toBe(3);
    expect(await say(4, 6_000 * slot)).toBe(3);
  });

  it("are no more when it is somebody's and has a label, but once in ten minutes", async () => {
    expect(await say(15, 5_000 * slot)).toBeGreaterThan(3);
    expect(await say(15, 5_000 * slot + 1)).toBe(3);
    expect(await say(15, 5_001 * slot - 1)).toBe(3);
    expect(await say(15, 5_001 * slot)).toBe(3 + 3 + 5);
  });
});
