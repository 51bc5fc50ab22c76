import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConsoleEvent, PageEvent } from "../../schema/contract/live.ts";
import { worldVars } from "../local/demoWorld.ts";
import { freePort } from "../local/freePort.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";
import { Outsider } from "./outsider.ts";
import { Served } from "./served.ts";

/** DESIGN section 5, as written, under the real `npm run serve`. The names stand here in full: nothing is imported from the contract. */

interface Named {
  id: string;
  [name: string]: unknown;
}
interface Listed {
  items: Named[];
  nextCursor: string | null;
}

const number = "+14155550150";
const phone = "+447700900150";
const account = { accountSid: `AC${"5f".repeat(16)}`, authToken: "a-token-that-nobody-reads-back" };
const credentials = { email: "outsider@filo.example", password: "quattro stagioni" };

let stateDir: string;
let world: World;
let port: number;
let env: Record<string, string>;
let served: Served;
let console_: Outsider;
const ids = { agent: "", contact: "", conversation: "" };

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "filo-names-"));
  port = await freePort();
  world = await startWorld({ statusStepMs: 20 });
  env = { STATE_DIR: stateDir, WHATSAPP_POLL_INTERVAL_SECONDS: "1", ...(worldVars(world) as Record<string, string>) };
  served = await Served.start(port, env);
  console_ = new Outsider(served.url);
});
afterAll(async () => {
  await served.cut();
  await world.close();
  await rm(stateDir, { recursive: true, force: true });
});

const inbound = (text: string) => world.phone(phone).says(text, { to: number });

test("a business signs up, signs out and in, and changes its settings", async () => {
  const created = await console_.call<Named>("POST", "/api/auth/sign-up", { ...credentials, businessName: "Studio Esempio" });
  expect([created.status, typeof created.body.id]).toEqual([201, "string"]);
  expect((await console_.call("GET", "/api/auth/session")).status).toBe(200);
  await console_.ask("POST", "/api/auth/sign-out");
  expect((await console_.call("GET", "/api/auth/session")).status).toBe(401);
  expect((await console_.call("POST", "/api/auth/sign-in", { ...credentials, password: "sbagliata del tutto" })).status).toBe(
    401,
  );
  expect((await console_.call("POST", "/api/auth/sign-in", credentials)).status).toBe(200);
  expect((await console_.call("GET", "/api/auth/session")).status).toBe(200);

  const wanted = { timeZone: "Europe/Rome", consultantPhones: ["+447700900151"], receptionPhones: ["+447700900152"] };
  expect(await console_.ask("PATCH", "/api/settings", { name: "Studio Nuovo", language: "it", ...wanted })).toMatchObject(wanted);
  expect(await console_.ask("GET", "/api/settings")).toMatchObject({ name: "Studio Nuovo", language: "it", ...wanted });
});

test("an agent is created, read, listed, changed, connected and deleted", async () => {
  const created = await console_.call<Named>("POST", "/api/agents", {
    name: "Coach AI",
    slug: "coach-di-fuori",
    instructions: "Sei un coach.",
    levels: [1, 2, 3],
    levelPromptOverlay1: "Breve",
    levelPromptOverlay2: "Documenti",
    levelPromptOverlay3: "Completa",
    dailyMessageLimit: 40,
    integrationMode: "whatsapp_ai",
    isActive: true,
    autoResponseEnabled: true,
    quietMs: 200,
  });
  expect(created.status).toBe(201);
  ids.agent = created.body.id;
  expect(created.body).toMatchObject({
    slug: "coach-di-fuori",
    levels: [1, 2, 3],
    levelPromptOverlay3: "Completa",
    dailyMessageLimit: 40,
    quietMs: 200,
  });
  const path = `/api/agents/${ids.agent}`;
  expect(await console_.ask<Named>("GET", path)).toMatchObject({ name: "Coach AI", isActive: true });
  expect(await console_.ask<Named>("PATCH", path, { dailyMessageLimit: 50 })).toMatchObject({ dailyMessageLimit: 50 });
  const listed = await console_.ask<Listed>("GET", "/api/agents");
  expect([listed.items.map(({ id }) => id), listed.nextCursor]).toEqual([[ids.agent], null]);

  await world.putAccount(account);
  await world.putNumber({ number, accountSid: account.accountSid, webhookUrl: `${served.url}/api/whatsapp/webhook` });
  const connected = await console_.call("PUT", `${path}/whatsapp`, { ...account, number });
  expect(connected.status).toBe(200);
  const readBack = connected.text + (await console_.call("GET", path)).text + (await console_.call("GET", "/api/agents")).text;
  expect(readBack).not.toContain(account.authToken);

  const preview = await console_.ask<{ system: string }>("POST", `${path}/prompt-preview`, { level: 2 });
  expect(preview.system).toContain("━━━ ISTRUZIONI LIVELLO ARGENTO ━━━\nDocumenti");
  expect(preview.system).not.toContain("━━━ ISTRUZIONI LIVELLO GOLD ━━━");

  const other = await console_.ask<Named>("POST", "/api/agents", { name: "Di passaggio" });
  expect(other).toMatchObject({ levels: [], dailyMessageLimit: 15 });
  expect((await console_.call("DELETE", `/api/agents/${other.id}`)).status).toBe(204);
  expect((await console_.call("GET", `/api/agents/${other.id}`)).status).toBe(404);
});

test("a contact is created, read, listed, changed, given a level and deleted", async () => {
  const fields = { displayName: "Rosa Esempio", phone, email: "rosa@filo.example", roles: ["client"] };
  const created = await console_.call<Named>("POST", "/api/contacts", fields);
  expect([created.status, created.body]).toEqual([201, expect.objectContaining(fields)]);
  ids.contact = created.body.id;
  const path = `/api/contacts/${ids.contact}`;
  expect(await console_.ask("PATCH", path, { displayName: "Rosa Prova" })).toMatchObject({ displayName: "Rosa Prova" });
  expect(await console_.ask("PUT", `${path}/subscription`, { level: "4", status: "active" })).toMatchObject({ level: 3 });
  expect(await console_.ask("PUT", `${path}/subscription`, { level: 3, status: "active" })).toMatchObject({ level: 3 });
  expect(await console_.ask("GET", path)).toMatchObject({ id: ids.contact, level: 3 });
  expect((await console_.ask<Listed>("GET", "/api/contacts")).items.map(({ id }) => id)).toContain(ids.contact);
  const other = await console_.ask<Named>("POST", "/api/contacts", { displayName: "Di passaggio" });
  expect((await console_.call("DELETE", `/api/contacts/${other.id}`)).status).toBe(204);
  expect((await console_.call("GET", `/api/contacts/${other.id}`)).status).toBe(404);
});

test("a signed webhook is answered, appears live, and the conversation is read, written to, taken over and handed back", async () => {
  const live = await console_.socket<ConsoleEvent>("/api/socket");
  const heard = (type: ConsoleEvent["type"]) => live.events.filter((event) => event.type === type);
  expect((await inbound("Ciao")).status).toBe(200);
  await world.phone(phone).waitFor(1);
  const [conversation] = (await console_.ask<Listed>("GET", "/api/conversations")).items;
  expect(conversation).toMatchObject({ agentId: ids.agent, contactId: ids.contact, aiEnabled: true, unreadCount: 1 });
  expect(Date.parse(String(conversation!["lastMessageAt"]))).toBeGreaterThan(Date.now() - 60_000);
  ids.conversation = conversation!.id;
  const path = `/api/conversations/${ids.conversation}`;
  await expect.poll(() => heard("MESSAGE_STATUS").length, { timeout: 5_000 }).toBeGreaterThan(0);
  for (const type of ["NEW_MESSAGE", "MESSAGE_SENT", "CONVERSATION_UPDATE"] as const)
    expect([type, heard(type).length > 0]).toEqual([type, true]);

  const { items } = await console_.ask<Listed>("GET", `${path}/messages`);
  expect(items).toMatchObject([
    { channel: "whatsapp", direction: "inbound", sender: "client", text: "Ciao", status: "received" },
    { channel: "whatsapp", direction: "outbound", sender: "ai" },
  ]);
  expect(await console_.ask("PATCH", `${path}/mark-read`)).toMatchObject({ unreadCount: 0 });

  expect(await console_.ask("PATCH", `${path}/ai-toggle`, { aiEnabled: false })).toMatchObject({ aiEnabled: false });
  const written = { messageText: "Qui una persona", clientMessageId: "outsider-0001" };
  const sent = await console_.call<Named>("POST", `${path}/send`, written);
  expect([sent.status, sent.body]).toEqual([201, expect.objectContaining({ sender: "consultant", text: "Qui una persona" })]);
  expect((await console_.call<Named>("POST", `${path}/send`, written)).body.id).toBe(sent.body.id);
  await world.phone(phone).waitFor(2);
  await inbound("Grazie");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await world.phone(phone).waitFor(2)).toHaveLength(2);
  expect(await console_.ask("PATCH", `${path}/ai-toggle`, { aiEnabled: true })).toMatchObject({ aiEnabled: true });
  const told = (await world.phone(phone).waitFor(0)).length;
  await inbound("E adesso?");
  await world.phone(phone).waitFor(told + 1);
  live.close();
});

test("the public page: info, chat as JSON and as events, messages, socket, linking", async () => {
  const page = new Outsider(served.url);
  const base = "/api/public/ai/coach-di-fuori";
  expect(await page.ask("GET", `${base}/info`)).toMatchObject({ agentName: "Coach AI", remainingMessages: 50 });
  const html = await page.fetch("GET", "/ai/coach-di-fuori");
  expect([html.status, (await html.text()).includes("Coach AI")]).toEqual([200, true]);
  expect((await page.fetch("GET", "/ai/nessuno")).status).toBe(404);
  expect((await page.fetch("GET", "/console")).status).toBe(200);

  const message = { message: "Buongiorno", clientMessageId: "outsider-page-1" };
  const answered = await page.ask<{ response: string; remainingMessages: number }>("POST", `${base}/chat`, message);
  expect([answered.response.length > 0, answered.remainingMessages]).toEqual([true, 49]);
  expect(await page.ask("POST", `${base}/chat`, message)).toEqual(answered);

  const live = await page.socket<PageEvent>(`${base}/socket`);
  const streamed = await page.fetch("POST", `${base}/chat`, {
    body: JSON.stringify({ message: "Ancora una", clientMessageId: "outsider-page-2" }),
    headers: { accept: "text/event-stream", "content-type": "application/json" },
  });
  expect(streamed.headers.get("content-type")).toContain("text/event-stream");
  const names = [...(await streamed.text()).matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
  expect([names[0], names.includes("delta"), names.at(-1)]).toEqual(["accepted", true, "committed"]);
  await expect.poll(() => live.events.map(({ type }) => type)).toEqual(expect.arrayContaining(["NEW_MESSAGE", "MESSAGE_SENT"]));
  live.close();
  const { items, nextCursor } = await page.ask<Listed>("GET", `${base}/messages`);
  expect([items.map(({ text }) => text).filter((text) => text === "Buongiorno" || text === "Ancora una"), nextCursor]).toEqual([
    ["Buongiorno", "Ancora una"],
    null,
  ]);

  const link = await page.call<{ code: string; url: string; expiresAt: string }>("POST", `${base}/whatsapp-link`);
  expect([link.status, link.body.url.includes(link.body.code), Date.parse(link.body.expiresAt) > Date.now()]).toEqual([
    201,
    true,
    true,
  ]);
  const before = (await world.phone(phone).waitFor(0)).length;
  await inbound(link.body.code);
  const reply = (await world.phone(phone).waitFor(before + 1)).at(-1)!;
  const confirmed = await page.call("POST", `${base}/whatsapp-link/confirm`, { code: /\b\d{6}\b/.exec(reply.body)![0] });
  expect([confirmed.status, confirmed.body]).toEqual([200, expect.objectContaining({ linkedWhatsapp: expect.any(String) })]);
  const joined = (await page.ask<Listed>("GET", `${base}/messages`)).items.map(({ text }) => text);
  expect(joined).toEqual(expect.arrayContaining(["Ciao", "Buongiorno", "Qui una persona"]));
});

test("with a person in charge the page's chat answers 202 and no response", async () => {
  const page = new Outsider(served.url);
  const base = "/api/public/ai/coach-di-fuori";
  await page.ask("POST", `${base}/chat`, { message: "C'è qualcuno?", clientMessageId: "outsider-page-3" });
  const { items } = await console_.ask<Listed>("GET", "/api/conversations");
  const path = `/api/conversations/${items.find(({ contactId }) => contactId !== ids.contact)!.id}`;
  await console_.ask("PATCH", `${path}/ai-toggle`, { aiEnabled: false });
  const live = await page.socket<PageEvent>(`${base}/socket`);
  await console_.ask("POST", `${path}/typing`);
  await expect.poll(() => live.events).toEqual([{ type: "TYPING_INDICATOR", who: "consultant", typing: true }]);
  live.close();
  const answer = await page.call("POST", `${base}/chat`, { message: "Pronto?", clientMessageId: "outsider-page-4" });
  expect([answer.status, answer.body]).toEqual([202, expect.objectContaining({ response: null })]);
});

test("every refusal is a problem document, and another tenant's things are not found", async () => {
  const expectProblem = async (
    answer: Promise<{ status: number; headers: Headers; body: unknown }>,
    status: number,
    key: string,
  ) => {
    const { headers, ...rest } = await answer;
    expect(rest).toMatchObject({ status, body: { type: `https://filo.example/problems/${key}`, status } });
    expect(headers.get("content-type")).toContain("application/problem+json");
  };
  const stranger = new Outsider(served.url);
  await expectProblem(stranger.call("GET", "/api/agents"), 401, "not_signed_in");
  await stranger.ask("POST", "/api/auth/sign-up", {
    email: "altrui@filo.example",
    password: "quattro stagioni",
    businessName: "Altrui",
  });
  for (const path of [
    `/api/agents/${ids.agent}`,
    `/api/contacts/${ids.contact}`,
    `/api/conversations/${ids.conversation}/messages`,
  ])
    await expectProblem(stranger.call("GET", path), 404, "not_found");
  await expectProblem(
    stranger.call("POST", `/api/conversations/${ids.conversation}/send`, { messageText: "?", clientMessageId: "outsider-0009" }),
    404,
    "not_found",
  );
  await expectProblem(stranger.call("POST", "/api/agents", { name: "" }), 400, "invalid_input");
  await expectProblem(stranger.call("POST", "/api/agents", { name: "Doppio", slug: "coach-di-fuori" }), 409, "slug_taken");
  await expectProblem(stranger.call("GET", "/api/nothing-here"), 404, "not_found");
  await expectProblem(stranger.call("GET", "/api/public/ai/nessuno/info"), 404, "not_found");
  const known = (await world.messages()).length;
  expect((await world.phone(phone).says("Falso", { to: number, forge: "signature" })).status).toBe(403);
  expect((await world.messages()).length).toBe(known);
  const unknown = new URLSearchParams({ AccountSid: account.accountSid, To: "whatsapp:+14155550199", MessageSid: "SM1" });
  const form = {
    body: unknown.toString(),
    headers: { "content-type": "application/x-www-form-urlencoded", "x-twilio-signature": "x" },
  };
  expect((await stranger.fetch("POST", "/api/whatsapp/webhook", form)).status).toBe(404);
});

test("the OpenAPI document names every operation", async () => {
  const document = await new Outsider(served.url).ask<{ openapi: string; paths: Record<string, Record<string, unknown>> }>(
    "GET",
    "/api/openapi.json",
  );
  expect(document.openapi).toMatch(/^3\./);
  const named = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(named).toEqual(expect.arrayContaining(fixedOperations));
});

test("a number without a webhook is polled", { timeout: 40_000 }, async () => {
  const unreachable = "+14155550151";
  const agent = await console_.ask<Named>("POST", "/api/agents", { name: "Senza webhook", quietMs: 0 });
  await world.putNumber({ number: unreachable, accountSid: account.accountSid });
  await console_.ask("PUT", `/api/agents/${agent.id}/whatsapp`, { ...account, number: unreachable });
  const somebody = world.phone("+447700900153");
  await somebody.says("Mi leggi anche così?", { to: unreachable });
  await somebody.waitFor(1, 30_000);
});

test("SIGTERM ends it cleanly, SIGKILL at any moment; it starts again on the same state", { timeout: 120_000 }, async () => {
  const messages = () => console_.ask<Listed>("GET", `/api/conversations/${ids.conversation}/messages?limit=100`);
  const known = (await messages()).items.map(({ id, text }) => [id, text]);
  expect(await served.terminate()).toBe(0);
  expect(await fetch(`${served.url}/api/health`).catch(() => "gone")).toBe("gone");
  served = await Served.start(port, env);
  expect((await messages()).items.map(({ id, text }) => [id, text])).toEqual(known);

  const before = (await world.phone(phone).waitFor(0)).length;
  expect((await inbound("Prima del buio")).status).toBe(200);
  await served.cut();
  served = await Served.start(port, env);
  const replies = await world.phone(phone).waitFor(before + 1, 30_000);
  expect(replies).toHaveLength(before + 1);
  expect((await messages()).items.filter(({ text }) => text === "Prima del buio")).toHaveLength(1);
  expect(await served.terminate()).toBe(0);
});

const fixedOperations = [
  "POST /api/whatsapp/webhook",
  "POST /api/whatsapp/status-callback",
  "GET /api/public/ai/{slug}/info",
  "POST /api/public/ai/{slug}/chat",
  "GET /api/public/ai/{slug}/messages",
  "GET /api/public/ai/{slug}/socket",
  "POST /api/public/ai/{slug}/whatsapp-link",
  "POST /api/public/ai/{slug}/whatsapp-link/confirm",
  "POST /api/auth/sign-up",
  "POST /api/auth/sign-in",
  "POST /api/auth/sign-out",
  "GET /api/auth/session",
  "GET /api/agents",
  "POST /api/agents",
  "GET /api/agents/{id}",
  "PATCH /api/agents/{id}",
  "DELETE /api/agents/{id}",
  "PUT /api/agents/{id}/whatsapp",
  "POST /api/agents/{id}/prompt-preview",
  "GET /api/contacts",
  "POST /api/contacts",
  "GET /api/contacts/{id}",
  "PATCH /api/contacts/{id}",
  "DELETE /api/contacts/{id}",
  "PUT /api/contacts/{id}/subscription",
  "GET /api/settings",
  "PATCH /api/settings",
  "GET /api/conversations",
  "GET /api/conversations/{id}/messages",
  "POST /api/conversations/{id}/send",
  "PATCH /api/conversations/{id}/ai-toggle",
  "PATCH /api/conversations/{id}/mark-read",
  "GET /api/socket",
  "GET /api/openapi.json",
];
