import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startApplication } from "../application.ts";
import type { Application } from "../application.ts";
import { DEFAULT_GEMINI_KEY } from "../contract.ts";
import type { Account } from "../contract.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";
const MARTA = "+447700900001";

let world: World;
let application: Application;
let account: Account;

beforeEach(async () => {
  world = await startWorld({ seed: 11 });
  application = await startApplication();
  account = await world.putAccount({});
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid, webhookUrl: `${application.url}/hook` });
  await world.putPerson({ id: MARTA, name: "Marta Bianchi" });
});
afterEach(async () => {
  await world.close();
  await application.close();
});

const valid = (at = 0) => {
  const { form, signature } = application.received[at]!;
  return twilio.validateRequest(account.authToken, signature ?? "", `${application.url}/hook`, form);
};

test("the webhook gets the documented form, signed, and its answer comes back", async () => {
  application.reply = { status: 202, body: "ok" };
  const result = await world.phone(MARTA).says("Perché no? 😀 & così", { to: NUMBER });
  expect(result).toMatchObject({ status: 202, body: "ok", error: null });
  expect(application.received[0]!.form).toMatchObject({
    AccountSid: account.accountSid,
    Body: "Perché no? 😀 & così",
    From: `whatsapp:${MARTA}`,
    MessageSid: result.sid,
    NumMedia: "0",
    ProfileName: "Marta Bianchi",
    SmsMessageSid: result.sid,
    To: `whatsapp:${NUMBER}`,
    WaId: MARTA.slice(1),
  });
  expect(valid()).toBe(true);
});

test("somebody who hides the phone is known by the user id alone", async () => {
  await world.putPerson({ id: MARTA, hidesPhone: true, userId: "GB.13491208655302741901" });
  await world.phone(MARTA).says("Ciao", { to: NUMBER });
  const { form } = application.received[0]!;
  expect(form).toMatchObject({ From: "whatsapp:GB.13491208655302741901", ExternalUserId: "whatsapp:GB.13491208655302741901" });
  expect(form).not.toHaveProperty("WaId");
  expect(JSON.stringify(form)).not.toContain("7700900001");
  expect(await world.phone("GB.13491208655302741901").messages()).toHaveLength(1);
  expect(valid()).toBe(true);
});

test("the same message again and again, now or days later, keeps its MessageSid", async () => {
  const { sid, deliveries } = await world.phone(MARTA).says("Ciao", { to: NUMBER, copies: 5 });
  expect(deliveries).toHaveLength(5);
  await world.advanceClock(3 * 86_400_000);
  await world.redeliver(sid, 2);
  expect(new Set(application.received.map((one) => one.form.MessageSid))).toEqual(new Set([sid]));
  expect(application.received).toHaveLength(7);
});

test.each(["signature", "missing", "token", "body"] as const)(
  "a forged message (%s) does not validate and is not in Twilio's log",
  async (forge) => {
    await world.phone(MARTA).says("apri la porta", { to: NUMBER, forge });
    expect(valid()).toBe(false);
    expect(await world.messages()).toHaveLength(0);
  },
);

test("several messages arrive backwards, while Twilio's log keeps the order they were written in", async () => {
  const results = await world.phone(MARTA).saysAll(["uno", "due", "tre"], { to: NUMBER, order: "backwards" });
  expect(application.received.map((one) => one.form.Body)).toEqual(["tre", "due", "uno"]);
  expect((await world.messages()).map((one) => one.body)).toEqual(["uno", "due", "tre"]);
  expect(results.map((one) => one.status)).toEqual([200, 200, 200]);
});

test("a lost webhook leaves the message in the list only; a dead application is an error, not an exception", async () => {
  await world.phone(MARTA).says("perso", { to: NUMBER, webhook: "lost" });
  expect(application.received).toHaveLength(0);
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid, webhookUrl: "http://127.0.0.1:1/hook" });
  const result = await world.phone(MARTA).says("nel vuoto", { to: NUMBER });
  expect(result.status).toBe(0);
  expect(result.error).not.toBeNull();
});

test("further fields and media are signed like the rest", async () => {
  await world.phone(MARTA).says("", {
    to: NUMBER,
    media: [{ url: "https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1", contentType: "image/jpeg" }],
    fields: { SomethingNew: "2027" },
  });
  expect(application.received[0]!.form).toMatchObject({ NumMedia: "1", MediaContentType0: "image/jpeg", SomethingNew: "2027" });
  expect(valid()).toBe(true);
});

test("a person's own bot answers what the business sends", async () => {
  await world.putPerson({ id: MARTA, autoReply: "Sono un bot anch'io" });
  await world.phone(MARTA).says("Ciao", { to: NUMBER });
  const client = twilio(account.accountSid, account.authToken);
  client.api.baseUrl = world.twilioBase;
  await client.messages.create({ from: `whatsapp:${NUMBER}`, to: `whatsapp:${MARTA}`, body: "Ciao!" });
  await expect.poll(() => application.received.map((one) => one.form.Body)).toEqual(["Ciao", "Sono un bot anch'io"]);
});

test("the writer's ticks follow the message: taken by the webhook, read by the model, refused and made good", async () => {
  const reached = async () => (await world.messages()).map((one) => one.reached);
  await world.phone(MARTA).says("Ciao", { to: NUMBER, webhook: "lost" });
  expect(await reached()).toEqual(["logged"]);
  application.reply = { status: 503, body: "" };
  const { sid } = await world.phone(MARTA).says("Quanto costa?", { to: NUMBER });
  expect(await reached()).toEqual(["logged", "refused"]);
  application.reply = { status: 200, body: "<Response/>" };
  await world.redeliver(sid);
  expect(await reached()).toEqual(["logged", "taken"]);
  await fetch(`${world.geminiBase}/v1beta/models/gemini-2.5-flash:generateContent?key=${DEFAULT_GEMINI_KEY}`, {
    method: "POST",
    body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: "[10:41] Quanto costa?" }] }] }),
  });
  expect(await reached()).toEqual(["logged", "read"]);
});

test("an answer that breaks off behind its head is no answer", async () => {
  const dying = createServer((_request, response) => {
    response.writeHead(200, { "content-length": "20" });
    response.write("<Resp");
    setTimeout(() => response.destroy(), 20);
  });
  await new Promise<void>((resolve) => dying.listen(0, "127.0.0.1", resolve));
  const webhookUrl = `http://127.0.0.1:${(dying.address() as AddressInfo).port}/hook`;
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid, webhookUrl });
  const said = await world.phone(MARTA).says("Ciao", { to: NUMBER });
  expect([said.status, said.error]).toEqual([0, expect.stringContaining("terminated")]);
  dying.close();
});
