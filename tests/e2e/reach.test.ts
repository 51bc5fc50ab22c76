import { request } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { endpoints, type EndpointKey } from "../../schema/contract/endpoints.ts";
import type { Endpoint } from "../../schema/contract/endpoint.ts";
import type { MembershipRole } from "../../schema/contract/enums.ts";
import { roleAllows } from "../../workers/api/rights.ts";
import { startStage, type Stage } from "../support/stage.ts";
import { changeD1, readD1 } from "../support/stores.ts";
import { differences, settledState, type StoredState } from "../support/storedState.ts";
import { furnish, type Belongings } from "./belongings.ts";
import { addressOf, bodyOf, goodBodies, isSocket, pathOf, queryOf, readOperations, type Operation } from "./operations.ts";
import { Outsider } from "./outsider.ts";
import { joinTeam, signUpByShare, storedOf } from "./trespassers.ts";

/** Who reaches what, by a crawler over every operation: answers and, in everything that is stored, effects. */

let stage: Stage;
let operations: Operation[];
let mine: Belongings;
let theirs: Belongings;
let before: StoredState;
/** People who have no business in my console, by what they come with. */
let trespassers: Record<string, Outsider>;
let members: Record<"member" | "readonly", Outsider>;
let stranger: Outsider;

/** Mails, merges and files that furnishing has set going are done. */
const isAtRest = () =>
  readD1(stage.stateDir, "SELECT 1 FROM jobs WHERE state = 'leased' OR (state = 'due' AND due_at <= ?)", Date.now()).length === 0;

const stored = () => settledState(() => storedOf(stage.stateDir, mine.tenantId), 500);

beforeAll(async () => {
  stage = await startStage();
  operations = await readOperations(new Outsider(stage.url));
  const other = await stage.signUp("Altra Palestra");
  mine = await furnish(stage, stage.owner, "mia");
  theirs = await furnish(stage, other, "loro");
  for (const { ids } of [mine, theirs])
    Object.assign(ids, { "platform/keys": `key_${"0".repeat(26)}`, "platform/restores": `rst_${"0".repeat(26)}` });
  stranger = new Outsider(stage.url).withCookie(other.cookie);
  members = { member: await joinTeam(stage, "member"), readonly: await joinTeam(stage, "readonly") };
  trespassers = await comingIn();
  await vi.waitUntil(isAtRest, { timeout: 30_000, interval: 100 });
  before = await stored();
});
afterAll(() => stage?.close());

const named = (name: string, value: string) => new Outsider(stage.url).withCookie(`${name}=${value}`);
const valueOf = (who: Outsider, name: string) =>
  who.cookie
    .split("; ")
    .find((pair) => pair.startsWith(`${name}=`))!
    .slice(name.length + 1);

const comingIn = async (): Promise<Record<string, Outsider>> => {
  const [removed, expired] = [await joinTeam(stage, "member"), await joinTeam(stage, "member")];
  const { user } = await removed.ask<{ user: { id: string } }>("GET", "/api/auth/session");
  await stage.owner.ask("DELETE", `/api/team/members/${user.id}`);
  const late = (await expired.ask<{ user: { id: string } }>("GET", "/api/auth/session")).user.id;
  changeD1(stage.stateDir, `UPDATE console_sessions SET expires_at = 1 WHERE user_id = '${late}'`);
  const customer = await signUpByShare(stage, mine, null);
  const reader = await signUpByShare(stage, mine, mine.ids["shareId"]!);
  return {
    "no session": new Outsider(stage.url),
    "a token of nobody's": named("__Host-filo", "A".repeat(43)),
    "an expired session": expired,
    "a removed member's session": removed,
    "a customer's session": customer,
    "a customer's token as the console's": named("__Host-filo", valueOf(customer, "__Host-filo-customer")),
    "a visitor's token as the console's": named("__Host-filo", valueOf(mine.page, "__Host-filo-visitor")),
    "a share link's reader": reader,
  };
};

const contractOf = ({ key }: Operation): Endpoint => endpoints[key as EndpointKey];
const inConsole = (operation: Operation): boolean => ["console", "platform"].includes(contractOf(operation).realm);
const saidIn = (text: string, words: string[]): string[] => words.filter((one) => text.includes(one));
const ask = (who: Outsider, operation: Operation, address = addressOf(operation, mine.ids), ids = mine.ids) =>
  who.fetch(operation.method, address, bodyOf(operation, ids));

const untouched = async (): Promise<void> => {
  const after = await stored();
  expect(differences(before, after)).toEqual([]);
};

test("there is no operation that the crawler doesn't know: an id for every path, a body where one is taken, a realm that it tells apart", () => {
  expect(operations.map(({ key }) => key).toSorted()).toEqual(Object.keys(endpoints).toSorted());
  const bodies = goodBodies(mine.ids);
  const taking = operations.filter((one) => one.content["application/json"] !== undefined && inConsole(one));
  expect(taking.filter(({ key }) => !(key in bodies)).map(({ key }) => key)).toEqual([]);
  for (const operation of operations) {
    expect(addressOf(operation, mine.ids)).not.toContain("{");
    expect(["public", "customer", "console", "platform", "provider"]).toContain(contractOf(operation).realm);
  }
});

test(
  "whoever has no session of mine reaches nothing of the console, and leaves nothing behind",
  { timeout: 120_000 },
  async () => {
    for (const [what, who] of Object.entries(trespassers))
      for (const operation of operations.filter(inConsole)) {
        const answer = await ask(who, operation);
        expect([what, operation.key, answer.status, saidIn(await answer.text(), mine.secrets)]).toEqual([
          what,
          operation.key,
          401,
          [],
        ]);
      }
    await untouched();
  },
);

test("a member does nothing that their role is not for", async () => {
  for (const role of ["member", "readonly"] as (MembershipRole & keyof typeof members)[]) {
    const beyond = operations.filter((one) => contractOf(one).realm === "platform" || !roleAllows(role, contractOf(one).needs));
    expect(beyond.length).toBeGreaterThan(role === "member" ? 15 : 50);
    for (const operation of beyond.filter(inConsole)) {
      const answer = await ask(members[role], operation);
      const { type } = (await answer.json()) as { type: string };
      expect([role, operation.key, answer.status, type]).toEqual([
        role,
        operation.key,
        403,
        expect.stringMatching(/not_allowed$/),
      ]);
    }
  }
  await untouched();
});

test(
  "another tenant's owner leaves nothing behind with ids of mine in paths, in bodies, in queries",
  { timeout: 120_000 },
  async () => {
    const [ours, others] = [goodBodies(mine.ids), goodBodies(theirs.ids)];
    const leaving = new Set(["POST /api/team/leave", "POST /api/auth/sign-out", "POST /api/auth/sign-out-everywhere"]);
    for (const operation of operations.filter((one) => inConsole(one) && !leaving.has(one.key))) {
      const inPath = await ask(stranger, operation);
      expect([operation.key, saidIn(await inPath.text(), mine.secrets)]).toEqual([operation.key, []]);
      if (JSON.stringify(ours[operation.key]) === JSON.stringify(others[operation.key])) continue;
      const inBody = await ask(stranger, operation, addressOf(operation, theirs.ids));
      expect([operation.key, inBody.status, saidIn(await inBody.text(), mine.secrets)]).toEqual([
        operation.key,
        expect.toSatisfy((status: number) => status >= 400 && status < 500),
        [],
      ]);
    }
    await untouched();
  },
);

test("every query of every operation, asked with each id of mine, says nothing of mine", { timeout: 120_000 }, async () => {
  const ids = ["agents", "contacts", "conversations", "labels", "userId", "mediaId"].map((name) => mine.ids[name]!);
  const asking = operations.filter(
    (one) => one.method === "GET" && inConsole(one) && one.parameters.some((two) => two.in === "query"),
  );
  for (const operation of asking)
    for (const { name } of operation.parameters.filter((one) => one.in === "query"))
      for (const id of ids) {
        const query = new URLSearchParams(queryOf(operation));
        query.set(name, id);
        const answer = await stranger.fetch("GET", `${pathOf(operation, theirs.ids)}?${query}`);
        const words = mine.secrets.filter((word) => word !== id);
        expect([operation.key, name, saidIn(await answer.text(), words), answer.status < 500]).toEqual([
          operation.key,
          name,
          [],
          true,
        ]);
      }
  await untouched();
});

test("customers, visitors and readers of mine are nobody on another tenant's page, and the console's session is nobody on any", async () => {
  const pages = operations.filter((one) => contractOf(one).realm === "customer" && !isSocket(one));
  const console = named("__Host-filo-customer", valueOf(members.member, "__Host-filo"));
  const visits: [who: string, Outsider, page: string][] = [
    ["a customer", trespassers["a customer's session"]!, "loro"],
    ["a share link's reader", trespassers["a share link's reader"]!, "loro"],
    ["a visitor", mine.page, "loro"],
    ["the console's token as a customer's", console, "mia"],
    ["the console's session", new Outsider(stage.url).withCookie(members.member.cookie), "mia"],
  ];
  const reading = pages.filter(({ method }) => method === "GET");
  // An agent's own page names its number to everybody.
  const words = [mine.secret, ...["contacts", "conversations", "messageId", "mediaId"].map((name) => mine.ids[name]!)];
  for (const [what, who, slug] of visits)
    for (const operation of reading) {
      const answer = await who.fetch(operation.method, addressOf(operation, { ...mine.ids, slug }));
      expect([what, operation.key, saidIn(await answer.text(), words)]).toEqual([what, operation.key, []]);
    }
  const own = await trespassers["a customer's session"]!.ask<{ items: unknown[] }>("GET", "/api/public/ai/loro/messages");
  expect(own.items).toEqual([]);
  await untouched();
});

test("nobody but who belongs there listens", async () => {
  const opened = (cookie: string, path: string, origin = stage.url): Promise<number> =>
    new Promise((resolve, reject) => {
      const headers = {
        cookie,
        origin,
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      };
      const upgrade = request(stage.url + path, { headers });
      upgrade.on("response", (answer) => (answer.resume(), resolve(answer.statusCode ?? 0)));
      upgrade.on("upgrade", (_answer, socket) => (socket.destroy(), resolve(101)));
      upgrade.on("error", reject);
      upgrade.end();
    });
  for (const [what, who] of Object.entries(trespassers))
    expect([what, await opened(who.cookie, "/api/socket")]).toEqual([what, 401]);
  expect(await opened(members.readonly.cookie, "/api/socket")).toBe(101);
  expect(await opened(members.readonly.cookie, "/api/socket", "https://evil.test")).toBe(403);
  expect(await opened(mine.page.cookie, "/api/public/ai/mia/socket", "https://evil.test")).toBe(403);
  for (const operation of operations.filter(isSocket))
    expect(["/api/socket", "/api/public/ai/{slug}/socket"]).toContain(operation.path);
});
