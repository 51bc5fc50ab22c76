import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startApplication } from "./application.ts";
import { WorldClient } from "./client.ts";
import { sample } from "./samples/catalogue.ts";
import { startWorld } from "./server.ts";

const NUMBER = "+14155550123";
const MARTA = "+447700900001";
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).toReversed()) await close();
});

async function world(options: Parameters<typeof startWorld>[0] = { seed: 1 }) {
  const started = await startWorld(options);
  closers.push(() => started.close());
  return started;
}

test("the client does over HTTP what the world does in its own process", async () => {
  const inside = await world();
  const application = await startApplication();
  closers.push(application.close);
  const client = new WorldClient(`${inside.url}/`);
  const account = await client.putAccount({ name: "Palestra" });
  await client.putNumber({ number: NUMBER, accountSid: account.accountSid, webhookUrl: `${application.url}/hook` });
  await client.putPerson({ id: MARTA, name: "Marta" });
  const said = await client.phone(MARTA).says("Ciao", { to: NUMBER, copies: 2 });
  await client.phone(MARTA).saysAll(["a", "b"], { to: NUMBER, order: "backwards" });
  await client.redeliver(said.sid);
  expect(application.received.map((one) => one.form.Body)).toEqual(["Ciao", "Ciao", "b", "a", "Ciao"]);
  expect(await client.messages({ person: MARTA })).toEqual(await inside.messages({ person: MARTA }));
  expect(await client.directory()).toEqual(await inside.directory());
  expect(await client.callbacks()).toHaveLength(5);
  await client.fail({ provider: "gemini", kind: "hang", times: null });
  expect(await client.faults()).toMatchObject([{ kind: "hang", remaining: null }]);
  await client.clearFaults();
  await client.removeNumber(NUMBER);
  await expect(client.phone(MARTA).says("Ciao", { to: NUMBER })).rejects.toThrow("no business number");
  await client.reset();
  expect(await client.directory()).toEqual({ accounts: [], numbers: [], people: [] });
});

test("what is new goes over HTTP too: files, places, taps, templates, tokens, service accounts", async () => {
  const inside = await world();
  const client = new WorldClient(inside.url);
  const account = await client.putAccount({});
  await client.putNumber({ number: NUMBER, accountSid: account.accountSid });
  const phone = client.phone(MARTA);
  const { sid } = await phone.sends(sample("pasta.jpg"), { to: NUMBER, text: "Pranzo" });
  await phone.sharesPlace({ latitude: 45, longitude: 11 }, { to: NUMBER });
  await phone.replies(sid, "Questa");
  const [first, second, third] = await client.messages();
  expect([first!.body, second!.place, third!.quotes?.sid]).toEqual(["Pranzo", { latitude: 45, longitude: 11 }, sid]);
  const [stored] = await client.media.stored();
  expect(Buffer.compare(await client.media.bytes(stored!.sid), sample("pasta.jpg").bytes)).toBe(0);
  await client.media.means(sample("pasta.jpg").bytes, { description: "Altro" });
  expect(Object.values(inside.core.state.heard)).toEqual([{ description: "Altro" }]);
  expect(await client.media.requests()).toEqual([]);
  const template = await client.templates.put({ accountSid: account.accountSid, approval: { status: "pending" } });
  expect(await client.templates.list()).toEqual([template]);
  await client.templates.remove(template.sid);
  expect(await client.templates.list()).toEqual([]);
  const { secondaryAuthToken } = await client.makeSecondaryToken(account.accountSid);
  expect((await client.promoteToken(account.accountSid)).authToken).toBe(secondaryAuthToken);
  await expect(client.promoteToken(account.accountSid)).rejects.toThrow("no secondary token");
  const key = await client.vertex.serviceAccount("filo-test");
  await client.vertex.setTokenSeconds(60);
  await client.vertex.expireTokens();
  await client.vertex.removeServiceAccount(key.client_email);
  expect(inside.core.state.serviceAccounts).toEqual([]);
  await expect(client.reportStatus("SM0", "read")).rejects.toThrow("no outbound message");
});

test("with a state file, accounts, messages and clock survive a restart", async () => {
  const folder = mkdtempSync(join(tmpdir(), "world-"));
  closers.push(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, "deep", "world.json");
  const first = await startWorld({ seed: 1, stateFile, now: () => 1000 });
  const account = await first.putAccount({});
  await first.putNumber({ number: NUMBER, accountSid: account.accountSid });
  await first.phone(MARTA).says("ricordami", { to: NUMBER });
  await first.advanceClock(500);
  await first.close();
  const second = await world({ seed: 2, stateFile, now: () => 1000 });
  expect((await second.messages()).map((one) => one.body)).toEqual(["ricordami"]);
  expect((await second.directory()).accounts).toEqual([account]);
  expect(second.core.now()).toBe(1500);
});

test("a world killed without warning has kept what it was told", async () => {
  const folder = mkdtempSync(join(tmpdir(), "world-"));
  closers.push(() => rmSync(folder, { recursive: true }));
  const stateFile = join(folder, "world.json");
  const running = await world({ seed: 1, stateFile });
  await running.putAccount({ accountSid: "ACkept" });
  await expect.poll(() => readFileSync(stateFile, "utf8")).toContain("ACkept");
});

test("a fault with a chance falls the same way for the same seed, and other calls pass", async () => {
  const hits = async () => {
    const { core } = await world({ seed: 42 });
    core.faults.add({
      provider: "gemini",
      kind: "http500",
      times: null,
      probability: 0.3,
      operation: "generateContent",
      after: 2,
    });
    return Array.from({ length: 50 }, () => core.faults.take("gemini", "generateContent", "") !== null);
  };
  const once = await hits();
  expect(await hits()).toEqual(once);
  expect(once.slice(0, 2)).toEqual([false, false]);
  const count = once.filter(Boolean).length;
  expect(count).toBeGreaterThan(5);
  expect(count).toBeLessThan(30);
});

test("a fault takes as many calls as it says, of its operation and text only", async () => {
  const { core } = await world();
  core.faults.add({ provider: "twilio", kind: "http503", times: 2, operation: "send", contains: "gatto" });
  const take = (operation: string, body: string) => core.faults.take("twilio", operation, body)?.kind ?? null;
  expect([
    take("list", "gatto"),
    take("send", "cane"),
    take("send", "un gatto"),
    take("send", "gatto"),
    take("send", "gatto"),
  ]).toEqual([null, null, "http503", "http503", null]);
});

test("ids the world makes up repeat with the seed", async () => {
  const [a, b, c] = await Promise.all([1, 1, 2].map(async (seed) => (await (await world({ seed })).putAccount({})).accountSid));
  expect(a).toBe(b);
  expect(a).not.toBe(c);
});

test("unknown operations and ill-formed control calls are told, not crashed on", async () => {
  const { url } = await world();
  expect((await fetch(`${url}/world/nothing`)).status).toBe(404);
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
  expect((await fetch(`${url}/world/faults`, { method: "POST", body: "no json" })).status).toBe(400);
});
