import { afterAll, beforeAll, expect, test } from "vitest";
import type { ConsoleClient } from "../support/consoleClient.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { Outsider } from "./outsider.ts";
import { conversationOf, findContact, threadOf, type List } from "./readings.ts";

/** Invariant I7, by a crawler over every operation of the OpenAPI document with two tenants. */

interface Parameter {
  name: string;
  in: "path" | "query";
}
interface Operation {
  key: string;
  method: string;
  path: string;
  security: Record<string, unknown>[];
  parameters: Parameter[];
  content: Record<string, { schema: { properties?: Record<string, unknown> } }>;
}
interface Document {
  paths: Record<
    string,
    Record<string, Omit<Partial<Operation>, "content"> & { requestBody?: { content: Operation["content"] } }>
  >;
}

/** What of a tenant's can be named from outside. */
interface Belongings {
  ids: Record<string, string>;
  secrets: string[];
  page: Outsider;
}

let stage: Stage;
let operations: Operation[];
let mine: Belongings;
let stranger: Outsider;

beforeAll(async () => {
  stage = await startStage();
  operations = await readOperations(new Outsider(stage.url));
  mine = await furnish(stage.owner, "aurora");
  stranger = asOutsider(await stage.signUp("Altra Palestra"));
  await furnish(await stage.signUp("Terza Palestra"), "terza");
});
afterAll(() => stage.close());

const asOutsider = (client: ConsoleClient): Outsider => new Outsider(stage.url).withCookie(client.cookie);

async function readOperations(anyone: Outsider): Promise<Operation[]> {
  const { paths } = await anyone.ask<Document>("GET", "/api/openapi.json");
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      key: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      security: operation.security ?? [],
      parameters: operation.parameters ?? [],
      content: operation.requestBody?.content ?? {},
    })),
  );
}

/** One of everything: an agent with a number, knowledge, a contact with dossier, two threads, a merge. */
async function furnish(owner: ConsoleClient, slug: string): Promise<Belongings> {
  const agent = await stage.agent({ name: `Agente ${slug}`, slug, quietMs: 0 }, owner);
  const line = await stage.line(agent, {}, owner);
  const from = stage.newPerson();
  const secret = `segreto-di-${slug}`;
  const contact = await stage.contact({ displayName: `Cliente ${secret}`, phone: from, roles: ["client"] }, owner);
  const entry = { kind: "note", title: secret, body: secret, happenedAt: "2026-11-01T10:00:00Z" };
  const dossier = await owner.post<{ id: string }>(`/api/contacts/${contact.id}/dossier`, entry);
  const item = await owner.post<{ id: string }>("/api/knowledge", {
    scope: "agent",
    agentId: agent.id,
    title: secret,
    text: secret,
  });
  const phone = stage.world.phone(from);
  await phone.says(`Ciao, sono ${secret}`, { to: line.number });
  await phone.waitFor(1);
  const page = new Outsider(stage.url);
  await page.ask("POST", `/api/public/ai/${slug}/chat`, { message: `Dal sito, ${secret}`, clientMessageId: `isolation-${slug}` });
  const { code } = await page.ask<{ code: string }>("POST", `/api/public/ai/${slug}/whatsapp-link`);
  await phone.says(code, { to: line.number });
  const digits = /\b\d{6}\b/.exec((await phone.waitFor(2)).at(-1)!.body)![0];
  await page.ask("POST", `/api/public/ai/${slug}/whatsapp-link/confirm`, { code: digits });
  const conversation = await conversationOf(owner, (await findContact(owner, secret)).id, agent.id);
  const [message] = await threadOf(owner, conversation.id);
  const { items } = await owner.get<List<{ id: string }>>(`/api/contacts/${contact.id}/merges`);
  const ids = {
    agents: agent.id,
    contacts: contact.id,
    conversations: conversation.id,
    knowledge: item.id,
    entryId: dossier.id,
    messageId: message!.id,
    mergeId: items[0]!.id,
    slug,
  };
  return { ids, secrets: [secret, ...Object.values(ids).filter((id) => id !== slug), line.number, from], page };
}

/** The operation's path with the belongings' ids in it. */
const addressOf = ({ path }: Operation, { ids }: Belongings): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const id = name === "id" ? ids[path.split("/")[2] ?? ""] : ids[name];
    if (id === undefined) throw new Error(`nothing to put for {${name}} in ${path}`);
    return id;
  });

const needs = (realm: string) => (operation: Operation) => operation.security.some((one) => realm in one);
const isSocket = ({ path }: Operation) => path.endsWith("/socket");
const takesBody = ({ content }: Operation) => Object.keys(content).length > 0;

/** A body that its schema accepts, for operations that would otherwise refuse before they look whose it is. */
const goodBodies: Record<string, unknown> = {
  "POST /api/agents": { name: "Nuovo" },
  "PATCH /api/agents/{id}": { name: "Preso" },
  "PUT /api/agents/{id}/whatsapp": { accountSid: `AC${"9".repeat(32)}`, authToken: "x".repeat(32), number: "+14155550190" },
  "POST /api/agents/{id}/prompt-preview": { level: 1 },
  "POST /api/agents/{id}/try": { level: 1, messages: [{ sender: "client", text: "Ciao" }] },
  "POST /api/knowledge": { title: "T", text: "t", scope: "store" },
  "POST /api/contacts": { displayName: "Nuovo" },
  "PATCH /api/contacts/{id}": { displayName: "Preso" },
  "PUT /api/contacts/{id}/subscription": { level: 3, status: "active" },
  "POST /api/contacts/{id}/dossier": { kind: "note", title: "T", body: "b", happenedAt: "2026-11-01T10:00:00Z" },
  "PATCH /api/contacts/{id}/dossier/{entryId}": { title: "Preso" },
  "POST /api/conversations/{id}/send": { messageText: "Preso", clientMessageId: "isolation-send" },
  "PATCH /api/conversations/{id}/ai-toggle": { aiEnabled: false },
  "PATCH /api/settings": {},
  "PATCH /api/auth/session": { name: "Un'altra persona" },
  "POST /api/auth/verify-email": { token: "t".repeat(43) },
  "PUT /api/settings/model-key": { apiKey: "a-key-of-somebody" },
};

const body = (operation: Operation): RequestInit => {
  if (!takesBody(operation)) return {};
  const [type = ""] = Object.keys(operation.content);
  if (type !== "application/json") return { body: "x", headers: { "content-type": type } };
  return { body: JSON.stringify(goodBodies[operation.key] ?? {}), headers: { "content-type": type } };
};

const ask = (who: Outsider, operation: Operation, address = addressOf(operation, mine)) =>
  who.fetch(operation.method, address, body(operation) as { body?: BodyInit; headers?: Record<string, string> });

test("the crawler has an id for every path and knows every console operation's body", () => {
  for (const operation of operations) expect(addressOf(operation, mine)).not.toContain("{");
  const json = operations.filter(needs("console")).filter(({ content }) => "application/json" in content);
  expect(json.map(({ key }) => key).filter((key) => !(key in goodBodies))).toEqual([]);
  expect(operations.length).toBeGreaterThan(45);
});

test("without a session every console operation is 401, and a customer's cookie opens none", async () => {
  const nobody = new Outsider(stage.url);
  for (const operation of operations.filter(needs("console"))) {
    const answers = [await ask(nobody, operation), await ask(mine.page, operation)];
    expect([operation.key, ...answers.map(({ status }) => status)]).toEqual([operation.key, 401, 401]);
  }
});

test("with another tenant's session nothing of mine is there: 404 for every id, and not a word in any answer", async () => {
  for (const operation of operations.filter(needs("console"))) {
    if (operation.key === "POST /api/auth/sign-out") continue;
    const answer = await ask(stranger, operation);
    const text = await answer.text();
    const isNamed = operation.path.includes("{");
    const isUnfinished = isSocket(operation) || "application/octet-stream" in operation.content;
    const isForgery = operation.key === "POST /api/auth/verify-email";
    const expected = isNamed ? [404] : isUnfinished ? [400] : isForgery ? [409] : [200, 201, 204];
    expect([operation.key, expected.includes(answer.status) || answer.status]).toEqual([operation.key, true]);
    for (const secret of mine.secrets) expect([operation.key, text.includes(secret)]).toEqual([operation.key, false]);
  }
});

test("an id of mine in another tenant's query or body finds nothing either", async () => {
  const { agents, contacts } = mine.ids;
  for (const path of [
    `/api/conversations?contactId=${contacts}`,
    `/api/conversations?agentId=${agents}`,
    `/api/knowledge?agentId=${agents}`,
  ])
    expect(await stranger.ask("GET", path)).toEqual({ items: [], nextCursor: null });
  const refused = await stranger.call("POST", "/api/knowledge", { scope: "agent", agentId: agents, title: "T", text: "t" });
  expect([404, 400]).toContain(refused.status);
  const own = await stranger.ask<{ id: string }>("POST", "/api/agents", { name: "Proprio" });
  const preview = await stranger.call("POST", `/api/agents/${own.id}/prompt-preview`, { contactId: contacts });
  expect(preview.status).toBe(404);
});

test("a visitor of one page is nobody on another tenant's page, and nobody reads a thread that isn't theirs", async () => {
  const elsewhere = await mine.page.ask<List<unknown>>("GET", "/api/public/ai/terza/messages");
  expect(elsewhere).toEqual({ items: [], nextCursor: null });
  for (const who of [new Outsider(stage.url), stranger]) {
    for (const operation of operations.filter(needs("visitor"))) {
      const text = await (await ask(who, operation)).text();
      expect([operation.key, text.includes(mine.secrets[0]!)]).toEqual([operation.key, false]);
    }
  }
});

test("another tenant's console hears nothing of what happens here", async () => {
  const [theirs, ours] = [await stranger.socket("/api/socket"), await asOutsider(stage.owner).socket("/api/socket")];
  await mine.page.ask("POST", "/api/public/ai/aurora/chat", { message: "Si sente?", clientMessageId: "isolation-heard" });
  await expect.poll(() => ours.events.length).toBeGreaterThan(2);
  expect(theirs.events).toEqual([]);
  theirs.close();
  ours.close();
});

test("after all that, everything of mine is as it was", async () => {
  const { ids } = mine;
  expect(await stage.owner.get(`/api/agents/${ids["agents"]}`)).toMatchObject({ name: "Agente aurora" });
  expect(await stage.owner.get(`/api/contacts/${ids["contacts"]}`)).toMatchObject({ level: 1, mergedInto: null });
  expect(await stage.owner.get(`/api/conversations/${ids["conversations"]}`)).toMatchObject({ aiEnabled: true });
  const texts = (await threadOf(stage.owner, ids["conversations"]!)).map(({ text }) => text);
  expect(texts).not.toContain("Preso");
});

const brokenBodies: { name: string; body: BodyInit; type: string }[] = [
  { name: "no JSON", body: "{", type: "application/json" },
  { name: "null", body: "null", type: "application/json" },
  { name: "a list", body: "[]", type: "application/json" },
  { name: "a number", body: "7", type: "application/json" },
  {
    name: "wrong types",
    body: JSON.stringify(
      Object.fromEntries(["name", "email", "level", "text", "message", "code", "messages"].map((key) => [key, { $ne: null }])),
    ),
    type: "application/json",
  },
  { name: "a prototype", body: '{"__proto__":{"isPlatformAdmin":true},"constructor":1}', type: "application/json" },
  { name: "deep", body: `${"[".repeat(5_000)}${"]".repeat(5_000)}`, type: "application/json" },
  { name: "no text at all", body: new Uint8Array([0xff, 0xfe, 0x00, 0x80]), type: "application/json" },
  { name: "a form", body: "a=%E0%A4%A", type: "application/x-www-form-urlencoded" },
  { name: "of no type", body: "x", type: "" },
];

test("broken bodies, ids and queries are refused, never an error of ours", { timeout: 60_000 }, async () => {
  const owner = asOutsider(stage.owner);
  for (const operation of operations.filter((one) => takesBody(one) && one.key !== "POST /api/auth/sign-out")) {
    const statuses = await Promise.all(
      brokenBodies.map(async ({ name, body, type }) => {
        const { status } = await owner.fetch(operation.method, addressOf(operation, mine), {
          body,
          headers: { "content-type": type },
        });
        return status < 500 ? "refused" : `${name}: ${status}`;
      }),
    );
    expect([operation.key, ...new Set(statuses)]).toEqual([operation.key, "refused"]);
  }
  for (const operation of operations.filter(({ path }) => path.includes("{"))) {
    for (const id of ["%00", "..%2f..", "'", "agt_", "%F0%9F%92%A9", "a".repeat(2_000)]) {
      const address = operation.path.replaceAll(/\{\w+\}/g, id);
      const { status } = await owner.fetch(operation.method, address, body(operation) as object);
      expect([operation.key, id.slice(0, 12), status]).toEqual([
        operation.key,
        id.slice(0, 12),
        expect.toSatisfy((code: number) => code < 500),
      ]);
    }
  }
  for (const operation of operations.filter(
    ({ method, parameters }) => method === "GET" && parameters.some((one) => one.in === "query"),
  )) {
    for (const query of [
      "cursor=%00",
      "cursor=bm90IGEgY3Vyc29y",
      "limit=-1",
      "limit=1e9",
      "limit=x&limit=y",
      "search=%25%27%22--",
      "search=%00",
      "direction=sideways",
    ]) {
      const { status } = await owner.fetch("GET", `${addressOf(operation, mine)}?${query}`);
      expect([operation.key, query, status]).toEqual([operation.key, query, expect.toSatisfy((code: number) => code < 500)]);
    }
  }
});
