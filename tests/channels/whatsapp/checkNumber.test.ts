import { afterEach, beforeEach, expect, it } from "vitest";
import { checkNumber } from "../../../workers/channels/whatsapp/checkNumber.ts";
import type { Account } from "../../world/contract.ts";
import { startWorld } from "../../world/server.ts";
import type { World } from "../../world/world.ts";

const number = "+14155550123";

let world: World;
let account: Account;

beforeEach(async () => {
  world = await startWorld({ seed: 41 });
  account = await world.putAccount({ name: "Palestra", type: "Trial" });
  await world.putNumber({ number, accountSid: account.accountSid });
});
afterEach(() => world.close());

const check = (given: Partial<Account> = {}, asked = number) => {
  const { accountSid, authToken } = { ...account, ...given };
  return checkNumber({ fetch, apiBase: world.twilioBase, accountSid, authTokens: [authToken], timeoutMs: 1_000 }, asked);
};

it("finds account and number in order", async () => {
  expect(await check()).toEqual({
    account: { state: "ok", name: "Palestra", isTrial: true },
    sender: { state: "ok", status: "ONLINE" },
  });
});

it("tells a wrong token or account from a suspended one, and asks no further", async () => {
  const refused = { account: { state: "refused", name: null, isTrial: false }, sender: { state: "unchecked", status: null } };
  expect(await check({ authToken: "x".repeat(32) })).toEqual(refused);
  expect(await check({ accountSid: `AC${"0".repeat(32)}` })).toEqual(refused);
  await world.putAccount({ ...account, status: "suspended" });
  expect(await check()).toMatchObject({ account: { state: "suspended" } });
  expect(world.twilio.requests.filter(({ path }) => path.startsWith("/v2/"))).toEqual([]);
});

it("knows a number that is not the account's, the sandbox's included, and one that is not online", async () => {
  expect(await check({}, "+14155550199")).toMatchObject({ sender: { state: "not_yours" } });
  await world.putNumber({ number: "+14155550198", accountSid: account.accountSid, sandboxWords: "join brave-otter" });
  expect(await check({}, "+14155550198")).toMatchObject({ sender: { state: "not_yours" } });
  await world.putNumber({ number, accountSid: account.accountSid, senderStatus: "PENDING_VERIFICATION" });
  expect(await check()).toMatchObject({ sender: { state: "offline", status: "PENDING_VERIFICATION" } });
});

it("finds a number on a later page of many", async () => {
  for (let n = 0; n < 100; n++) await world.putNumber({ number: `+1415555${String(2_000 + n)}`, accountSid: account.accountSid });
  await world.putNumber({ number: "+14155550177", accountSid: account.accountSid });
  expect(await check({}, "+14155550177")).toMatchObject({ sender: { state: "ok" } });
});

it("holds a number that can't be looked up for neither good nor bad", async () => {
  await world.fail({ provider: "twilio", kind: "http404", operation: "senders" });
  expect(await check()).toMatchObject({ account: { state: "ok" }, sender: { state: "unchecked" } });
});

it("says that Twilio is away when it is", async () => {
  await world.fail({ provider: "twilio", kind: "http503", operation: "account" });
  expect(await check()).toMatchObject({ account: { state: "unreachable" } });
  const nowhere = checkNumber(
    { fetch, apiBase: "http://127.0.0.1:9", accountSid: account.accountSid, authTokens: ["x"], timeoutMs: 500 },
    number,
  );
  expect(await nowhere).toMatchObject({ account: { state: "unreachable" }, sender: { state: "unchecked" } });
});
