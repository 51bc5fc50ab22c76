import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "../contract.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";
const START = Date.UTC(2026, 10, 20, 12);

let world: World;
let account: Account;
let clock: number;

beforeEach(async () => {
  clock = START;
  world = await startWorld({ seed: 3, now: () => clock });
  account = await world.putAccount({});
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid });
});
afterEach(() => world.close());

function sdk() {
  const client = twilio(account.accountSid, account.authToken);
  client.api.baseUrl = world.twilioBase;
  return client;
}

test("a number without webhook only shows its messages in the list, newest first", async () => {
  const result = await world.phone("+447700900001").says("Ciao 👋", { to: NUMBER });
  expect(result).toMatchObject({ status: 0, deliveries: [] });
  await world.phone("+447700900002").says("Salve", { to: NUMBER });
  const list = await sdk().messages.list({ to: `whatsapp:${NUMBER}` });
  expect(list.map((one) => [one.body, one.from, one.direction, one.status])).toEqual([
    ["Salve", "whatsapp:+447700900002", "inbound", "received"],
    ["Ciao 👋", "whatsapp:+447700900001", "inbound", "received"],
  ]);
  expect(list[0]!.dateSent).toEqual(new Date(START));
});

test("the SDK pages through everything exactly once, also while new messages arrive", async () => {
  const marta = world.phone("+447700900001");
  for (let at = 0; at < 23; at++) await marta.says(`m${at}`, { to: NUMBER });
  const first = await sdk().messages.page({ pageSize: 10 });
  await marta.says("arrived meanwhile", { to: NUMBER });
  const second = await first.nextPage();
  const third = await second!.nextPage();
  const all = [first, second!, third!].flatMap((page) => page.instances.map((one) => one.body));
  expect(all).toEqual(Array.from({ length: 23 }, (_, at) => `m${22 - at}`));
  expect(third!.nextPage()).toBeUndefined();
  expect(await sdk().messages.list({ pageSize: 7 })).toHaveLength(24);
});

test("From, To and the three DateSent filters", async () => {
  const days = [START, START + 86_400_000, START + 2 * 86_400_000];
  for (const [at, day] of days.entries()) {
    clock = day;
    await world.phone(`+44770090000${at + 1}`).says(`day ${at}`, { to: NUMBER });
  }
  const bodies = async (filter: Parameters<ReturnType<typeof sdk>["messages"]["list"]>[0]) =>
    (await sdk().messages.list(filter as { limit: number })).map((one) => one.body);
  expect(await bodies({ from: "whatsapp:+447700900002" })).toEqual(["day 1"]);
  expect(await bodies({ dateSentAfter: new Date(days[1]!) })).toEqual(["day 2", "day 1"]);
  expect(await bodies({ dateSentBefore: new Date(days[1]!) })).toEqual(["day 1", "day 0"]);
  expect(await bodies({ dateSent: new Date(days[1]!) })).toEqual(["day 1"]);
  expect(await bodies({ to: "whatsapp:+447700900001" })).toEqual([]);
});

test("a message can be late in the list", async () => {
  await world.phone("+447700900001").says("lento", { to: NUMBER, listedAfterMs: 5000 });
  expect(await sdk().messages.list()).toHaveLength(0);
  clock += 5000;
  expect(await sdk().messages.list()).toHaveLength(1);
});

test("one account never sees another's messages", async () => {
  const other = await world.putAccount({});
  await world.putNumber({ number: "+14155550124", accountSid: other.accountSid });
  await world.phone("+447700900001").says("per l'altro", { to: "+14155550124" });
  expect(await sdk().messages.list()).toHaveLength(0);
});
