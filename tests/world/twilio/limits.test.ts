import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startApplication } from "../application.ts";
import type { Application } from "../application.ts";
import type { Account } from "../contract.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";
const [MARTA, LUCA] = ["+447700900001", "+447700900002"];

let world: World;
let application: Application;
let account: Account;

beforeEach(async () => {
  world = await startWorld({ seed: 51, statusStepMs: 1 });
  application = await startApplication();
  account = await world.putAccount({});
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid });
  for (const id of [MARTA, LUCA]) await world.phone(id).says("Ciao", { to: NUMBER });
});
afterEach(async () => {
  await world.close();
  await application.close();
});

const statuses = () => application.received.map((one) => one.form.MessageStatus);
async function send(body: string, to = MARTA, authToken = account.authToken) {
  const client = twilio(account.accountSid, authToken);
  client.api.baseUrl = world.twilioBase;
  return client.messages.create({
    from: `whatsapp:${NUMBER}`,
    to: `whatsapp:${to}`,
    body,
    statusCallback: `${application.url}/s`,
  });
}

test("the account's daily limit and the sender's pace", async () => {
  await world.putAccount({ ...account, dailyLimit: 3 });
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid, perSecond: 2 });
  for (const text of ["a", "b", "c"]) await send(text);
  await expect(send("d")).rejects.toMatchObject({ status: 429, code: 63038 });
  await expect
    .poll(() => world.twilio.sent.map((one) => [one.status, one.errorCode]))
    .toEqual([
      ["read", null],
      ["read", null],
      ["failed", 63018],
    ]);
  await world.advanceClock(24 * 3600_000);
  expect((await send("d")).status).toBe("queued");
});

test("a failure for one recipient leaves the others alone", async () => {
  await world.fail({ provider: "twilio", kind: "http503", operation: "send", to: LUCA, times: null });
  await expect(send("a", LUCA)).rejects.toMatchObject({ status: 503 });
  expect((await send("b", MARTA)).status).toBe("queued");
  await world.deliver({ to: LUCA, outcome: "failed", errorCode: 63049, after: 1 });
  await world.clearFaults((await world.faults())[0]!.id);
  for (const text of ["c", "d"]) await send(text, LUCA);
  await expect
    .poll(() => world.twilio.sent.filter((one) => one.personId === LUCA).map((one) => one.errorCode))
    .toEqual([null, 63049]);
});

test("callbacks late, shuffled, the last alone, and again whenever a test says", async () => {
  await world.deliver({ callbacks: "lastOnly" });
  const { sid } = await send("a");
  await expect.poll(statuses).toEqual(["read"]);
  await world.reportStatus(sid, "sent");
  await world.reportStatus(sid, "failed", 63024);
  expect(application.received.at(-1)!.form).toMatchObject({ MessageSid: sid, MessageStatus: "failed", ErrorCode: "63024" });
  expect(world.twilio.sent[0]!.status).toBe("read");
  application.received.length = 0;
  await world.deliver({ callbackDelayMs: 60 });
  await send("b");
  await expect.poll(() => world.twilio.sent[1]!.status).toBe("read");
  expect(application.received).toEqual([]);
  await expect.poll(() => application.received.length).toBe(3);
  application.received.length = 0;
  await world.deliver({ callbacks: "shuffled" });
  await send("c");
  await expect.poll(() => statuses().toSorted()).toEqual(["delivered", "read", "sent"]);
});

test("a callback before an answer that never comes", async () => {
  await world.deliver({ callbacks: "beforeResponse" });
  await world.fail({ provider: "twilio", kind: "resetAfterAccept", operation: "send" });
  await expect(send("a")).rejects.toThrow();
  expect(statuses()).toEqual(["sent", "delivered", "read"]);
});

test("both tokens open the API while there are two; signatures follow the first; promotion ends the old one", async () => {
  const old = account.authToken;
  const { secondaryAuthToken: fresh } = await world.makeSecondaryToken(account.accountSid);
  await send("a", MARTA, fresh!);
  await expect.poll(statuses).toHaveLength(3);
  const valid = (token: string) => {
    const { form, signature } = application.received.at(-1)!;
    return twilio.validateRequest(token, signature!, `${application.url}/s`, form);
  };
  expect([valid(old), valid(fresh!)]).toEqual([true, false]);
  expect((await world.promoteToken(account.accountSid)).authToken).toBe(fresh);
  await expect(send("b", MARTA, old)).rejects.toMatchObject({ status: 401 });
  await send("c", MARTA, fresh!);
  await expect.poll(statuses).toHaveLength(6);
  expect([valid(old), valid(fresh!)]).toEqual([false, true]);
});

test("a sandbox number is many accounts' at once: a person reaches the one joined last, and only that one reaches them", async () => {
  const SANDBOX = "+14155550199";
  const other = await world.putAccount({});
  for (const [owner, sandboxWords] of [
    [account, "join brave-otter"],
    [other, "join calm-heron"],
  ] as const)
    await world.putNumber({
      number: SANDBOX,
      accountSid: owner.accountSid,
      webhookUrl: `${application.url}/${owner.accountSid}`,
      sandboxWords,
    });
  const says = (text: string) => world.phone(MARTA).says(text, { to: SANDBOX });
  await expect(says("Ciao")).rejects.toThrow("could reach");
  await says("Join brave-otter");
  await says("alla prima");
  await says("join calm-heron");
  await says("alla seconda");
  expect(application.received.map((one) => [one.path.slice(1), one.form.Body])).toEqual([
    [account.accountSid, "alla prima"],
    [other.accountSid, "alla seconda"],
  ]);
  const reply = (owner: Account) => {
    const client = twilio(owner.accountSid, owner.authToken);
    client.api.baseUrl = world.twilioBase;
    return client.messages.create({ from: `whatsapp:${SANDBOX}`, to: `whatsapp:${MARTA}`, body: "Eccomi" });
  };
  await reply(account);
  await reply(other);
  await expect
    .poll(() => world.twilio.sent.map((one) => [one.accountSid, one.status, one.errorCode]))
    .toEqual([
      [account.accountSid, "failed", 63015],
      [other.accountSid, "read", null],
    ]);
});

test("refused credentials and missing resources by switch", async () => {
  await world.fail({ provider: "twilio", kind: "http401", operation: "send" });
  await expect(send("a")).rejects.toMatchObject({ status: 401, code: 20003 });
  await world.fail({ provider: "twilio", kind: "http404", operation: "send" });
  await expect(send("a")).rejects.toMatchObject({ status: 404, code: 20404 });
  expect((await send("a")).status).toBe("queued");
});
