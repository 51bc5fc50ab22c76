import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { createKeyring } from "../../workers/models/keyring.ts";
import { platformAdminRoutes } from "../../workers/platformAdmin/routes.ts";
import { KeyUsage } from "../../workers/platform/keyUsage.ts";
import { PlatformView } from "../../workers/platform/platformView.ts";
import { PoolKeyDesk } from "../../workers/platform/poolKeyDesk.ts";
import { PoolKeys } from "../../workers/platform/poolKeys.ts";
import { commonSuite } from "../api/commonSuite.ts";
import { problemKey } from "../api/client.ts";
import { createTestApp, signedIn } from "../api/testApp.ts";

const { DB } = env as unknown as { DB: D1Database };

const setUp = async () => {
  const admin = `admin.${crypto.randomUUID()}@filo.test`;
  const test = createTestApp(DB, {
    overrides: { platformAdmins: [admin] },
    routes: ({ chance, secrets }) =>
      platformAdminRoutes({
        chance,
        poolKeys: new PoolKeyDesk(DB, secrets, chance),
        view: new PlatformView(DB),
        hasVertex: true,
      }),
  });
  const { client: owner, tenantId, userId } = await signedIn(test);
  await DB.prepare("UPDATE users SET email = ?, email_verified_at = 1 WHERE id = ?").bind(admin, userId).run();
  const [{ client: stranger, tenantId: other }, { client: readonly }] = [
    await signedIn(test),
    await signedIn(test, { tenantId, role: "readonly" }),
  ];
  const { chance, secrets } = test.deps;
  const pool = new PoolKeys(DB, secrets, chance);
  const addKey = async (label = "Chiave", more: Record<string, unknown> = {}) => {
    const apiKey = `key-${crypto.randomUUID()}`;
    return { apiKey, ...(await owner.json<{ id: string }>("POST", "/api/platform/keys", { json: { label, apiKey, ...more } })) };
  };
  const use = async (id: string, kind: "fine" | "invalid" = "fine", tokens = 100) => {
    const key = (await pool.list()).find((one) => one.id === id);
    if (!key) throw new Error(`No key ${id}`);
    await pool.report(key, { kind }, { tenantId, conversationId: null }, tokens);
  };
  return { test, app: test.app, owner, stranger, readonly, tenantId, other, userId, pool, addKey, use, chance };
};

type Shown = { id: string; label: string; hint: string; callsToday: number; [field: string]: unknown };
const keysOf = async (owner: Awaited<ReturnType<typeof setUp>>["owner"]) =>
  (await owner.json<{ items: Shown[] }>("GET", "/api/platform/keys")).items;

beforeEach(async () => {
  await DB.batch([
    DB.prepare("DELETE FROM pool_keys"),
    DB.prepare("DELETE FROM key_usage"),
    DB.prepare("DELETE FROM key_rotation_log"),
  ]);
});

commonSuite("platform", setUp, {
  "GET /api/platform/tenants": () => ({}),
  "GET /api/platform/health": () => ({}),
  "GET /api/platform/keys": async ({ addKey }) => (await addKey(), {}),
  "POST /api/platform/keys": () => ({
    json: { label: "Prima", apiKey: "a-key-of-the-pool", project: "filo-eu", dailyQuota: 1_000 },
  }),
  "PATCH /api/platform/keys/{id}": async ({ addKey }) => ({ params: { id: (await addKey()).id }, json: { label: "Altra" } }),
  "DELETE /api/platform/keys/{id}": async ({ addKey }) => ({ params: { id: (await addKey()).id } }),
  "GET /api/platform/keys/uses": async ({ addKey, use }) => (await use((await addKey()).id), {}),
});

describe("the pool's keys", () => {
  it("are shown by label and last characters, with what they did today, never themselves", async () => {
    const { owner, addKey, use } = await setUp();
    const { id, apiKey } = await addKey("Prima", { project: "filo-eu", dailyQuota: 1_000 });
    await use(id);
    await use(id, "fine", 50);
    const answer = await owner.send("GET", "/api/platform/keys");
    const text = await answer.text();
    expect(text).not.toContain(apiKey);
    expect(JSON.parse(text)).toMatchObject({
      items: [
        {
          id,
          label: "Prima",
          hint: apiKey.slice(-4),
          project: "filo-eu",
          dailyQuota: 1_000,
          isActive: true,
          callsToday: 2,
          failuresToday: 0,
          tokensToday: 150,
          restsUntil: null,
        },
      ],
      nextCursor: null,
    });
    const stored = await DB.prepare("SELECT * FROM pool_keys WHERE id = ?").bind(id).first();
    expect(JSON.stringify(stored)).not.toContain(apiKey);
  });

  it("are each in the pool once", async () => {
    const { owner, addKey } = await setUp();
    const { apiKey } = await addKey();
    expect(await problemKey(await owner.send("POST", "/api/platform/keys", { json: { label: "Di nuovo", apiKey } }))).toBe(
      "key_taken",
    );
    const { id } = await addKey();
    expect(await problemKey(await owner.send("PATCH", `/api/platform/keys/${id}`, { json: { apiKey } }))).toBe("key_taken");
    expect(await keysOf(owner)).toHaveLength(2);
  });

  it("are replaced in their place: label, project and history stay, and the next call takes the new one", async () => {
    const { owner, addKey, use, pool, chance } = await setUp();
    const { id, apiKey: old } = await addKey("Prima", { project: "filo-eu" });
    await use(id, "invalid");
    expect((await keysOf(owner))[0]).toMatchObject({ isActive: false, failuresToday: 1 });
    const apiKey = "the-key-that-replaces-it";
    const changed = await owner.json("PATCH", `/api/platform/keys/${id}`, { json: { apiKey } });
    expect(changed).toMatchObject({ id, label: "Prima", project: "filo-eu", hint: "s-it", isActive: true, failuresToday: 1 });
    const keyring = createKeyring({
      pool,
      seeds: [old],
      tenantKey: async () => null,
      noteTenantKey: async () => undefined,
      chance,
      background: () => undefined,
    });
    const lead = { tenantId: "ten_x", payer: "pool", conversationId: null } as const;
    expect(await keyring.next(lead, [])).toMatchObject({ secret: apiKey });
    expect(await keyring.next(lead, [])).toMatchObject({ secret: apiKey });
    expect(await keysOf(owner)).toHaveLength(1);
  });

  it("keep a refusal of the old one away from the new one", async () => {
    const { owner, addKey, pool } = await setUp();
    const { id } = await addKey();
    const [old] = await pool.list();
    await owner.json("PATCH", `/api/platform/keys/${id}`, { json: { apiKey: "another-key-in-its-place" } });
    if (!old) throw new Error("The key is gone");
    await pool.report(old, { kind: "invalid" }, { tenantId: "ten_x", conversationId: null }, 0);
    expect((await keysOf(owner))[0]).toMatchObject({ isActive: true });
  });

  it("stay out once removed, also if the environment still brings them, until somebody adds them again", async () => {
    const { owner, addKey, pool } = await setUp();
    const { id, apiKey } = await addKey();
    expect((await owner.send("DELETE", `/api/platform/keys/${id}`)).status).toBe(204);
    expect(await problemKey(await owner.send("DELETE", `/api/platform/keys/${id}`))).toBe("not_found");
    expect(await problemKey(await owner.send("PATCH", `/api/platform/keys/${id}`, { json: { label: "x" } }))).toBe("not_found");
    await pool.seed([apiKey], await pool.list());
    expect(await keysOf(owner)).toEqual([]);
    const left = await DB.prepare("SELECT key_sealed, hint FROM pool_keys").all();
    expect(left.results).toEqual([{ key_sealed: "", hint: "" }]);
    await owner.json("POST", "/api/platform/keys", { json: { label: "Torna", apiKey } });
    expect(await keysOf(owner)).toMatchObject([{ label: "Torna" }]);
  });

  it("are changed by nobody unseen", async () => {
    const { owner, addKey, tenantId, userId } = await setUp();
    const { id } = await addKey();
    await owner.json("PATCH", `/api/platform/keys/${id}`, { json: { isActive: false } });
    await owner.json("PATCH", `/api/platform/keys/${id}`, { json: { apiKey: "another-key-in-its-place" } });
    await owner.send("DELETE", `/api/platform/keys/${id}`);
    const entries = await DB.prepare("SELECT actor, action, subject, detail FROM audit_entries WHERE tenant_id = ? ORDER BY id")
      .bind(tenantId)
      .all();
    expect(entries.results).toMatchObject(
      ["add", "change", "replace", "remove"].map((what) => ({ actor: userId, action: `pool_key.${what}`, subject: id })),
    );
    expect(JSON.stringify(entries.results)).not.toContain("another-key");
  });

  it("share one quota within a project", async () => {
    const { test, addKey, use } = await setUp();
    const [a, b, c] = [
      await addKey("A", { project: "uno", dailyQuota: 5 }),
      await addKey("B", { project: "uno", dailyQuota: 5 }),
      await addKey("C", { dailyQuota: 5 }),
    ];
    for (const id of [a.id, a.id, b.id, b.id, c.id, c.id]) await use(id);
    const desk = new PoolKeyDesk(DB, test.deps.secrets, test.deps.chance);
    expect(await desk.nearQuota()).toEqual([{ subject: "uno", keyIds: [a.id, b.id], calls: 4, quota: 5 }]);
  });
});

describe("the rotation log", () => {
  it("says which key answered for whom and how it went, newest first, page by page", async () => {
    const { owner, addKey, use, tenantId } = await setUp();
    const { id } = await addKey();
    for (const kind of ["fine", "fine", "invalid"] as const) await use(id, kind);
    const first = await owner.json<{ items: unknown[]; nextCursor: string }>("GET", "/api/platform/keys/uses?limit=2");
    expect(first.items).toMatchObject([
      { keyId: id, tenantId, outcome: "invalid" },
      { keyId: id, tenantId, outcome: "fine" },
    ]);
    const rest = await owner.json(`GET`, `/api/platform/keys/uses?limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ outcome: "fine" }], nextCursor: null });
  });
});

describe("a tenant's own key", () => {
  it("is marked when it is refused, and no longer once it is taken or replaced", async () => {
    const { test, owner, tenantId } = await setUp();
    const usage = new KeyUsage(DB, test.deps.chance);
    const row = () =>
      DB.prepare("SELECT model_key_sealed AS sealed, model_key_refused_at AS at FROM tenants WHERE id = ?")
        .bind(tenantId)
        .first<{ sealed: string; at: number | null }>();
    const setKey = (apiKey: string) => owner.send("PUT", "/api/settings/model-key", { json: { apiKey } });
    await setKey("the first key of theirs");
    const sealed = (await row())?.sealed ?? "";
    await usage.noteTenant(tenantId, "another key by now", { kind: "invalid" }, 0);
    expect((await row())?.at).toBeNull();
    await usage.noteTenant(tenantId, sealed, { kind: "invalid" }, 0);
    expect((await row())?.at).toBeGreaterThan(0);
    await usage.noteTenant(tenantId, null, { kind: "fine" }, 70);
    expect((await row())?.at).toBeNull();
    await usage.noteTenant(tenantId, sealed, { kind: "invalid" }, 0);
    await setKey("the second key of theirs");
    expect((await row())?.at).toBeNull();
    expect((await usage.today([tenantId])).get(tenantId)).toEqual({ calls: 4, failures: 3, tokens: 70 });
  });
});

describe("the tenants and their health", () => {
  it("are counted, each for itself", async () => {
    const { owner, tenantId, other } = await setUp();
    await DB.batch([
      DB.prepare(
        "INSERT INTO alerts (tenant_id, id, kind, subject, detail, opened_at, closed_at) VALUES (?, 'alr_1', 'line_silent', '+44 7700 900123', 'x', 5, NULL), (?, 'alr_2', 'line_silent', 'y', 'x', 4, 6)",
      ).bind(other, other),
    ]);
    const all: Record<string, unknown>[] = [];
    for (let cursor = ""; ;) {
      const page = await owner.json<{ items: Record<string, unknown>[]; nextCursor: string | null }>(
        "GET",
        `/api/platform/tenants?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      all.push(...page.items);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.find(({ id }) => id === other)).toMatchObject({ agents: 0, lines: 0, lastMessageAt: null, openAlerts: 1 });
    expect(all.find(({ id }) => id === tenantId)).toMatchObject({ name: "Palestra Aurora", openAlerts: 0 });
  });

  it("shows the newest message of a tenant, whichever pile of the inbox it lies in", async () => {
    const { owner, tenantId } = await setUp();
    const insert = (id: string, isClient: number, place: string, attention: number, at: number) => [
      DB.prepare(
        "INSERT INTO contacts (tenant_id, id, display_name, roles, note, created_at, updated_at) VALUES (?, ?, 'x', '[]', '', 1, 1)",
      ).bind(tenantId, `con_${id}`),
      DB.prepare(
        "INSERT INTO conversations (tenant_id, id, agent_id, contact_id, level, ai_enabled, place, is_client, last_message_at, attention, version, created_at) VALUES (?, ?, 'agt_1', ?, 1, 1, ?, ?, ?, ?, 1, 1)",
      ).bind(tenantId, `cnv_${id}`, `con_${id}`, place, isClient, at, attention),
    ];
    await DB.batch([
      DB.prepare(
        "INSERT INTO agents (tenant_id, id, name, slug, persona, instructions, greeting, starters, integration_mode, is_active, levels, daily_message_limit, daily_spend_cap_micros, concise_mode, auto_response_enabled, quiet_ms, upgrade_text, model_name, version, created_at, updated_at) VALUES (?, 'agt_1', 'A', ?, '', '', '', '[]', 'ai_only', 1, '[]', 1, 1, 1, 1, 1, '', 'm', 1, 1, 1)",
      ).bind(tenantId, crypto.randomUUID()),
      ...insert("a", 0, "open", 0, 1_000),
      ...insert("b", 0, "snoozed", 1, 9_000),
      ...insert("c", 0, "open", 1, 3_000),
    ]);
    const { items } = await owner.json<{ items: Record<string, unknown>[] }>("GET", "/api/platform/tenants?limit=100");
    expect(items.find(({ id }) => id === tenantId)).toMatchObject({ agents: 1, lastMessageAt: "1970-01-01T00:00:09.000Z" });
    const plan = await DB.prepare(
      "EXPLAIN QUERY PLAN SELECT max(last_message_at) FROM conversations WHERE tenant_id = 't' AND is_client = 0 AND attention = 0 AND last_message_at > 0 AND place = 'open'",
    ).all<{ detail: string }>();
    expect(plan.results.map(({ detail }) => detail).join()).toContain("conversations_inbox");
  });

  it("names open alerts with their tenant, due and failed jobs, and the providers there are", async () => {
    const { owner, other, addKey } = await setUp();
    await addKey();
    await DB.batch([
      DB.prepare(
        "INSERT INTO alerts (tenant_id, id, kind, subject, detail, opened_at) VALUES (?, 'alr_9', 'jobs_stuck', 's', 'd', 7)",
      ).bind(other),
      DB.prepare(
        "INSERT INTO jobs (tenant_id, id, kind, unique_key, payload, state, attempts, due_at, created_at) VALUES (?, 'job_1', 'send_mail', ?, '{}', 'due', 0, 5, 1), (?, 'job_2', 'send_mail', ?, '{}', 'failed', 5, 5, 1)",
      ).bind(other, "k1", other, "k2"),
    ]);
    const health = await owner.json<{ jobs: { due: number; failed: number }; alerts: unknown[]; models: unknown }>(
      "GET",
      "/api/platform/health",
    );
    expect(health.alerts).toContainEqual({
      id: "alr_9",
      tenantId: other,
      tenantName: "Palestra Aurora",
      kind: "jobs_stuck",
      subject: "s",
      detail: "d",
      openedAt: "1970-01-01T00:00:00.007Z",
      closedAt: null,
    });
    expect(health.jobs).toMatchObject({ oldestAt: "1970-01-01T00:00:00.005Z" });
    expect(health.jobs.due).toBeGreaterThanOrEqual(1);
    expect(health.jobs.failed).toBeGreaterThanOrEqual(1);
    expect(health.models).toEqual({ vertex: true, aiStudioKeys: 1 });
  });
});
