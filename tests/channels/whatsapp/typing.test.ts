import { afterEach, beforeEach, expect, it } from "vitest";
import { showTyping } from "../../../workers/channels/whatsapp/typing.ts";
import type { Account, WorldEvent } from "../../world/contract.ts";
import { startWorld } from "../../world/server.ts";
import type { World } from "../../world/world.ts";

const number = "+14155550123";
const anna = "+447700900001";

let world: World;
let account: Account;
let sid: string;
let events: WorldEvent[];

beforeEach(async () => {
  world = await startWorld({ seed: 43 });
  account = await world.putAccount({ name: "Palestra" });
  await world.putNumber({ number, accountSid: account.accountSid });
  ({ sid } = await world.phone(anna).says("Ciao", { to: number }));
  events = [];
  world.core.events.on((event) => events.push(event));
});
afterEach(() => world.close());

const show = (wanted = sid, given: Partial<Account> = {}, apiBase = world.twilioBase) => {
  const { accountSid, authToken } = { ...account, ...given };
  return showTyping({ fetch, apiBase, accountSid, authTokens: [authToken], timeoutMs: 1_000 }, wanted);
};

it("reaches the phone of whoever wrote, and marks their message as read", async () => {
  expect(await show()).toBe(true);
  expect(events).toContainEqual({ type: "typing", personId: anna, number });
  expect((await world.messages({ person: anna })).map(({ reached }) => reached)).toEqual(["read"]);
  expect(world.twilio.requests.at(-1)).toMatchObject({
    method: "POST",
    path: "/v2/Indicators/Typing.json",
    body: { messageId: sid, channel: "whatsapp" },
  });
});

it("is refused without a trace: a foreign message, a wrong token, no SID, a switch for this alone", async () => {
  const other = await world.putAccount({});
  expect(await show(sid, other)).toBe(false);
  expect(await show(sid, { authToken: "x".repeat(32) })).toBe(false);
  expect(await show(`SM${"0".repeat(32)}`)).toBe(false);
  const asked = world.twilio.requests.length;
  expect(await show("web:1")).toBe(false);
  expect(world.twilio.requests).toHaveLength(asked);
  await world.fail({ provider: "twilio", kind: "http503" });
  expect(await show()).toBe(true);
  await world.clearFaults();
  await world.fail({ provider: "twilio", kind: "http503", operation: "typing" });
  expect(await show()).toBe(false);
  expect(events.filter(({ type }) => type === "typing")).toHaveLength(1);
});

it("goes to the messaging host of the real Twilio", async () => {
  const asked: string[] = [];
  const answer = async (input: unknown) => {
    asked.push(String(input));
    return Response.json({ success: true });
  };
  const access = {
    fetch: answer as typeof fetch,
    apiBase: "https://api.twilio.com",
    accountSid: "AC1",
    authTokens: ["t"],
    timeoutMs: 1_000,
  };
  expect(await showTyping(access, sid)).toBe(true);
  expect(asked).toEqual(["https://messaging.twilio.com/v2/Indicators/Typing.json"]);
});
