import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "../contract.ts";
import { sample } from "../samples/catalogue.ts";
import type { SampleName } from "../samples/catalogue.ts";
import { html, oversized } from "../samples/hostile.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";
const MARTA = "+447700900001";

let world: World;
let account: Account;
let host: Server;
let hostUrl: string;
let asked: (string | undefined)[];

beforeEach(async () => {
  world = await startWorld({ seed: 41, statusStepMs: 1 });
  account = await world.putAccount({});
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid });
  await world.phone(MARTA).says("Ciao", { to: NUMBER });
  asked = [];
  host = createServer((request, response) => {
    asked.push(request.headers.authorization);
    const path = request.url!.slice(1);
    if (path === "gone.jpg") return void response.writeHead(404).end();
    if (path === "false.jpg") return void response.writeHead(200, { "content-type": "image/jpeg" }).end(html());
    if (path === "page") return void response.writeHead(200, { "content-type": "text/html" }).end(html());
    if (path === "huge.jpg")
      return void response.writeHead(200, { "content-type": "image/jpeg" }).end(oversized(sample("pasta.jpg").bytes, 6));
    if (path === "huge.pdf")
      return void response.writeHead(200, { "content-type": "application/pdf" }).end(oversized(sample("fattura.pdf").bytes));
    if (path === "cut.jpg") {
      response.writeHead(200, { "content-type": "image/jpeg", "content-length": "5000" });
      response.write(sample("pasta.jpg").bytes.subarray(0, 100));
      return void response.socket?.destroySoon();
    }
    const file = sample(path as SampleName);
    response.writeHead(200, { "content-type": file.contentType }).end(file.bytes);
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  hostUrl = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await world.close();
  host.closeAllConnections();
  await new Promise((resolve) => host.close(resolve));
});

async function send(mediaUrl: string | string[], body = "Ecco") {
  const client = twilio(account.accountSid, account.authToken);
  client.api.baseUrl = world.twilioBase;
  const made = await client.messages.create({
    from: `whatsapp:${NUMBER}`,
    to: `whatsapp:${MARTA}`,
    body,
    mediaUrl: [mediaUrl].flat(),
  });
  const message = () => world.twilio.sent.find((one) => one.sid === made.sid)!;
  await expect.poll(() => message().status).toMatch(/read|failed|undelivered/);
  return message();
}

test("Twilio fetches the file without credentials, and the phone shows it", async () => {
  const message = await send(`${hostUrl}/pasta.jpg`);
  expect(message).toMatchObject({ status: "read", caption: "Ecco", kind: "image", media: [{ contentType: "image/jpeg" }] });
  expect(message.sid).toMatch(/^MM/);
  expect(Buffer.compare(await world.media.bytes(message.media[0]!.sid!), sample("pasta.jpg").bytes)).toBe(0);
  expect(asked).toEqual([undefined]);
});

test("documents, voice notes and stickers carry no caption", async () => {
  for (const name of ["fattura.pdf", "nota-vocale.ogg", "adesivo.webp", "contatto.vcf"])
    expect(await send(`${hostUrl}/${name}`)).toMatchObject({ status: "read", caption: "" });
});

test("of several files WhatsApp takes the first; more than ten are refused, and so is what is no address", async () => {
  const message = await send([`${hostUrl}/pasta.jpg`, `${hostUrl}/fattura.pdf`]);
  expect(message.media.map((one) => one.contentType)).toEqual(["image/jpeg"]);
  expect(asked).toHaveLength(1);
  await expect(send(Array.from({ length: 11 }, () => `${hostUrl}/pasta.jpg`))).rejects.toMatchObject({ code: 21623 });
  await expect(send("ftp://x/y.jpg")).rejects.toMatchObject({ code: 21620 });
});

test("files that cannot be had or sent: accepted, then failed with the reason", async () => {
  const code = async (path: string) => {
    const { status, errorCode } = await send(path.startsWith("http") ? path : `${hostUrl}/${path}`);
    return [status, errorCode];
  };
  expect(await code("gone.jpg")).toEqual(["failed", 63019]);
  expect(await code("cut.jpg")).toEqual(["failed", 63019]);
  expect(await code("http://127.0.0.1:1/x.jpg")).toEqual(["failed", 63019]);
  expect(await code("page")).toEqual(["failed", 12300]);
  expect(await code("spese.csv")).toEqual(["failed", 63021]);
  expect(await code("false.jpg")).toEqual(["failed", 12300]);
  expect(await code("huge.jpg")).toEqual(["failed", 63034]);
  expect(await code("huge.pdf")).toEqual(["failed", 11751]);
});

test("a template brings its own file", async () => {
  const { sid } = await world.templates.put({
    accountSid: account.accountSid,
    types: { "twilio/media": { body: "Il tuo piano", media: [`${hostUrl}/{{1}}`] } },
  });
  const client = twilio(account.accountSid, account.authToken);
  client.api.baseUrl = world.twilioBase;
  const parties = { from: `whatsapp:${NUMBER}`, to: `whatsapp:${MARTA}`, contentSid: sid };
  await client.messages.create({ ...parties, contentVariables: '{"1":"fattura.pdf"}' });
  await client.messages.create({ ...parties, contentVariables: '{"1":"gone.jpg"}' });
  await expect
    .poll(() => world.twilio.sent.map((one) => [one.status, one.errorCode, one.media[0]?.contentType]))
    .toEqual([
      ["read", null, "application/pdf"],
      ["failed", 63019, ""],
    ]);
});
