import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { Setup, WhatsappCheck } from "../../schema/contract/setup.ts";
import type { NumberCheck } from "../../workers/channels/whatsapp/checkNumber.ts";
import type { LineHealth } from "../../workers/channels/whatsapp/line.ts";
import { setupRoutes } from "../../workers/setup/routes.ts";
import { commonSuite } from "../api/commonSuite.ts";
import { problemKey } from "../api/client.ts";
import { createTestApp, signedIn } from "../api/testApp.ts";

const { DB } = env as unknown as { DB: D1Database };

const good: NumberCheck = {
  account: { state: "ok", name: "Palestra", isTrial: false },
  sender: { state: "ok", status: "ONLINE" },
};
const accountSid = `AC${"a1b2c3d4".repeat(4)}`;
const authToken = "t".repeat(32);
const number = "+14155550123";

const setUp = async () => {
  const asked: unknown[] = [];
  const outside = { given: good, stored: good as NumberCheck | null, health: {} as Partial<LineHealth>, hasPool: false };
  const line = () => ({
    health: async () =>
      ({
        isConnected: true,
        mode: "polling",
        lastPollAt: 1,
        lastWebhookAt: null,
        lastError: null,
        ...outside.health,
      }) as LineHealth,
    check: async () => outside.stored,
  });
  const test = createTestApp(DB, {
    routes: (deps) =>
      setupRoutes({
        ...deps,
        log: () => undefined,
        line,
        checkNumber: async (given) => (asked.push(given), outside.given),
        hasPool: async () => outside.hasPool,
      }),
  });
  const { client: owner, tenantId } = await signedIn(test);
  const [{ client: stranger }, { client: readonly }] = [
    await signedIn(test),
    await signedIn(test, { tenantId, role: "readonly" }),
  ];
  const run = (query: string, ...values: unknown[]) =>
    DB.prepare(query)
      .bind(...values)
      .run();
  const agentId = test.deps.chance.id("agent");
  await run(
    `INSERT INTO agents (tenant_id, id, name, slug, persona, instructions, greeting, starters, integration_mode, is_active, levels, daily_message_limit,
      daily_spend_cap_micros, concise_mode, auto_response_enabled, quiet_ms, upgrade_text, model_name, version, created_at, updated_at)
      VALUES (?, ?, 'Coach', ?, '', '', '', '[]', 'whatsapp_ai', 1, '[]', 15, 0, 1, 1, 0, '', 'm', 1, 5, 5)`,
    tenantId,
    agentId,
    agentId.replace("_", "-"),
  );
  const connect = () =>
    run(
      `INSERT INTO whatsapp_lines (tenant_id, id, agent_id, account_sid, number, auth_token_sealed, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, 'sealed', 1, 1)`,
      tenantId,
      test.deps.chance.id("line"),
      agentId,
      `AC${crypto.randomUUID().replaceAll("-", "")}`,
      number,
    );
  const thread = async () => {
    const [contactId, conversationId] = [test.deps.chance.id("contact"), test.deps.chance.id("conversation")];
    await run(
      "INSERT INTO contacts (tenant_id, id, display_name, roles, note, language, created_at, updated_at) VALUES (?, ?, 'C', '[]', '', 'it', 0, 0)",
      tenantId,
      contactId,
    );
    await run(
      `INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, last_message_at, attention, version, created_at)
        VALUES (?, ?, ?, ?, 1, 1, 0, 0, 0, 0)`,
      tenantId,
      conversationId,
      agentId,
      contactId,
    );
    return conversationId;
  };
  let at = 1_000;
  const message = (conversationId: string, direction: string, status: string, channel = "whatsapp") =>
    run(
      `INSERT INTO messages (tenant_id, id, conversation_id, channel, direction, sender, kind, text, status, level, accepted_at, version)
        VALUES (?, ?, ?, ?, ?, ?, 'text', 'x', ?, 1, ?, 1)`,
      tenantId,
      test.deps.chance.id("message"),
      conversationId,
      channel,
      direction,
      direction === "inbound" ? "client" : "ai",
      status,
      (at += 1),
    );
  const read = (all = false) => owner.json<Setup>("GET", `/api/setup${all ? "?all=true" : ""}`);
  const states = async (all = false) => (await read(all)).steps.map(({ state }) => state);
  return {
    test,
    app: test.app,
    owner,
    stranger,
    readonly,
    tenantId,
    agentId,
    asked,
    outside,
    connect,
    thread,
    message,
    read,
    states,
  };
};

const given = { accountSid, authToken, number };

commonSuite("setup", setUp, {
  "GET /api/setup": () => ({ query: { all: "true" } }),
  "PATCH /api/setup": () => ({ json: { isHidden: true } }),
  "POST /api/agents/{id}/whatsapp/check": ({ agentId }) => ({ params: { id: agentId }, json: given }),
  "PUT /api/agents/{id}/whatsapp/join-words": async ({ agentId, connect }) => {
    await connect();
    return { params: { id: agentId }, json: { joinWords: "brave-otter" } };
  },
});

describe("the first hour", () => {
  it("goes from the first agent to the first customer by what is stored alone, and then puts itself away", async () => {
    const { outside, connect, thread, message, read, states, tenantId } = await setUp();
    expect(await states()).toEqual(["done", "todo", "todo", "todo", "todo", "todo"]);
    outside.hasPool = true;
    await connect();
    expect(await states()).toEqual(["done", "done", "doing", "todo", "done", "todo"]);
    const test = await thread();
    await message(test, "inbound", "received");
    expect(await states()).toEqual(["done", "done", "done", "doing", "done", "todo"]);
    await message(test, "outbound", "delivered");
    expect(await read()).toMatchObject({ testConversationId: test, line: { number, joinWords: null } });
    expect(await states()).toEqual(["done", "done", "done", "done", "done", "doing"]);
    const real = await thread();
    await message(real, "inbound", "received", "web");
    await message(real, "outbound", "sent", "web");
    expect(await read()).toMatchObject({ isDone: true, isHidden: false });
    expect(await read()).toEqual(expect.objectContaining({ isHidden: true, steps: [] }));
    expect(await read(true)).toMatchObject({ isDone: true, isHidden: true });
    const row = await DB.prepare("SELECT setup_hidden_at FROM tenants WHERE id = ?").bind(tenantId).first("setup_hidden_at");
    expect(row).not.toBeNull();
  });

  it("can be put away and brought back, for everybody, with who did it", async () => {
    const { owner, readonly, tenantId, read } = await setUp();
    expect(await owner.json("PATCH", "/api/setup", { json: { isHidden: true } })).toMatchObject({ isHidden: true });
    expect(await readonly.json("GET", "/api/setup")).toMatchObject({ isHidden: true, steps: [] });
    await owner.json("PATCH", "/api/setup", { json: { isHidden: false } });
    expect((await read()).steps).toHaveLength(6);
    const { results } = await DB.prepare("SELECT action FROM audit_entries WHERE tenant_id = ? ORDER BY at, id")
      .bind(tenantId)
      .all();
    expect(results.map(({ action }) => action)).toEqual(["setup.hide", "setup.show"]);
  });

  it("shows nothing of another tenant's", async () => {
    const { stranger, connect, thread, message } = await setUp();
    await connect();
    await message(await thread(), "inbound", "received");
    const theirs = await stranger.json<Setup>("GET", "/api/setup");
    expect(theirs).toMatchObject({ agent: null, line: null, testConversationId: null });
    expect(theirs.steps.map(({ state }) => state)).toEqual(["todo", "todo", "todo", "todo", "todo", "todo"]);
  });

  it("sees the first and the last of very many messages", async () => {
    const { thread, message, states, connect } = await setUp();
    await connect();
    const test = await thread();
    await message(test, "inbound", "received");
    for (let n = 0; n < 450; n++) await message(test, "outbound", "queued");
    await message(test, "outbound", "read");
    expect((await states())[3]).toBe("done");
  });
});

describe("asking Twilio", () => {
  const check = (world: Awaited<ReturnType<typeof setUp>>, json: object = {}) =>
    world.owner.send("POST", `/api/agents/${world.agentId}/whatsapp/check`, { json });

  it("uses what is given, keeps nothing of it, and names what is missing", async () => {
    const world = await setUp();
    expect(await (await check(world, given)).json()).toMatchObject({ account: { state: "ok" }, number: { state: "ok" } });
    expect(world.asked).toEqual([given]);
    expect(await (await check(world)).json()).toMatchObject({ errors: [{ path: "accountSid" }] });
    expect(await (await check(world, { accountSid, number })).json()).toMatchObject({ errors: [{ path: "authToken" }] });
    const bad = await check(world, { ...given, accountSid: "SK12", number: "12" });
    expect(await bad.json()).toMatchObject({ errors: [{ path: "accountSid" }, { path: "number", code: "phone" }] });
    const stored = await DB.prepare("SELECT * FROM audit_entries WHERE tenant_id = ?").bind(world.tenantId).all();
    expect(JSON.stringify(stored.results)).not.toContain(authToken);
    expect(JSON.stringify(stored.results)).toContain("agent.whatsapp_checked");
  });

  it("uses what is stored for that very number only", async () => {
    const world = await setUp();
    await world.connect();
    expect((await check(world)).status).toBe(200);
    expect(world.asked).toEqual([]);
    expect(await (await check(world, { accountSid })).json()).toMatchObject({ errors: [{ path: "authToken" }] });
    world.outside.stored = null;
    expect(await problemKey(await check(world))).toBe("no_channel");
  });

  it("knows the sandbox by its number or by its words", async () => {
    const world = await setUp();
    await world.connect();
    const notYours: NumberCheck = { ...good, sender: { state: "not_yours", status: null } };
    Object.assign(world.outside, { stored: notYours, given: notYours });
    const state = async (json?: object) => ((await (await check(world, json)).json()) as WhatsappCheck).number.state;
    expect(await state()).toBe("not_yours");
    expect(await state({ ...given, number: "+14155238886" })).toBe("sandbox");
    const words = (joinWords: string | null) =>
      world.owner.send("PUT", `/api/agents/${world.agentId}/whatsapp/join-words`, { json: { joinWords } });
    expect((await words(" Join Brave Otter ")).status).toBe(204);
    expect(await world.read()).toMatchObject({ line: { joinWords: "join brave-otter" } });
    expect(await state()).toBe("sandbox");
    expect((await words("!")).status).toBe(400);
    expect((await words(null)).status).toBe(204);
    expect(await state()).toBe("not_yours");
  });

  it("is not done without end", async () => {
    const world = await setUp();
    for (let n = 0; n < 60; n++) await check(world, given);
    expect(await problemKey(await check(world, given))).toBe("too_many_requests");
  });
});
