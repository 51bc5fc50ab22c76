import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "../contract.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";

let world: World;
let account: Account;

beforeEach(async () => {
  world = await startWorld({ seed: 37 });
  account = await world.putAccount({ name: "Palestra", type: "Trial" });
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid, senderStatus: "VERIFYING" });
});
afterEach(() => world.close());

const sdk = (given: Partial<Account> = {}) => {
  const { accountSid, authToken } = { ...account, ...given };
  const client = twilio(accountSid, authToken);
  client.api.baseUrl = world.twilioBase;
  client.messaging.baseUrl = world.twilioBase;
  return client;
};
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ status, code }: { status: number; code: number }) => [status, code],
  );

test("an account's own resource, through the SDK", async () => {
  const { accountSid } = account;
  expect(await sdk().api.v2010.accounts(accountSid).fetch()).toMatchObject({
    sid: accountSid,
    friendlyName: "Palestra",
    status: "active",
    type: "Trial",
  });
  const unknown = `AC${"0".repeat(32)}`;
  expect(
    await refusal(
      sdk({ authToken: "x".repeat(32) })
        .api.v2010.accounts(accountSid)
        .fetch(),
    ),
  ).toEqual([401, 20003]);
  expect(await refusal(sdk({ accountSid: unknown }).api.v2010.accounts(unknown).fetch())).toEqual([401, 20003]);
  expect(await refusal(sdk().api.v2010.accounts(unknown).fetch())).toEqual([404, 20404]);
  await world.putAccount({ ...account, status: "suspended" });
  expect(await refusal(sdk().api.v2010.accounts(accountSid).fetch())).toEqual([401, 20005]);
  expect(await refusal(sdk().messages.list())).toEqual([401, 20005]);
});

test("its WhatsApp senders, page by page and without the sandbox", async () => {
  await world.putNumber({ number: "+14155550199", accountSid: account.accountSid, sandboxWords: "join brave-otter" });
  for (let n = 0; n < 3; n++) await world.putNumber({ number: `+1415555014${n}`, accountSid: account.accountSid });
  const listed = await sdk().messaging.v2.channelsSenders.list({ channel: "whatsapp", pageSize: 2 });
  expect(listed.map(({ senderId, status }) => [senderId, status])).toEqual([
    [`whatsapp:${NUMBER}`, "VERIFYING"],
    ["whatsapp:+14155550140", "ONLINE"],
    ["whatsapp:+14155550141", "ONLINE"],
    ["whatsapp:+14155550142", "ONLINE"],
  ]);
  const other = await world.putAccount({});
  expect(await sdk(other).messaging.v2.channelsSenders.list({ channel: "whatsapp" })).toEqual([]);
});
