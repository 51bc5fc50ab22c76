import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { ModelKeyCheck, Settings } from "../../schema/contract/settings.ts";
import { placeOfModelKey } from "../../workers/accounts/modelKey.ts";
import { commonSuite } from "../api/commonSuite.ts";
import { problemKey } from "../api/client.ts";
import { createTestApp, signedIn } from "../api/testApp.ts";

const { DB } = env as unknown as { DB: D1Database };

const setUp = async () => {
  const test = createTestApp(DB);
  const { client: owner, tenantId } = await signedIn(test);
  const [{ client: stranger }, { client: readonly }] = [
    await signedIn(test),
    await signedIn(test, { tenantId, role: "readonly" }),
  ];
  return { test, app: test.app, deps: test.deps, owner, stranger, readonly, tenantId };
};

commonSuite("settings", setUp, {
  "GET /api/auth/session": () => ({}),
  "GET /api/settings": () => ({}),
  "PATCH /api/settings": () => ({ json: { name: "Palestra Borea" } }),
  "PUT /api/settings/model-key": () => ({ json: { apiKey: "a model key of one's own" } }),
  "POST /api/settings/model-key/check": () => ({}),
  "DELETE /api/settings/model-key": () => ({}),
});

const tenantRow = (tenantId: string) => DB.prepare("SELECT * FROM tenants WHERE id = ?").bind(tenantId).first();

describe("settings", () => {
  it("change what is given and keep the rest", async () => {
    const { owner, stranger } = await setUp();
    const changed = await owner.json("PATCH", "/api/settings", {
      json: { name: "Borea", timeZone: "Europe/Lisbon", consultantPhones: ["+44 7700 900123", "+447700900123"] },
    });
    expect(changed).toEqual({
      name: "Borea",
      language: "it",
      timeZone: "Europe/Lisbon",
      consultantPhones: ["+447700900123"],
      receptionPhones: [],
      alertEmail: null,
      removeProviderMedia: false,
      keepMessagesDays: null,
      keepFilesDays: null,
      officeHours: null,
      awayText: "",
      hasModelKey: false,
      modelKeyCheckedAt: null,
      isModelKeyRefused: false,
      version: 2,
    });
    expect(await owner.json("PATCH", "/api/settings", { json: { language: "en" } })).toEqual({
      ...changed,
      language: "en",
      version: 3,
    });
    expect(await owner.json("GET", "/api/settings")).toEqual({ ...changed, language: "en", version: 3 });
    expect(await stranger.json("GET", "/api/settings")).toMatchObject({ name: "Palestra Aurora", language: "it" });
  });

  it("stay as they are, unaudited, when nothing of theirs is given", async () => {
    const { owner, tenantId } = await setUp();
    const audits = () => DB.prepare("SELECT count(*) AS n FROM audit_entries WHERE tenant_id = ?").bind(tenantId).first("n");
    const [before, audited] = [await owner.json("GET", "/api/settings"), await audits()];
    expect(await owner.json("PATCH", "/api/settings", { json: { hasModelKey: true, id: "ten_x", unknown: 1 } })).toEqual(before);
    expect(await audits()).toBe(audited);
  });

  it.each([
    ["timeZone", { timeZone: "Europe/Atlantis" }],
    ["language", { language: "fr" }],
    ["consultantPhones.1", { consultantPhones: ["+447700900123", "12"] }],
    ["receptionPhones", { receptionPhones: Array.from({ length: 21 }, (_, n) => `+4477009001${String(n).padStart(2, "0")}`) }],
    ["name", { name: null }],
  ])("name what is wrong with %s", async (path, json) => {
    const { owner } = await setUp();
    const response = await owner.send("PATCH", "/api/settings", { json });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ path }] });
  });

  it("say who changed which fields, and not to what", async () => {
    const { owner, tenantId } = await setUp();
    await owner.json("PATCH", "/api/settings", { json: { receptionPhones: ["+447700900555"], name: "Borea" } });
    const entry = await DB.prepare("SELECT * FROM audit_entries WHERE tenant_id = ? AND action = 'settings.change'")
      .bind(tenantId)
      .first();
    expect(JSON.parse(String(entry?.["detail"]))).toEqual({ fields: ["name", "receptionPhones"] });
  });

  it("refuse a form that was opened on an older version, and change nothing", async () => {
    const { owner, tenantId } = await setUp();
    const { version } = await owner.json<Settings>("GET", "/api/settings");
    const patch = (json: object) => owner.send("PATCH", "/api/settings", { json: { ...json, version } });
    const both = await Promise.all([patch({ name: "Una" }), patch({ name: "Altra" })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await problemKey(await patch({ awayText: "Tardi" }))).toBe("conflict");
    expect(await owner.json("GET", "/api/settings")).toMatchObject({ version: version + 1, awayText: "" });
    expect((await owner.send("PATCH", "/api/settings", { json: { awayText: "Comunque" } })).status).toBe(200);
    const entries = await DB.prepare("SELECT count(*) AS n FROM audit_entries WHERE tenant_id = ? AND action = 'settings.change'")
      .bind(tenantId)
      .first("n");
    expect(entries).toBe(2);
  });

  it("keep office hours in their order, and name the span that is wrong", async () => {
    const { owner } = await setUp();
    const day = (from: number, to: number) => ({ from, to });
    const week = [[day(840, 1_080), day(540, 780)], [], [], [], [], [], []];
    const saved = await owner.json<Settings>("PATCH", "/api/settings", { json: { officeHours: week, awayText: " Chiusi. " } });
    expect(saved).toMatchObject({ officeHours: [[day(540, 780), day(840, 1_080)], [], [], [], [], [], []], awayText: "Chiusi." });
    const wrong = await owner.send("PATCH", "/api/settings", {
      json: { officeHours: [[day(600, 540)], [], [], [], [], [], []] },
    });
    expect(await wrong.json()).toMatchObject({ errors: [{ path: "officeHours.0.0.to" }] });
    expect(await owner.json("PATCH", "/api/settings", { json: { officeHours: null } })).toMatchObject({ officeHours: null });
  });

  it("take a model key that is sealed for this tenant, shown to nobody, and forgotten on request", async () => {
    const { owner, deps, tenantId, readonly } = await setUp();
    const apiKey = "AIza-not-a-real-key-000";
    expect((await owner.send("PUT", "/api/settings/model-key", { json: { apiKey: ` ${apiKey} ` } })).status).toBe(204);
    expect(await (await owner.send("GET", "/api/settings")).text()).not.toContain(apiKey);
    expect(await readonly.json("GET", "/api/settings")).toMatchObject({ hasModelKey: true });
    const row = await tenantRow(tenantId);
    expect(JSON.stringify(row)).not.toContain(apiKey);
    const sealed = String(row?.["model_key_sealed"]);
    expect(await deps.secrets.open(placeOfModelKey(tenantId), sealed)).toBe(apiKey);
    await expect(deps.secrets.open(placeOfModelKey("ten_other"), sealed)).rejects.toThrow(/cannot be opened/);
    await owner.send("DELETE", "/api/settings/model-key");
    expect(await owner.json("GET", "/api/settings")).toMatchObject({ hasModelKey: false });
  });

  it("say whether the provider takes the model key, as it was last asked", async () => {
    const { test, owner, tenantId } = await setUp();
    const check = () => owner.json<ModelKeyCheck>("POST", "/api/settings/model-key/check");
    expect(await check()).toMatchObject({ owner: "none", outcome: "refused" });
    const { modelTrial } = test.deps;
    modelTrial.pool = async () => "works";
    expect(await check()).toMatchObject({ owner: "pool", outcome: "works" });
    await owner.send("PUT", "/api/settings/model-key", { json: { apiKey: "AIza-not-a-real-key-000" } });
    const tried: string[] = [];
    modelTrial.own = async (key) => (tried.push(key), { outcome: "works", use: { kind: "fine" }, tokens: 3 });
    const { at } = await check();
    expect(tried).toEqual(["AIza-not-a-real-key-000"]);
    expect(await owner.json("GET", "/api/settings")).toMatchObject({ modelKeyCheckedAt: at, isModelKeyRefused: false });
    modelTrial.own = async () => ({ outcome: "refused", use: { kind: "invalid" }, tokens: 0 });
    expect(await check()).toMatchObject({ owner: "tenant", outcome: "refused" });
    expect(await owner.json("GET", "/api/settings")).toMatchObject({ isModelKeyRefused: true });
    await owner.send("PUT", "/api/settings/model-key", { json: { apiKey: "AIza-another-key-0000" } });
    expect(await owner.json("GET", "/api/settings")).toMatchObject({ modelKeyCheckedAt: null, isModelKeyRefused: false });
    expect(JSON.stringify(await tenantRow(tenantId))).not.toContain("AIza");
  });

  it("stop asking the provider after twenty times in an hour", async () => {
    const { owner } = await setUp();
    for (let n = 0; n < 20; n++) await owner.json("POST", "/api/settings/model-key/check");
    expect(await problemKey(await owner.send("POST", "/api/settings/model-key/check"))).toBe("too_many_requests");
  });

  it("are for owners alone to change", async () => {
    const { test, owner, tenantId } = await setUp();
    const { client: member } = await signedIn(test, { tenantId, role: "member" });
    expect(await problemKey(await member.send("PATCH", "/api/settings", { json: { name: "Mine" } }))).toBe("not_allowed");
    expect(await owner.json("GET", "/api/settings")).toMatchObject({ name: "Palestra Aurora" });
  });
});
