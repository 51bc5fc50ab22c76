import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { conversationListQuerySchema, type Conversation } from "../../schema/contract/conversations.ts";
import { listConversations } from "../../workers/inbox/listConversations.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";

const { DB } = env as unknown as { DB: D1Database };

/** D1 that adds up the rows it had to read and write. */
const counting = () => {
  const rows = { read: 0, written: 0 };
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values));
        if (name === "all")
          return async () => {
            const result = await target.all();
            rows.read += result.meta.rows_read;
            rows.written += result.meta.rows_written;
            return result;
          };
        throw new Error(`Not counted: ${String(name)}`);
      },
    });
  const d1 = { prepare: (query: string) => wrap(DB.prepare(query)) } as unknown as D1Database;
  return { d1, rows };
};

const id = (prefix: string, tenant: string, n: number) => `${prefix}_${tenant}${String(n).padStart(26 - tenant.length, "0")}`;

interface Place {
  tenantId: string;
  agents: string[];
  size: number;
}

/** A tenant with so many conversations, of every kind, with those among them that no inbox shows. */
const fill = async (name: string, size: number): Promise<Place> => {
  const tenantId = id("ten", name, 0);
  const agents = [id("agt", name, 0), id("agt", name, 1), id("agt", name, 2)];
  const run = (query: string, ...values: unknown[]) =>
    DB.prepare(query)
      .bind(...values)
      .run();
  await run(
    "INSERT INTO tenants (id, name, language, time_zone, consultant_phones, reception_phones, created_at) VALUES (?, 'T', 'it', 'Europe/Rome', '[]', '[]', 0)",
    tenantId,
  );
  for (const [n, agent] of agents.entries())
    await run(
      `INSERT INTO agents (tenant_id, id, name, slug, persona, instructions, greeting, starters, integration_mode, is_active, levels, daily_message_limit,
         daily_spend_cap_micros, concise_mode, auto_response_enabled, quiet_ms, upgrade_text, model_name, version, created_at, updated_at)
       VALUES (?, ?, ?, ?, '', '', '', '[]', 'ai_only', 1, '[]', 15, 0, 1, 1, 4000, '', 'm', 1, 0, 0)`,
      tenantId,
      agent,
      `Agent ${n}`,
      `${name}-${n}`,
    );
  const numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?2 - 1)";
  await run(
    `${numbers} INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at)
     SELECT ?1, 'ctc_${name}' || printf('%0${26 - name.length}d', i), 'Person ' || i, CASE WHEN i / 3 % 2 = 0 THEN '["client"]' ELSE '["lead"]' END, '', 0, 0 FROM n`,
    tenantId,
    size,
  );
  await run(
    `${numbers} INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, needs_person, unread_count, last_message_at, last_text,
       last_channel, last_direction, last_sender, last_status, attention, moved_to, version, created_at)
     SELECT ?1, 'cnv_${name}' || printf('%0${26 - name.length}d', i), 'agt_${name}' || printf('%0${26 - name.length}d', i % 3),
       'ctc_${name}' || printf('%0${26 - name.length}d', i), 1, 1, CASE WHEN i % 11 = 0 THEN 'asked' END, i % 4,
       CASE WHEN i % 13 = 0 THEN 0 ELSE 1000000 + i / 2 END, 'text ' || i, 'web', 'inbound', 'client', 'received',
       i % 11 = 0, CASE WHEN i % 26 = 0 THEN 'cnv_elsewhere' END, 1, 0 FROM n`,
    tenantId,
    size,
  );
  return { tenantId, agents, size };
};

const filters = ["all", "leads", "clients", "unread", "needs_person"] as const;

const belongs = (conversation: Conversation, filter: (typeof filters)[number]): boolean =>
  ({
    all: true,
    leads: !conversation.isClient,
    clients: conversation.isClient,
    unread: conversation.unreadCount > 0,
    needs_person: conversation.needsPerson !== null,
  })[filter];

const walk = async (db: TenantDb, query: Record<string, unknown>): Promise<Conversation[]> => {
  const found: Conversation[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listConversations>> = await listConversations(
      db,
      conversationListQuerySchema.parse({ ...query, ...(cursor === null ? {} : { cursor }) }),
    );
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return found;
};

let small: Place;
let large: Place;

beforeAll(async () => {
  small = await fill("small", 100);
  large = await fill("large", 10_000);
}, 60_000);

describe("the inbox", () => {
  it("shows what needs a person first, then the newest, each conversation once over all pages", async () => {
    const all = await walk(new TenantDb(DB, small.tenantId), { limit: 7 });
    const key = ({ needsPerson, lastMessageAt, id }: Conversation) => `${needsPerson === null ? 0 : 1} ${lastMessageAt} ${id}`;
    expect(all.map(key)).toEqual(all.map(key).toSorted().toReversed());
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all).toHaveLength(small.size - Math.ceil(small.size / 13));
    expect(all[0]).toMatchObject({
      agentName: expect.stringMatching(/^Agent \d$/),
      contactName: expect.stringMatching(/^Person \d+$/),
    });
  });

  it.each(filters)("filtered by %s, shows all that belong there and nothing else", async (filter) => {
    const db = new TenantDb(DB, small.tenantId);
    const expected = (await walk(db, { limit: 100 })).filter((conversation) => belongs(conversation, filter)).map(({ id }) => id);
    expect(expected.length).toBeGreaterThan(5);
    expect((await walk(db, { filter, limit: 9 })).map(({ id }) => id)).toEqual(expected);
    const ofAgent = (await walk(db, { filter, limit: 9, agentId: small.agents[1] })).map(({ agentId }) => agentId);
    expect(new Set(ofAgent)).toEqual(new Set([small.agents[1]]));
  });

  it("shows the conversations of one contact", async () => {
    const db = new TenantDb(DB, small.tenantId);
    const contactId = id("ctc", "small", 6);
    expect(await walk(db, { contactId })).toMatchObject([{ contactId, isClient: true }]);
    expect(await walk(db, { contactId, filter: "leads" })).toEqual([]);
    expect(await walk(db, { contactId, agentId: small.agents[1] })).toEqual([]);
  });

  it("is one tenant's own, also when ids of another are asked for", async () => {
    const db = new TenantDb(DB, small.tenantId);
    expect(await walk(db, { agentId: large.agents[0] })).toEqual([]);
    expect(await walk(db, { contactId: id("ctc", "large", 1) })).toEqual([]);
  });

  it("reads a forged cursor like none", async () => {
    const db = new TenantDb(DB, small.tenantId);
    const first = await listConversations(db, conversationListQuerySchema.parse({ limit: 5 }));
    for (const cursor of ["x", "W10", btoa('["a"]'), btoa('["z",{},[]]')])
      expect(await listConversations(db, conversationListQuerySchema.parse({ limit: 5, cursor }))).toEqual(first);
  });
});

describe("rows read for a page of 50 (DESIGN section 7: at most 200, whatever the tenant's size)", () => {
  const cases = [...filters.map((filter) => ({ filter })), ...filters.map((filter) => ({ filter, agent: 1 }))];

  it.each(cases)("%o", async ({ filter, agent }: { filter: string; agent?: number }) => {
    const counts: number[] = [];
    for (const place of [small, large]) {
      const { d1, rows } = counting();
      const agentId = agent === undefined ? {} : { agentId: place.agents[agent] };
      const first = await listConversations(
        new TenantDb(d1, place.tenantId),
        conversationListQuerySchema.parse({ filter, ...agentId }),
      );
      if (place === large) expect(first.items).toHaveLength(50);
      counts.push(rows.read);
      let cursor = first.nextCursor;
      for (let page = 2; page <= 4 && cursor !== null; page++) {
        rows.read = 0;
        const next = conversationListQuerySchema.parse({ filter, ...agentId, cursor });
        cursor = (await listConversations(new TenantDb(d1, place.tenantId), next)).nextCursor;
        counts.push(rows.read);
      }
    }
    expect(Math.max(...counts)).toBeLessThanOrEqual(200);
  });

  it("by contact", async () => {
    const { d1, rows } = counting();
    await listConversations(
      new TenantDb(d1, large.tenantId),
      conversationListQuerySchema.parse({ contactId: id("ctc", "large", 9) }),
    );
    expect(rows.read).toBeLessThanOrEqual(5);
  });
});

describe("a contact's roles", () => {
  it("move its conversations between clients and leads at once", async () => {
    const db = new TenantDb(DB, small.tenantId);
    const contactId = id("ctc", "small", 4);
    const pile = async () => (await walk(db, { contactId }))[0]?.isClient;
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
    expect(await walk(db, { contactId: id("ctc", "small", 0), agentId: small.agents[1] })).toMatchObject([{ isClient: true }]);
  });

  it("cost an ordinary update of a conversation nothing: its row and two index entries are written", async () => {
    const result = await DB.prepare(
      "UPDATE conversations SET contact_id = contact_id, last_message_at = 2000000, unread_count = 2, version = 9 WHERE tenant_id = ? AND id = ?",
    )
      .bind(large.tenantId, id("cnv", "large", 5))
      .run();
    expect(result.meta.rows_written).toBeLessThanOrEqual(3 + 2);
  });
});
