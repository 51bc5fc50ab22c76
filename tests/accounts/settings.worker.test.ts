import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
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
      hasModelKey: false,
    });
    expect(await owner.json("PATCH", "/api/settings", { json: { language: "en" } })).toEqual({ ...changed, language: "en" });
    expect(await owner.json("GET", "/api/settings")).toEqual({ ...changed, language: "en" });
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

  it("are for owners alone to change", async () => {
    const { test, owner, tenantId } = await setUp();
    const { client: member } = await signedIn(test, { tenantId, role: "member" });
    expect(await problemKey(await member.send("PATCH", "/api/settings", { json: { name: "Mine" } }))).toBe("not_allowed");
    expect(await owner.json("GET", "/api/settings")).toMatchObject({ name: "Palestra Aurora" });
  });
});
