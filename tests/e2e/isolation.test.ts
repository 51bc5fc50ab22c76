import { afterAll, beforeAll, expect, test } from "vitest";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { addressKept, signedAddress } from "../../workers/media/signedAddress.ts";
import type { SearchHit } from "../../schema/contract/search.ts";
import type { ConsoleClient } from "../support/consoleClient.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { confirmEmail, furnish, readAll, readSettled, type Belongings } from "./belongings.ts";
import {
  addressOf,
  bodyOf,
  goodBodies,
  isNamed,
  isPlatforms,
  isSocket,
  namesTwo,
  needs,
  pathOf,
  placeOf,
  queryOf,
  readOperations,
  takesBody,
  type Operation,
} from "./operations.ts";
import { Outsider } from "./outsider.ts";
import type { List } from "./readings.ts";

/** Invariant I7, by a crawler over every operation of the OpenAPI document with two tenants and the installation's administrator. */

const secretsKey = Buffer.alloc(32, "isolation").toString("base64");
const poolKey = { label: "Chiave di chi ospita", apiKey: "the-key-of-whoever-hosts", isActive: false };

let stage: Stage;
let operations: Operation[];
let mine: Belongings;
let theirs: Belongings;
/** Everything of mine before anybody else asked for it. */
let before: Record<string, unknown>;
/** The other tenant's owner. */
let stranger: Outsider;
/** Runs the installation, and has a tenant of their own. */
let admin: Outsider;

beforeAll(async () => {
  stage = await startStage({ vars: { SECRETS_KEY: secretsKey, PLATFORM_ADMINS: "owner-2@filo.example" } });
  operations = await readOperations(new Outsider(stage.url));
  const host = await stage.signUp("Chi ospita");
  await confirmEmail(stage, host);
  const key = await host.post<{ id: string }>("/api/platform/keys", poolKey);
  const other = await stage.signUp("Terza Palestra");
  mine = await furnish(stage, stage.owner, "aurora");
  theirs = await furnish(stage, other, "terza");
  const restore = await host.post<{ id: string }>("/api/platform/restores", {});
  for (const { ids } of [mine, theirs]) Object.assign(ids, { "platform/keys": key.id, "platform/restores": restore.id });
  [stranger, admin] = [asOutsider(other), asOutsider(host)];
  before = await readSettled(stage.owner, mine);
}, 60_000);
afterAll(() => stage?.close());

const asOutsider = (client: ConsoleClient): Outsider => new Outsider(stage.url).withCookie(client.cookie);

const ask = (who: Outsider, operation: Operation, address = addressOf(operation, mine.ids)) =>
  who.fetch(operation.method, address, bodyOf(operation, mine.ids));

const consoles = (): Operation[] => operations.filter((one) => needs("console")(one) && !isPlatforms(one));

/** Which of these words an answer has. */
const saidIn = (text: string, words: string[]): string[] => words.filter((one) => text.includes(one));

test("the crawler has an id for every path, every query that must be, and every console operation's body", () => {
  for (const operation of operations) expect(addressOf(operation, mine.ids)).not.toContain("{");
  const console = operations.filter(needs("console"));
  const unasked = console.filter((one) => one.parameters.some((two) => two.in === "query" && two.required) && !queryOf(one));
  expect(unasked.map(({ key }) => key)).toEqual([]);
  const bodies = goodBodies(mine.ids);
  const json = console.filter(({ content }) => "application/json" in content);
  expect(json.map(({ key }) => key).filter((key) => !(key in bodies))).toEqual([]);
  expect(operations.length).toBeGreaterThan(70);
  expect(operations.filter(isPlatforms).length).toBeGreaterThan(6);
});

test("what is mine is there for me, with all its words", async () => {
  const words = mine.secrets.filter((one) => one !== mine.draft);
  expect(saidIn(JSON.stringify(before), words)).toEqual(words);
  const { items } = await stage.owner.get<List<SearchHit>>("/api/search?q=segreto");
  expect(items.map(({ mediaId }) => mediaId)).toContain(mine.ids["mediaId"]);
  expect(JSON.stringify(items)).not.toContain(theirs.secret);
  const report = JSON.stringify(await stage.owner.get("/api/health/report"));
  expect(report).toContain("line_silent");
});

test("without a session every console operation is 401, and a customer's cookie opens none", async () => {
  const nobody = new Outsider(stage.url);
  for (const operation of operations.filter(needs("console"))) {
    const answers = [await ask(nobody, operation), await ask(mine.page, operation)];
    expect([operation.key, ...answers.map(({ status }) => status)]).toEqual([operation.key, 401, 401]);
  }
});

test("the platform's operations are for nobody who only owns a tenant", async () => {
  for (const operation of operations.filter(isPlatforms)) {
    for (const who of [stranger, asOutsider(stage.owner)]) {
      const answer = await ask(who, operation);
      const text = await answer.text();
      expect([operation.key, answer.status, (JSON.parse(text) as { type: string }).type]).toEqual([
        operation.key,
        403,
        expect.stringMatching(/not_allowed$/),
      ]);
      expect(saidIn(text, [poolKey.label, ...mine.secrets])).toEqual([]);
    }
  }
  expect(await admin.ask("GET", "/api/platform/keys")).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({ id: mine.ids["platform/keys"], label: poolKey.label, isActive: false }),
    ]),
  });
});

test("who runs the installation sees how a tenant does, never what it says, and never a key", async () => {
  const words = [
    mine.secret,
    poolKey.apiKey,
    ...["contacts", "conversations", "messageId", "mediaId"].map((name) => mine.ids[name]!),
  ];
  let all = "";
  for (const operation of operations.filter((one) => isPlatforms(one) && one.method === "GET")) {
    const answer = await ask(admin, operation);
    const text = await answer.text();
    expect([operation.key, answer.status, saidIn(text, words)]).toEqual([operation.key, 200, []]);
    all += text;
  }
  expect(all).toContain(mine.tenantId);
});

/** A token that is none, a password that is wrong, somebody else's tenant, a team's last owner. */
const refusedAnyway: Record<string, number[]> = {
  "POST /api/auth/verify-email": [409],
  "PUT /api/auth/password": [400],
  "POST /api/auth/tenant": [404],
  "POST /api/team/leave": [409],
};

const goodStatuses = (operation: Operation): number[] => {
  if (isNamed(operation)) return [404];
  if (isSocket(operation)) return [400];
  // Another tenant's agent and contact, of which there is neither.
  if (operation.key === "POST /api/conversations") return [404];
  return refusedAnyway[operation.key] ?? [200, 201, 204];
};

test.each(["another tenant", "who runs the installation"])(
  "with the session of %s nothing of mine is there: 404 for every id, and not a word in any answer",
  async (whose) => {
    const who = whose === "another tenant" ? stranger : admin;
    for (const operation of consoles()) {
      const answer = await ask(who, operation);
      const text = await answer.text();
      expect([
        operation.key,
        goodStatuses(operation).includes(answer.status) || answer.status,
        saidIn(text, mine.secrets),
      ]).toEqual([operation.key, true, []]);
    }
  },
);

test("an id of mine beside one of theirs finds nothing, whichever comes first", async () => {
  for (const operation of consoles().filter(namesTwo)) {
    const first = placeOf(operation);
    for (const ids of [
      { ...mine.ids, [first]: theirs.ids[first]! },
      { ...theirs.ids, [first]: mine.ids[first]! },
    ]) {
      const answer = await ask(stranger, operation, addressOf(operation, ids));
      expect([operation.key, answer.status, saidIn(await answer.text(), mine.secrets)]).toEqual([operation.key, 404, []]);
    }
  }
});

test("an id of mine in another tenant's query or body finds nothing either", async () => {
  const { agents, contacts, labels, mediaId, templateId, userId } = mine.ids;
  for (const path of [
    `/api/conversations?contactId=${contacts}`,
    `/api/conversations?agentId=${agents}`,
    `/api/conversations?labelId=${labels}`,
    `/api/knowledge?agentId=${agents}`,
    `/api/search?q=${mine.secret}`,
  ])
    expect(await stranger.ask("GET", path)).toEqual({ items: [], nextCursor: null });
  const own = await stranger.ask<{ id: string }>("POST", "/api/agents", { name: "Proprio" });
  const thread = `/api/conversations/${theirs.ids["conversations"]}`;
  const message = { messageText: "Con la foto d'altri", clientMessageId: "isolation-theirs" };
  const page = `/api/public/ai/terza/chat`;
  const refusals: [who: Outsider, path: string, body: object, status: number][] = [
    [stranger, "/api/knowledge", { scope: "agent", agentId: agents, title: "T", text: "t" }, 404],
    [stranger, `/api/agents/${own.id}/prompt-preview`, { contactId: contacts }, 404],
    [stranger, `/api/agents/${own.id}/whatsapp/move`, { fromAgentId: agents }, 404],
    [stranger, `${thread}/send`, { ...message, mediaIds: [mediaId] }, 400],
    [stranger, `${thread}/send`, { ...message, mediaIds: [mine.draft] }, 400],
    [stranger, `${thread}/send-template`, { templateId, variables: { 1: "x" }, clientMessageId: "isolation-template" }, 404],
    [theirs.page, page, { message: "x", mediaIds: [mediaId], clientMessageId: "isolation-page" }, 400],
    [theirs.page, page, { message: "x", mediaIds: [mine.draft], clientMessageId: "isolation-page" }, 400],
  ];
  for (const [who, path, body, status] of refusals) {
    const answer = await who.call("POST", path, body);
    expect([path, answer.status, saidIn(answer.text, mine.secrets)]).toEqual([path, status, []]);
  }
  const changes = [{ labelIds: [labels] }, { assigneeId: userId }, { labelIds: [theirs.ids["labels"], labels] }];
  for (const change of changes) expect([change, (await stranger.call("PATCH", thread, change)).status]).toEqual([change, 400]);
  const note = { text: "Chi legge?", mentions: [userId], clientMessageId: "isolation-mention" };
  expect((await stranger.call("POST", `${thread}/notes`, note)).status).toBe(400);
});

test("a search says nothing but its own tenant's words", async () => {
  for (const question of [
    "segreto",
    "foto",
    "segreto di",
    "dal sito",
    `"aurora" OR segreto`,
    `${mine.tenantId} segreto`,
    "tenant_id:segreto",
  ]) {
    const { status, text } = await stranger.call("GET", `/api/search?q=${encodeURIComponent(question)}`);
    expect([question, status, saidIn(text, mine.secrets)]).toEqual([question, 200, []]);
  }
  const { items } = await stranger.ask<List<SearchHit>>("GET", "/api/search?q=segreto");
  expect(items.map(({ mediaId }) => mediaId)).toContain(theirs.ids["mediaId"]);
});

test("a visitor of one page is nobody on another tenant's page, and nobody reads a thread or a file that isn't theirs", async () => {
  const elsewhere = await mine.page.ask<List<unknown>>("GET", "/api/public/ai/terza/messages");
  expect(elsewhere).toEqual({ items: [], nextCursor: null });
  const { mediaId } = mine.ids;
  const own = await mine.page.fetch("GET", `/api/public/ai/aurora/media/${mediaId}`);
  expect([own.status, Buffer.from(await own.arrayBuffer()).toString("base64")]).toEqual([200, before["picture"]]);
  for (const path of [`terza/media/${mediaId}`, `aurora/media/${theirs.ids["mediaId"]}`, `aurora/media/${mine.draft}`])
    expect([path, (await mine.page.fetch("GET", `/api/public/ai/${path}`)).status]).toEqual([path, 404]);
  for (const who of [new Outsider(stage.url), stranger, theirs.page]) {
    for (const operation of operations.filter(needs("visitor"))) {
      const answer = await ask(who, operation);
      expect([operation.key, saidIn(await answer.text(), [mine.secret])]).toEqual([operation.key, []]);
      expect([operation.key, answer.status]).toEqual([operation.key, expect.toSatisfy((code: number) => code < 500)]);
      if (operation.path.endsWith("/media/{mediaId}")) expect(answer.status).toBe(404);
      if (operation.path.endsWith("/chat")) expect(answer.status).toBe(400);
    }
  }
});

test("a file's open address is good for that file, that tenant and that time alone", async () => {
  const nobody = new Outsider(stage.url);
  const keys = { publicUrl: stage.url, masterKeys: parseMasterKeys(secretsKey) };
  const sign = async (tenantId: string, mediaId: string, at = Date.now(), signedWith = keys) =>
    new URL(await signedAddress(signedWith, { tenantId, mediaId }, at));
  const [a, b] = [mine.ids["mediaId"]!, theirs.ids["mediaId"]!];
  const good = await sign(mine.tenantId, a);
  const changed = (change: (address: URL) => void) => {
    const address = new URL(good);
    change(address);
    return address;
  };
  const bad: Record<string, URL> = {
    "signed for another tenant": await sign(theirs.tenantId, a),
    "another tenant's file": await sign(mine.tenantId, b),
    expired: await sign(mine.tenantId, a, Date.now() - addressKept - 1),
    "for longer than any": await sign(mine.tenantId, a, Date.now() + 60_000),
    "of another installation": await sign(mine.tenantId, a, Date.now(), {
      ...keys,
      masterKeys: parseMasterKeys(Buffer.alloc(32, "forged").toString("base64")),
    }),
    "with another's tenant": changed(({ searchParams }) => searchParams.set("t", theirs.tenantId)),
    "with another's file": changed((address) => (address.pathname = `/api/media/${b}`)),
    "with more time": changed(({ searchParams }) => searchParams.set("e", String(Number(searchParams.get("e")) + 1))),
    "with an empty signature": changed(({ searchParams }) => searchParams.set("s", "")),
    "with somebody's signature": changed(({ searchParams }) => searchParams.set("s", "A".repeat(43))),
  };
  for (const who of [nobody, stranger, asOutsider(stage.owner)]) {
    for (const [name, { pathname, search }] of Object.entries(bad)) {
      const answer = await who.fetch("GET", pathname + search);
      expect([name, answer.status, saidIn(await answer.text(), mine.secrets)]).toEqual([name, 404, []]);
    }
  }
  const answer = await nobody.fetch("GET", good.pathname + good.search);
  expect([answer.status, Buffer.from(await answer.arrayBuffer()).toString("base64")]).toEqual([200, before["picture"]]);
});

test("after all that, everything of mine is as it was", async () => {
  expect(await readAll(stage.owner, mine)).toEqual(before);
  expect(await admin.ask("GET", "/api/platform/keys")).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({ id: mine.ids["platform/keys"], label: poolKey.label, isActive: false }),
    ]),
  });
});

test("another tenant's console hears nothing of what happens here", async () => {
  const [foreign, ours] = [await stranger.socket("/api/socket"), await asOutsider(stage.owner).socket("/api/socket")];
  await mine.page.ask("POST", "/api/public/ai/aurora/chat", { message: "Si sente?", clientMessageId: "isolation-heard" });
  await expect.poll(() => ours.events.length).toBeGreaterThan(2);
  expect(foreign.events).toEqual([]);
  foreign.close();
  ours.close();
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
  const allowed = (operation: Operation): Outsider => (isPlatforms(operation) ? admin : owner);
  const owner = asOutsider(stage.owner);
  for (const operation of operations.filter(takesBody)) {
    const statuses = await Promise.all(
      brokenBodies.map(async ({ name, body, type }) => {
        const { status } = await allowed(operation).fetch(operation.method, addressOf(operation, mine.ids), {
          body,
          headers: { "content-type": type },
        });
        return status < 500 ? "refused" : `${name}: ${status}`;
      }),
    );
    expect([operation.key, ...new Set(statuses)]).toEqual([operation.key, "refused"]);
  }
  for (const operation of operations.filter(isNamed)) {
    for (const id of ["%00", "..%2f..", "'", "agt_", "%F0%9F%92%A9", "a".repeat(2_000)]) {
      const address = operation.path.replaceAll(/\{\w+\}/g, id);
      const { status } = await allowed(operation).fetch(
        operation.method,
        `${address}?${queryOf(operation)}`,
        bodyOf(operation, mine.ids),
      );
      expect([operation.key, id.slice(0, 12), status]).toEqual([
        operation.key,
        id.slice(0, 12),
        expect.toSatisfy((code: number) => code < 500),
      ]);
    }
  }
  for (const operation of operations.filter(({ parameters }) => parameters.some((one) => one.in === "query"))) {
    for (const query of [
      "cursor=%00",
      "cursor=bm90IGEgY3Vyc29y",
      "limit=-1",
      "limit=1e9",
      "limit=x&limit=y",
      "search=%25%27%22--",
      "search=%00",
      "direction=sideways",
      "q=%00%00",
      "q=%22%20OR%20%22",
      "q=NEAR(a%20b)*%20-%5E",
      "name=..%2F..%2F%00",
      "name=%F0%9F%92%A9%0D%0Aset-cookie:%20a=b",
      `t=ten_${"0".repeat(26)}&e=1e30&s=%00`,
      `t=ten_${"0".repeat(26)}&e=9007199254740993&s=AAAA`,
      "c=%00&m=%00&p=-1",
    ]) {
      const address = `${pathOf(operation, mine.ids)}?${query}`;
      const { status } = await allowed(operation).fetch(operation.method, address, bodyOf(operation, mine.ids));
      expect([operation.key, query, status]).toEqual([operation.key, query, expect.toSatisfy((code: number) => code < 500)]);
    }
  }
});
