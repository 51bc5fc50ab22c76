import { readFileSync } from "node:fs";
import { DrizzleQueryError } from "drizzle-orm";
import type { Hono } from "hono";
import { beforeEach, describe, expect, it } from "vitest";
import { createApp } from "../../workers/api/app.ts";
import type { FailureEntry } from "../../workers/api/problems.ts";
import type { RefusalEntry } from "../../workers/api/refusalLog.ts";
import { systemChance } from "../../workers/platform/clock.ts";
import type { ConsoleVisit } from "../../workers/platform/consoleVisit.ts";
import { refuse } from "../../workers/platform/refusal.ts";
import { route, type CustomerCaller, type Route } from "../../workers/platform/route.ts";
import { withHeaders } from "../../workers/platform/withHeaders.ts";

const origin = "https://filo.test";
const agentId = `agt_${"0".repeat(26)}`;
const conversationId = `cnv_${"0".repeat(26)}`;

let visit: ConsoleVisit | null;
let failures: FailureEntry[];
let refusals: RefusalEntry[];
let seen: unknown[];

const visitAs = (role: "owner" | "member" | "readonly"): ConsoleVisit => ({
  caller: {
    userId: "usr_a",
    userName: "Ada",
    email: "ada@example.com",
    role,
    tenantId: "ten_a",
    db: {} as never,
    sessionHash: "hash",
    memberSince: 0,
  },
  isPlatformAdmin: false,
  setCookie: null,
});

const note =
  (answer: unknown) =>
  async (call: unknown): Promise<never> => {
    seen.push(call);
    if (answer instanceof Error) throw answer;
    return answer as never;
  };

const appWith = (...routes: Route[]): Hono =>
  createApp({
    routes,
    publicUrl: origin,
    chance: systemChance,
    log: (entry) => void (entry.event === "request_failed" ? failures.push(entry) : refusals.push(entry)),
    consoleCaller: async () => visit,
    customerCaller: async (_, slug) => (slug === "coach" ? ({ tenantId: "ten_a" } as CustomerCaller) : null),
  });

const send = (app: Hono, method: string, path: string, init: RequestInit = {}) =>
  app.request(new Request(`https://filo.test${path}`, { method, ...init }));

const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  body: typeof body === "string" ? body : JSON.stringify(body),
  headers: { "content-type": "application/json", origin, ...headers },
});

const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await response.json()) as {
    type: string;
    status: number;
    detail?: string;
    errors?: { path: string; code: string }[];
  };
  expect(problem.status).toBe(response.status);
  return { ...problem, key: problem.type.split("/").at(-1) };
};

beforeEach(() => {
  visit = visitAs("owner");
  failures = [];
  refusals = [];
  seen = [];
});

describe("paths and methods", () => {
  it("answers what is there, with the headers every answer has", async () => {
    const response = await send(appWith(), "GET", "/api/health");
    expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("strict-transport-security")).toBe("max-age=31536000");
  });

  it("says so of pages and files as well, whoever serves them", () => {
    for (const file of ["web/public/_headers", "web/functions/html.ts"])
      expect([file, /strict-transport-security['"]?: ['"]?max-age=31536000/i.test(readFileSync(file, "utf8"))]).toEqual([
        file,
        true,
      ]);
  });

  it.each(["/api", "/api/nothing", "/api/health/more", "/api/agents/%E0%A4%A", "/"])("has no %s", async (path) => {
    const problem = await problemOf(await send(appWith(route("GET /api/agents/{id}", note({}))), "GET", path));
    expect(problem.key).toBe("not_found");
  });

  it("names the methods that a path has", async () => {
    const app = appWith(route("GET /api/settings", note({})), route("PATCH /api/settings", note({})));
    const response = await send(app, "DELETE", "/api/settings");
    expect(response.headers.get("allow")).toBe("GET, PATCH");
    expect((await problemOf(response)).key).toBe("method_not_allowed");
  });

  it("reads an id of another kind as nothing", async () => {
    const app = appWith(route("GET /api/agents/{id}", note({})));
    for (const id of [conversationId, "1", "..%2F..", "agt_'--"])
      expect((await problemOf(await send(app, "GET", `/api/agents/${id}`))).key).toBe("not_found");
    expect(seen).toEqual([]);
  });
});

describe("answers", () => {
  it("carry the endpoint's status, and nothing at all where it promises nothing", async () => {
    const app = appWith(
      route("POST /api/conversations/{id}/typing", note(undefined)),
      route("POST /api/agents", note({ id: agentId })),
    );
    const empty = await send(app, "POST", `/api/conversations/${conversationId}/typing`, { headers: { origin } });
    expect([empty.status, await empty.text()]).toEqual([204, ""]);
    const created = await send(app, "POST", "/api/agents", json({ name: "Coach" }));
    expect([created.status, await created.json()]).toEqual([201, { id: agentId }]);
  });

  it("may be null, and may be whole responses with cookies of their own", async () => {
    const whole = withHeaders({ ok: 1 }, 202, { "set-cookie": "a=b" });
    const app = appWith(route("GET /api/conversations/{id}/trace", note(null)), route("GET /api/agents", note(whole)));
    expect(await (await send(app, "GET", `/api/conversations/${conversationId}/trace`)).json()).toBeNull();
    const response = await send(app, "GET", "/api/agents");
    expect([response.status, response.headers.get("set-cookie"), response.headers.get("cache-control")]).toEqual([
      202,
      "a=b",
      "no-store",
    ]);
  });

  it("send a prolonged session's cookie along", async () => {
    visit = { ...visitAs("owner"), setCookie: "__Host-filo=t" };
    const response = await send(appWith(route("GET /api/settings", note({}))), "GET", "/api/settings");
    expect(response.headers.get("set-cookie")).toBe("__Host-filo=t");
  });

  it("are problems where the handler refuses", async () => {
    const app = appWith(route("POST /api/agents", note(refuse("slug_taken", { headers: { "x-more": "1" } }))));
    const response = await send(app, "POST", "/api/agents", json({ name: "Coach" }));
    expect([response.status, response.headers.get("x-more")]).toEqual([409, "1"]);
    expect((await problemOf(response)).key).toBe("slug_taken");
  });

  it("say nothing of what was thrown but the id it was logged under", async () => {
    const app = appWith(route("GET /api/agents", note(new Error("secret sauce"))));
    const problem = await problemOf(await send(app, "GET", "/api/agents?cursor=private"));
    expect(problem.key).toBe("internal");
    expect(JSON.stringify(problem)).not.toContain("sauce");
    expect(problem.detail).toContain(failures[0]?.id);
    expect(failures[0]).toMatchObject({ path: "/api/agents", error: "Error: secret sauce" });
    expect(JSON.stringify(failures)).not.toContain("private");
  });

  it("log the statement that failed without the values in it, wherever the error carries them", async () => {
    const thrown = new DrizzleQueryError("select 1 where email = ?", ["anna@example.test"], new Error("D1_ERROR: it broke"));
    const app = appWith(route("GET /api/agents", note(thrown)));
    await send(app, "GET", "/api/agents");
    expect(failures[0]?.error).toBe("Failed query: select 1 where email = ? ← Error: D1_ERROR: it broke");
    expect(failures[0]?.stack).toMatch(/^\s+at /);
    expect(JSON.stringify(failures)).not.toContain("anna");
  });

  it("are 503 with a time to wait while the database is away, however the error is wrapped", async () => {
    const wrapped = new Error("Failed query: select", { cause: new Error("D1_ERROR: Network connection lost.") });
    const response = await send(appWith(route("GET /api/agents", note(wrapped))), "GET", "/api/agents");
    expect(response.headers.get("retry-after")).toBe("5");
    expect((await problemOf(response)).key).toBe("unavailable");
    const broken = new Error("Failed query", { cause: new Error("D1_ERROR: UNIQUE constraint failed: users.email") });
    expect((await problemOf(await send(appWith(route("GET /api/agents", note(broken))), "GET", "/api/agents"))).key).toBe(
      "internal",
    );
    const reset = Object.assign(new Error("reset"), { retryable: true });
    expect((await problemOf(await send(appWith(route("GET /api/agents", note(reset))), "GET", "/api/agents"))).key).toBe(
      "unavailable",
    );
  });
});

describe("callers", () => {
  const app = () =>
    appWith(
      route("GET /api/agents", note({ items: [], nextCursor: null })),
      route("POST /api/agents", note({})),
      route("DELETE /api/agents/{id}", note(undefined)),
      route("GET /api/public/ai/{slug}/info", note({})),
    );

  it("need a session for the console, before anything else is looked at", async () => {
    visit = null;
    for (const [method, path] of [
      ["GET", "/api/agents"],
      ["POST", "/api/agents"],
      ["DELETE", "/api/agents/not-an-id"],
    ] as const)
      expect((await problemOf(await send(app(), method, path))).key).toBe("not_signed_in");
  });

  it.each([
    ["owner", ["ok", "ok", "ok"]],
    ["member", ["ok", "ok", "not_allowed"]],
    ["readonly", ["ok", "not_allowed", "not_allowed"]],
  ] as const)("as %s may read, write and manage: %j", async (role, expected) => {
    visit = visitAs(role);
    const responses = [
      await send(app(), "GET", "/api/agents"),
      await send(app(), "POST", "/api/agents", json({ name: "Coach" })),
      await send(app(), "DELETE", `/api/agents/${agentId}`, { headers: { origin } }),
    ];
    const keys = await Promise.all(responses.map(async (response) => (response.ok ? "ok" : (await problemOf(response)).key)));
    expect(keys).toEqual(expected);
  });

  it("of a public page are found by its slug, and an unknown or impossible slug is a 404", async () => {
    expect((await send(app(), "GET", "/api/public/ai/coach/info")).status).toBe(200);
    expect(seen).toMatchObject([{ caller: { tenantId: "ten_a" }, params: { slug: "coach" } }]);
    for (const slug of ["other", "NOT%20A%20SLUG"])
      expect((await problemOf(await send(app(), "GET", `/api/public/ai/${slug}/info`))).key).toBe("not_found");
  });
});

describe("origins", () => {
  const typing = `/api/conversations/${conversationId}/typing`;
  const app = () =>
    appWith(
      route("POST /api/conversations/{id}/typing", note(undefined)),
      route("GET /api/conversations/{id}", note({})),
      route("GET /api/socket", note(undefined)),
      route("POST /api/whatsapp/webhook", note(new Response("<Response/>"))),
      route("POST /api/auth/sign-out", note(undefined)),
    );
  const statusOf = async (method: string, path: string, headers: Record<string, string>) =>
    (await send(app(), method, path, { headers })).status;

  it("must be ours for whatever changes something", async () => {
    expect(await statusOf("POST", typing, { origin })).toBe(204);
    for (const foreign of ["https://evil.test", "null", "https://filo.test.evil.test", "http://filo.test", ""])
      expect(await statusOf("POST", typing, { origin: foreign, cookie: "__Host-filo=x" })).toBe(403);
    expect(await statusOf("POST", "/api/auth/sign-out", { origin: "https://evil.test" })).toBe(403);
  });

  it("may be missing where no browser sends the request", async () => {
    const cookie = "__Host-filo=x";
    expect(await statusOf("POST", typing, {})).toBe(204);
    expect(await statusOf("POST", typing, { cookie })).toBe(204);
    expect(await statusOf("POST", typing, { cookie, "sec-fetch-site": "same-origin" })).toBe(204);
    for (const site of ["cross-site", "same-site"])
      expect(await statusOf("POST", typing, { cookie, "sec-fetch-site": site })).toBe(403);
  });

  it("may be the host the request came to", async () => {
    const request = new Request(`http://localhost:8787${typing}`, {
      method: "POST",
      headers: { origin: "http://localhost:8787" },
    });
    expect((await app().request(request)).status).toBe(204);
  });

  it("are not asked of reading, but of WebSockets, which any site may open", async () => {
    const foreign = { origin: "https://evil.test", cookie: "__Host-filo=x" };
    expect(await statusOf("GET", `/api/conversations/${conversationId}`, foreign)).toBe(200);
    expect(await statusOf("GET", "/api/socket", { ...foreign, upgrade: "websocket" })).toBe(403);
    expect(await statusOf("GET", "/api/socket", { cookie: "__Host-filo=x", upgrade: "websocket" })).toBe(200);
    expect(await statusOf("GET", "/api/socket", { origin, upgrade: "websocket" })).toBe(200);
  });

  it("are not asked of providers, who sign", async () => {
    const form = { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.test", cookie: "a=b" };
    expect(await statusOf("POST", "/api/whatsapp/webhook", form)).toBe(200);
  });
});

describe("refusals", () => {
  it("that may be somebody's attempt are logged by their operation, without who asked and what for", async () => {
    const app = appWith(
      route("POST /api/auth/sign-in", note(refuse("wrong_credentials"))),
      route("PATCH /api/agents/{id}", note({})),
      route("GET /api/agents/{id}", note(refuse("not_found"))),
    );
    await send(app, "POST", "/api/auth/sign-in", json({ email: "ada@example.com", password: "so secret a word" }));
    await send(app, "PATCH", `/api/agents/${agentId}`, json({}, { origin: "https://evil.test" }));
    visit = visitAs("readonly");
    await send(app, "PATCH", `/api/agents/${agentId}`, json({}));
    await send(app, "GET", `/api/agents/${agentId}`);
    expect(refusals).toEqual([
      { event: "request_refused", why: "wrong_credentials", operation: "POST /api/auth/sign-in" },
      { event: "request_refused", why: "foreign_origin", operation: "PATCH /api/agents/{id}" },
      { event: "request_refused", why: "not_allowed", operation: "PATCH /api/agents/{id}" },
    ]);
  });
});

describe("bodies", () => {
  const app = () =>
    appWith(
      route("POST /api/agents", note({})),
      route("POST /api/auth/sign-in", note({})),
      route("POST /api/whatsapp/webhook", note(new Response(""))),
      route("POST /api/knowledge/pdf", note({})),
      route("GET /api/agents", note({})),
    );
  const keyOf = async (path: string, init: RequestInit) => (await problemOf(await send(app(), "POST", path, init))).key;

  it.each(["{", "nul", '{"name":"a",}', "\ufeff{", '{"name":\u0000}'])("that are not JSON are malformed: %j", async (text) => {
    expect(await keyOf("/api/agents", json(text))).toBe("malformed_body");
  });

  it("that are not UTF-8 are malformed", async () => {
    expect(await keyOf("/api/agents", { ...json(""), body: new Uint8Array([0x22, 0xff, 0x22]) })).toBe("malformed_body");
  });

  it("of another kind than JSON are not taken", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp"])
      expect(await keyOf("/api/agents", json("{}", { "content-type": type }))).toBe("unsupported_media");
  });

  it.each([[[]], ['"text"'], [1], [null], [{ name: 7 }], [{}]])("of another shape are refused: %j", async (body) => {
    expect(await keyOf("/api/agents", json(body))).toBe("invalid_input");
  });

  it("are refused with every field that is wrong, by path and code", async () => {
    const body = { name: "", levels: [1, 9], starters: ["ok", 3], upgradeUrl: "javascript:alert(1)" };
    const problem = await problemOf(await send(app(), "POST", "/api/agents", json(body)));
    expect(problem.errors?.map((error) => error.path).toSorted()).toEqual(["levels.1", "name", "starters.1", "upgradeUrl"]);
    expect(problem.errors?.every((error) => error.code !== "")).toBe(true);
  });

  it("lose fields nobody asked for, names of prototypes included", async () => {
    const text = '{"email":"A@example.com ","password":"x","isAdmin":true,"__proto__":{"isAdmin":true}}';
    expect((await send(app(), "POST", "/api/auth/sign-in", json(text))).status).toBe(200);
    expect(seen).toMatchObject([{ body: { email: "a@example.com", password: "x" } }]);
    expect((seen[0] as { body: Record<string, unknown> }).body).not.toHaveProperty("isAdmin");
  });

  it("may be empty, and then lack every field", async () => {
    expect(await keyOf("/api/auth/sign-in", { headers: { origin } })).toBe("invalid_input");
  });

  it("over the limit are refused by what they announce and by what arrives", async () => {
    const big = JSON.stringify({ name: "x".repeat(270_000) });
    expect(await keyOf("/api/agents", json(big))).toBe("too_large");
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(16_384)) });
    expect(await keyOf("/api/agents", { ...json(""), body: endless, duplex: "half" } as RequestInit)).toBe("too_large");
  });

  it("of an agent's form fit, written in any script up to its fields' bounds", async () => {
    const [overlay, name] = ["は".repeat(8_000), "Coach"];
    const texts = { persona: "は".repeat(4_000), instructions: "は".repeat(20_000) };
    const form = { name, ...texts, levelPromptOverlay1: overlay, levelPromptOverlay2: overlay, levelPromptOverlay3: overlay };
    expect((await send(app(), "POST", "/api/agents", json(form))).status).toBe(201);
  });

  it("of providers are forms", async () => {
    const form = (body: string, type = "application/x-www-form-urlencoded; charset=utf-8") => ({
      body,
      headers: { "content-type": type },
    });
    expect((await send(app(), "POST", "/api/whatsapp/webhook", form("Body=a%20b&To=x&Body=c%ZZ"))).status).toBe(200);
    expect(seen).toMatchObject([{ body: { Body: "c%ZZ", To: "x" } }]);
    expect(await keyOf("/api/whatsapp/webhook", form('{"Body":1}', "application/json"))).toBe("malformed_body");
    expect(await keyOf("/api/whatsapp/webhook", form(`Body=${"x".repeat(140_000)}`))).toBe("too_large");
  });

  it("may be bytes, handed over as they are", async () => {
    const bytes = new Uint8Array([0, 255, 37, 80]);
    const response = await send(app(), "POST", "/api/knowledge/pdf?title=Menu", { body: bytes, headers: { origin } });
    expect(response.status).toBe(201);
    expect(seen).toMatchObject([{ bytes, query: { title: "Menu", scope: "agent" } }]);
    expect(await keyOf("/api/knowledge/pdf", { body: bytes, headers: { origin } })).toBe("invalid_input");
  });

  it("are not read where none is asked for, and queries are parsed", async () => {
    expect((await send(app(), "GET", "/api/agents?limit=3&extra=1")).status).toBe(200);
    expect(seen).toMatchObject([{ query: { limit: 3 }, body: undefined }]);
    expect((await problemOf(await send(app(), "GET", "/api/agents?limit=0"))).errors).toMatchObject([{ path: "limit" }]);
  });
});
