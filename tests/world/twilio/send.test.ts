import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startApplication } from "../application.ts";
import type { Application } from "../application.ts";
import type { Account } from "../contract.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";
const MARTA = "+447700900001";
const FROM = `whatsapp:${NUMBER}`;
const TO = `whatsapp:${MARTA}`;

let world: World;
let application: Application;
let account: Account;

beforeEach(async () => {
  world = await startWorld({ seed: 7, statusStepMs: 2 });
  application = await startApplication();
  account = await world.putAccount({});
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid });
  await world.phone(MARTA).says("Ciao", { to: NUMBER });
});
afterEach(async () => {
  await world.close();
  await application.close();
});

function sdk(authToken = account.authToken) {
  const client = twilio(account.accountSid, authToken);
  client.api.baseUrl = world.twilioBase;
  return client;
}

const statuses = () => application.received.map((one) => one.form.MessageStatus);
async function settled(count: number) {
  await expect.poll(() => application.received.length).toBe(count);
}

test("a message is queued, then sent, delivered and read, each told to its callback with a valid signature", async () => {
  const statusCallback = `${application.url}/status?part=1`;
  const sent = await sdk().messages.create({ from: FROM, to: TO, body: "Eccomi", statusCallback });
  expect(sent).toMatchObject({
    status: "queued",
    direction: "outbound-api",
    from: FROM,
    to: TO,
    body: "Eccomi",
    errorCode: null,
  });
  expect(sent.sid).toMatch(/^SM[0-9a-f]{32}$/);
  await settled(3);
  expect(statuses()).toEqual(["sent", "delivered", "read"]);
  for (const { form, signature } of application.received) {
    expect(form).toMatchObject({ MessageSid: sent.sid, SmsSid: sent.sid, To: TO, From: FROM, AccountSid: account.accountSid });
    expect(twilio.validateRequest(account.authToken, signature!, statusCallback, form)).toBe(true);
  }
  expect((await sdk().messages(sent.sid).fetch()).status).toBe("read");
});

test("what Twilio refuses at once", async () => {
  const refused = (params: { from?: string; to?: string; body?: string }) =>
    sdk()
      .messages.create({ from: FROM, to: TO, body: "x", ...params })
      .then(
        () => "accepted",
        (error: { status: number; code: number }) => [error.status, error.code],
      );
  expect(await refused({ body: "a".repeat(1600) })).toBe("accepted");
  expect(await refused({ body: "a".repeat(1601) })).toEqual([400, 21617]);
  expect(await refused({ body: "" })).toEqual([400, 21619]);
  expect(await refused({ from: "whatsapp:+14155550199" })).toEqual([400, 63007]);
  expect(await refused({ to: "whatsapp:12" })).toEqual([400, 21211]);
  expect(await refused({ to: MARTA })).toEqual([400, 21910]);
  expect(await refused({ to: FROM })).toEqual([400, 63031]);
  expect(await refused({ from: "" })).toEqual([400, 21603]);
});

test("a wrong token, another account's path and an unknown message", async () => {
  await expect(sdk("wrong").messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  const other = await world.putAccount({});
  await expect(sdk().api.v2010.accounts(other.accountSid).messages.list()).rejects.toMatchObject({ status: 401 });
  await expect(sdk().messages("SM00000000000000000000000000000000").fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
});

test("free text after the 24 hours is accepted, then undelivered with 63016; a template passes", async () => {
  await world.advanceClock(24 * 3600_000);
  const late = await sdk().messages.create({ from: FROM, to: TO, body: "Ci sei?", statusCallback: `${application.url}/s` });
  await settled(1);
  expect(application.received[0]!.form).toMatchObject({ MessageSid: late.sid, MessageStatus: "undelivered", ErrorCode: "63016" });
  const { sid: contentSid } = await world.templates.put({ accountSid: account.accountSid });
  await sdk().messages.create({ from: FROM, to: TO, contentSid, statusCallback: `${application.url}/s` });
  await settled(4);
  expect(statuses().slice(1)).toEqual(["sent", "delivered", "read"]);
});

test("after STOP nothing is accepted until START", async () => {
  const send = () => sdk().messages.create({ from: FROM, to: TO, body: "x" });
  await world.phone(MARTA).says("stop", { to: NUMBER });
  await expect(send()).rejects.toMatchObject({ status: 400, code: 21610 });
  await world.phone(MARTA).says("START", { to: NUMBER });
  expect((await send()).status).toBe("queued");
});

test("statuses twice, backwards, never, before the answer, ending in failure", async () => {
  const send = async () =>
    (await sdk().messages.create({ from: FROM, to: TO, body: "x", statusCallback: `${application.url}/s` })).sid;
  await world.deliver({ callbacks: "twice" });
  await send();
  await settled(6);
  expect(statuses()).toEqual(["sent", "sent", "delivered", "delivered", "read", "read"]);

  application.received.length = 0;
  await world.deliver({ callbacks: "backwards" });
  await send();
  await settled(3);
  expect(statuses()).toEqual(["read", "delivered", "sent"]);

  application.received.length = 0;
  await world.deliver({ callbacks: "beforeResponse" });
  await send();
  expect(application.received).toHaveLength(3);

  application.received.length = 0;
  await world.deliver({ outcome: "failed", errorCode: 63018 });
  await send();
  await settled(1);
  expect(application.received[0]!.form).toMatchObject({ MessageStatus: "failed", ErrorCode: "63018" });

  application.received.length = 0;
  await world.deliver({ callbacks: "never" });
  const silent = await send();
  await expect.poll(() => world.twilio.sent.find((one) => one.sid === silent)?.status).toBe("read");
  expect(application.received).toHaveLength(0);
});

test("the failure switches: 429, 503, a made-up refusal, and a cut after the message was accepted", async () => {
  const send = (body: string) => sdk().messages.create({ from: FROM, to: TO, body });
  await world.fail({ provider: "twilio", kind: "http429", operation: "send", retryAfterSeconds: 3 });
  await world.fail({ provider: "twilio", kind: "http503", operation: "send" });
  await world.fail({
    provider: "twilio",
    kind: "refuse",
    error: { status: 400, code: 63038, message: "daily limit" },
    operation: "send",
  });
  await world.fail({ provider: "twilio", kind: "resetAfterAccept", operation: "send" });
  expect(await sdk().messages.list()).toHaveLength(1);
  await expect(send("a")).rejects.toMatchObject({ status: 429, code: 20429 });
  await expect(send("b")).rejects.toMatchObject({ status: 503 });
  await expect(send("c")).rejects.toMatchObject({ status: 400, code: 63038 });
  await expect(send("d")).rejects.toThrow(/socket hang up/);
  expect((await send("e")).status).toBe("queued");
  expect(world.twilio.sent.map((one) => one.body)).toEqual(["d", "e"]);
});

test("a recipient known only by user id can be written to; an unknown user id is undelivered", async () => {
  await world.phone("GB.13490000000000000001").says("Ciao", { to: NUMBER });
  const known = await sdk().messages.create({ from: FROM, to: "whatsapp:GB.13490000000000000001", body: "x" });
  const unknown = await sdk().messages.create({ from: FROM, to: "whatsapp:GB.999", body: "x" });
  const status = (sid: string) => world.twilio.sent.find((one) => one.sid === sid);
  await expect.poll(() => status(known.sid)?.status).toBe("read");
  await expect.poll(() => status(unknown.sid)).toMatchObject({ status: "undelivered", errorCode: 63024 });
});
