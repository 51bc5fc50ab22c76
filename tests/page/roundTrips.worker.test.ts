import { eq, sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { agents } from "../../schema/tables/agents.ts";
import { contacts } from "../../schema/tables/contacts.ts";
import { conversations } from "../../schema/tables/conversation.ts";
import type { Inbound } from "../../workers/conversation/rpc.ts";
import type { PageDeps } from "../../workers/page/deps.ts";
import { customerCaller } from "../../workers/page/customerCaller.ts";
import { chat } from "../../workers/page/chat.ts";
import { readInfo } from "../../workers/page/readInfo.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import { Directory } from "../../workers/platform/directory.ts";
import { Trip } from "../../workers/platform/trip.ts";
import { ReadAhead } from "../../workers/page/readAhead.ts";
import { RateLimits } from "../../workers/platform/rateLimits.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
import type { Client } from "../api/client.ts";
import { browser, business, DB, freshMessageId, pagePath, say, type Business } from "./filo.ts";

/** D1 that counts calls, and waves of them: calls that are under way together take as long as one. */
const counting = () => {
  const count = { calls: 0, waves: 0 };
  let underWay = 0;
  const counted = async <T>(call: () => Promise<T>): Promise<T> => {
    count.calls += 1;
    if (underWay === 0) count.waves += 1;
    underWay += 1;
    try {
      return await call();
    } finally {
      underWay -= 1;
    }
  };
  const real = new WeakMap<object, D1PreparedStatement>();
  const wrap = (statement: D1PreparedStatement): D1PreparedStatement => {
    const proxy = new Proxy(statement, {
      get(target, name: keyof D1PreparedStatement) {
        if (name === "bind") return (...values: unknown[]) => wrap(target.bind(...values));
        return (...values: never[]) =>
          counted(() => (target[name] as (...args: never[]) => Promise<unknown>).apply(target, values));
      },
    });
    real.set(proxy, statement);
    return proxy;
  };
  const d1 = {
    prepare: (query: string) => wrap(DB.prepare(query)),
    batch: (statements: object[]) => counted(() => DB.batch(statements.map((statement) => real.get(statement)!))),
  };
  return { d1: d1 as unknown as D1Database, count };
};

/** The page's room over a counted database, in front of a thread that answers at once. */
const room = (d1: D1Database) => {
  const heard: Inbound[] = [];
  const reads = {
    db: (tenantId: string, trip?: Trip) => new TenantDb(d1, tenantId, trip),
    tenant: (tenantId: string, trip?: Trip) => new Directory(d1).tenant(tenantId, trip),
  };
  const deps = {
    ...reads,
    chance: systemChance,
    trip: () => new Trip(d1),
    ahead: new ReadAhead(reads),
    directory: new Directory(d1),
    addressSalt: new Uint8Array(32),
    limits: new RateLimits(d1),
    quota: () => ({ peek: () => ({ remaining: 14 }) }),
    conversation: () => ({
      view: async () => null,
      chat: async (inbound: Inbound) => {
        heard.push(inbound);
        return new Response("event: person\ndata: {}\n\n").body!;
      },
    }),
  };
  return { deps: deps as unknown as PageDeps & typeof deps, heard };
};

/** What is written where nothing depends on the words. */
const said = { message: "E poi?" };

const requestOf = (visitor: Client, agent: Business["agent"]): Request => {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return new Request(`https://filo.test${pagePath(agent, "chat")}`, {
    method: "POST",
    headers: { cookie, accept: "text/event-stream" },
  });
};

describe("round trips to D1", () => {
  it("before a known visitor's message reaches its thread: two, one after another", async () => {
    const { agent } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const { d1, count } = counting();
    const { deps, heard } = room(d1);
    const request = requestOf(visitor, agent);
    const caller = await customerCaller(deps, request, agent.slug, said);
    await chat(deps, caller!, { message: "E poi?", mediaIds: [], clientMessageId: freshMessageId() }, request);
    expect(heard).toHaveLength(1);
    expect(count).toEqual({ waves: 2, calls: 2 });
  });

  it("before the next message of somebody who has just written: one", async () => {
    const { agent } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const { d1, count } = counting();
    const { deps, heard } = room(d1);
    const write = async (message: string) => {
      const caller = await customerCaller(deps, requestOf(visitor, agent), agent.slug, { message });
      await chat(deps, caller!, { message, mediaIds: [], clientMessageId: freshMessageId() }, requestOf(visitor, agent));
    };
    await write("E poi?");
    const before = { ...count };
    await write("E dopo?");
    expect({ waves: count.waves - before.waves, calls: count.calls - before.calls }).toEqual({ waves: 1, calls: 1 });
    const { people, ...facts } = heard[0]!;
    expect(heard[1]).toMatchObject({ ...facts, text: "E dopo?", dedupeKey: heard[1]!.dedupeKey });
    expect(heard[1]!.people).toEqual({ ...people!, knowledge: { question: expect.anything(), chunks: [] } });
  });

  it("before that message, with what the knowledge says to it: still one", async () => {
    const { agent, console } = await business();
    const know = (text: string, minLevel: number) =>
      console.json("POST", "/api/knowledge", { json: { agentId: agent.id, title: "Sauna", text, minLevel } });
    await know("La sauna apre alle 9.", 1);
    await know("La sauna privata è al terzo piano.", 3);
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const { d1, count } = counting();
    const { deps, heard } = room(d1);
    const ask = async (message: string) => {
      const caller = await customerCaller(deps, requestOf(visitor, agent), agent.slug, { message });
      await chat(deps, caller!, { message, mediaIds: [], clientMessageId: freshMessageId() }, requestOf(visitor, agent));
      return heard.at(-1)!.people!;
    };
    const first = await ask("Ciao");
    expect(first.knowledge).toBeNull();
    const before = { ...count };
    const { knowledge } = await ask("Quando apre la sauna?");
    expect({ waves: count.waves - before.waves, calls: count.calls - before.calls }).toEqual({ waves: 1, calls: 1 });
    expect(knowledge).toMatchObject({
      question: { agentId: agent.id, level: 1, query: "Quando apre la sauna?" },
      chunks: [{ text: expect.stringContaining("apre alle 9") }],
    });
    await console.json("PUT", `/api/contacts/${first.person.id}/subscription`, { json: { level: 3, status: "active" } });
    expect((await ask("E la sauna?")).knowledge!.question.level).toBe(1);
    expect((await ask("E la sauna?")).knowledge!.question.level).toBe(3);
  });

  it("to open a page: two", async () => {
    const { agent } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const { d1, count } = counting();
    const { deps } = room(d1);
    const caller = await customerCaller(deps, requestOf(visitor, agent), agent.slug, said);
    expect(await readInfo(deps, caller!)).toMatchObject({ slug: agent.slug, remainingMessages: 14 });
    expect(count).toEqual({ waves: 2, calls: 2 });
  });
});

describe("what a turn writes to D1", () => {
  /** How many batches of the whole Worker have written messages. */
  const projections = async (work: () => Promise<unknown>): Promise<number> => {
    const database = Object.getPrototypeOf(DB) as Pick<D1Database, "batch">;
    const { batch } = database;
    let count = 0;
    database.batch = function (this: D1Database, statements: D1PreparedStatement[]) {
      if (statements.some((one) => (one as unknown as { statement: string }).statement.startsWith('insert into "messages"')))
        count += 1;
      return batch.call(this, statements);
    } as typeof batch;
    try {
      await work();
    } finally {
      database.batch = batch;
    }
    return count;
  };
  const storedOf = async (tenantId: string) =>
    (await DB.prepare("SELECT text FROM messages WHERE tenant_id = ?").bind(tenantId).all()).results.length;

  it("is written once: the question together with its answer", async () => {
    const { agent, tenantId } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    await vi.waitFor(async () => expect(await storedOf(tenantId)).toBe(2));
    const count = await projections(async () => {
      await say(visitor, agent, "E poi?");
      await vi.waitFor(async () => expect(await storedOf(tenantId)).toBe(4));
    });
    expect(count).toBe(1);
  });
});

describe("what was read on a guess", () => {
  /** Somebody who has written, as the room remembers them, and what their next message would be told. */
  const remembered = async () => {
    const { agent, tenantId } = await business();
    const [visitor, other] = [browser(), browser()];
    await say(visitor, agent, "Ciao");
    await say(other, agent, "Ciao anch'io");
    const { deps, heard } = room(DB);
    const arrive = (who = visitor) => customerCaller(deps, requestOf(who, agent), agent.slug, said);
    const first = (await arrive())!;
    const write = async () => {
      const caller = (await arrive())!;
      await chat(deps, caller, { message: "E poi?", mediaIds: [], clientMessageId: freshMessageId() }, requestOf(visitor, agent));
      return { caller, inbound: heard.at(-1)! };
    };
    return { agent, tenantId, deps, first, other: (await arrive(other))!, arrive, write };
  };

  it("is handed over when the look-up says the same", async () => {
    const { deps, first, arrive } = await remembered();
    expect(deps.ahead.of(first)).toBeNull();
    const again = (await arrive())!;
    expect((await deps.ahead.of(again))?.person?.id).toBe(first.contactId);
  });

  it("is thrown away when the cookie is somebody else's by now", async () => {
    const { tenantId, deps, first, other, write } = await remembered();
    await DB.prepare("UPDATE contact_identities SET contact_id = ? WHERE tenant_id = ? AND contact_id = ? AND kind = 'visitor'")
      .bind(other.contactId, tenantId, first.contactId)
      .run();
    const { caller, inbound } = await write();
    expect(deps.ahead.of(caller)).toBeNull();
    expect(inbound.birth.contactId).toBe(other.contactId);
    expect(inbound.people?.person?.id).toBe(other.contactId);
  });

  it("is thrown away when the cookie is nobody's any more", async () => {
    const { tenantId, deps, first, write } = await remembered();
    await DB.prepare("DELETE FROM contact_identities WHERE tenant_id = ? AND contact_id = ?")
      .bind(tenantId, first.contactId)
      .run();
    const { caller, inbound } = await write();
    expect(deps.ahead.of(caller)).toBeNull();
    expect(inbound.birth.contactId).not.toBe(first.contactId);
  });

  it("is thrown away when the address is another business's by now", async () => {
    const { agent, tenantId, deps, write } = await remembered();
    const stranger = await business();
    await DB.prepare("UPDATE agents SET slug = slug || '-old' WHERE tenant_id = ? AND id = ?").bind(tenantId, agent.id).run();
    await DB.prepare("UPDATE agents SET slug = ? WHERE id = ?").bind(agent.slug, stranger.agent.id).run();
    const { caller, inbound } = await write();
    expect(deps.ahead.of(caller)).toBeNull();
    expect(inbound.birth).toMatchObject({ tenantId: stranger.tenantId, agentId: stranger.agent.id });
    expect(inbound.people?.tenant?.id).toBe(stranger.tenantId);
  });

  it("says how things are now, and not how they were when it was remembered", async () => {
    const { agent, tenantId, write, arrive } = await remembered();
    await arrive();
    await DB.prepare("UPDATE agents SET instructions = 'Nuove' WHERE tenant_id = ? AND id = ?").bind(tenantId, agent.id).run();
    expect((await write()).inbound.people?.agent?.instructions).toBe("Nuove");
  });
});

describe("reads that travel together", () => {
  const place = async () => {
    const { agent, tenantId } = await business();
    await say(browser(), agent, "Ciao");
    return { agent, tenantId, other: await business() };
  };
  const ask = (db: TenantDb, agentId: string) =>
    Promise.all([
      db.first(agents, eq(agents.id, agentId)),
      db.all(contacts),
      db.pick({ id: conversations.id, agentName: agents.name, contactId: contacts.id }, conversations, {
        join: [
          [agents, eq(agents.id, conversations.agentId)],
          [contacts, eq(contacts.id, conversations.contactId)],
        ],
      }),
      db.pick({ conversationId: conversations.id, agentName: agents.name }, conversations, {
        join: [[agents, eq(agents.id, conversations.agentId)]],
      }),
    ]);

  it("say what they would say alone, also where two columns have one name", async () => {
    const { agent, tenantId } = await place();
    const alone = await ask(new TenantDb(DB, tenantId), agent.id);
    const { d1, count } = counting();
    expect(await ask(new TenantDb(d1, tenantId).gathered(), agent.id)).toEqual(alone);
    expect(alone[1]).toHaveLength(1);
    expect(count).toEqual({ waves: 1, calls: 1 });
  });

  it("stay in their tenant", async () => {
    const { agent, other } = await place();
    expect(await ask(new TenantDb(DB, other.tenantId).gathered(), agent.id)).toEqual([null, [], [], []]);
  });

  it("fail together, and do not hold up the next ones", async () => {
    const { tenantId } = await place();
    const db = new TenantDb(DB, tenantId).gathered();
    const wrong = sql`no_such_column = 1`;
    const outcomes = await Promise.allSettled([db.all(contacts), db.all(contacts, { where: wrong })]);
    expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await db.all(contacts)).toHaveLength(1);
  });
});

describe("what a thread is told", () => {
  it("is who writes, as they are now, and where from if they are nobody in particular", async () => {
    const { agent, console, tenantId } = await business();
    const visitor = browser();
    await say(visitor, agent, "Ciao");
    const { deps, heard } = room(DB);
    const write = async () => {
      const request = requestOf(visitor, agent);
      const caller = await customerCaller(deps, request, agent.slug, said);
      await chat(deps, caller!, { message: "E poi?", mediaIds: [], clientMessageId: "12345678" }, request);
      return heard.at(-1)!;
    };
    const anonymous = await write();
    expect(anonymous).toMatchObject({
      birth: { tenantId, agentId: agent.id },
      parties: { agentName: agent.name, contactName: "Visitatore", isClient: false, level: 1, language: "it" },
      channel: "web",
      text: "E poi?",
      dedupeKey: "web:12345678",
      whatsapp: null,
      addressHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const { contactId } = anonymous.birth;
    await console.json("PATCH", `/api/contacts/${contactId}`, { json: { displayName: "Luca", roles: ["client"] } });
    await console.json("PUT", `/api/contacts/${contactId}/subscription`, { json: { level: 2, status: "active" } });
    await DB.prepare(
      "INSERT INTO contact_identities (tenant_id, id, contact_id, kind, value, verified_at, created_at) VALUES (?, 'idn_x', ?, 'phone', '+447700900077', 1, 1)",
    )
      .bind(tenantId, contactId)
      .run();
    expect(await write()).toMatchObject({ parties: { contactName: "Luca", isClient: true, level: 2 }, addressHash: null });
  });

  it("is a pair of people and not an old id, when the contact was joined into another", async () => {
    const { agent, tenantId } = await business();
    const [visitor, other] = [browser(), browser()];
    await say(visitor, agent, "Ciao");
    await say(other, agent, "Ciao anch'io");
    const { deps, heard } = room(DB);
    const caller = (await customerCaller(deps, requestOf(visitor, agent), agent.slug, said))!;
    const winner = (await customerCaller(deps, requestOf(other, agent), agent.slug, said))!;
    await DB.prepare("UPDATE contacts SET merged_into = ? WHERE tenant_id = ? AND id = ?")
      .bind(winner.contactId, tenantId, caller.contactId)
      .run();
    const request = requestOf(visitor, agent);
    await chat(deps, caller, { message: "E ora?", mediaIds: [], clientMessageId: freshMessageId() }, request);
    expect(heard[0]!.birth.contactId).toBe(winner.contactId);
    const row = await DB.prepare("SELECT contact_id FROM conversations WHERE id = ?").bind(heard[0]!.birth.id).first();
    expect(row).toEqual({ contact_id: winner.contactId });
  });
});
