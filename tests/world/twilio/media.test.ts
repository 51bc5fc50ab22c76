import twilio from "twilio";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startApplication } from "../application.ts";
import type { Application } from "../application.ts";
import type { Account } from "../contract.ts";
import { sample } from "../samples/catalogue.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const NUMBER = "+14155550123";
const MARTA = "+447700900001";
const PHOTO = sample("pasta.jpg");

let world: World;
let application: Application;
let account: Account;

beforeEach(async () => {
  world = await startWorld({ seed: 21 });
  application = await startApplication();
  account = await world.putAccount({});
  await world.putNumber({ number: NUMBER, accountSid: account.accountSid, webhookUrl: `${application.url}/hook` });
});
afterEach(async () => {
  await world.close();
  await application.close();
});

const form = () => application.received.at(-1)!.form;
const basic = (token = account.authToken, sid = account.accountSid) => ({
  authorization: `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}`,
});
const ask = (url: string, init: RequestInit = {}) => fetch(url, { redirect: "manual", headers: basic(), ...init });
async function photo(): Promise<string> {
  await world.phone(MARTA).sends(PHOTO, { to: NUMBER });
  return form().MediaUrl0!;
}
/** As a careful application fetches: credentials to Twilio, none to where it redirects. */
async function follow(url: string): Promise<Response> {
  const redirect = await ask(url);
  expect(redirect.status).toBe(307);
  return fetch(redirect.headers.get("location")!);
}
function sdk() {
  const client = twilio(account.accountSid, account.authToken);
  client.api.baseUrl = world.twilioBase;
  return client;
}

test("each kind of file has its form, signed, and the same bytes come out at the other end", async () => {
  const kinds = {
    "pasta.jpg": "image",
    "nota-vocale.ogg": "audio",
    "allenamento.mp4": "video",
    "fattura.pdf": "document",
    "diario.docx": "document",
    "adesivo.webp": "sticker",
    "contatto.vcf": "contacts",
  } as const;
  for (const [name, type] of Object.entries(kinds) as [keyof typeof kinds, string][]) {
    const file = sample(name);
    await world.phone(MARTA).sends(file, { to: NUMBER });
    expect(form()).toMatchObject({ NumMedia: "1", MediaContentType0: file.contentType, MessageType: type });
    expect(form().MessageSid).toMatch(/^MM[0-9a-f]{32}$/);
    expect(form().MediaUrl0).toBe(
      `${world.url}/2010-04-01/Accounts/${account.accountSid}/Messages/${form().MessageSid}/Media/${form().MediaUrl0!.split("/").at(-1)}`,
    );
    const { signature } = application.received.at(-1)!;
    expect(twilio.validateRequest(account.authToken, signature!, `${application.url}/hook`, form())).toBe(true);
    const fetched = await follow(form().MediaUrl0!);
    expect(fetched.headers.get("content-type")).toBe(file.contentType);
    expect(Buffer.compare(await fetched.bytes(), file.bytes)).toBe(0);
  }
  expect(form().Body).toBe("");
});

test("several files in one message with a caption; a document without one carries its name", async () => {
  await world.phone(MARTA).sends([PHOTO, sample("fattura.pdf")], { to: NUMBER, text: "Ecco" });
  expect(form()).toMatchObject({
    NumMedia: "2",
    Body: "Ecco",
    MediaContentType0: "image/jpeg",
    MediaContentType1: "application/pdf",
  });
  await world.phone(MARTA).sends(sample("fattura.pdf"), { to: NUMBER });
  expect(form().Body).toBe("fattura.pdf");
});

test("places, quoted messages and tapped buttons, which the list does not tell", async () => {
  await world
    .phone(MARTA)
    .sharesPlace({ latitude: 45.4384, longitude: 10.9916, address: "Piazza Bra, Verona", label: "Arena" }, { to: NUMBER });
  expect(form()).toMatchObject({
    MessageType: "location",
    Latitude: "45.4384",
    Longitude: "10.9916",
    Address: "Piazza Bra, Verona",
    Label: "Arena",
    Body: "",
  });
  const sent = await sdk().messages.create({ from: `whatsapp:${NUMBER}`, to: `whatsapp:${MARTA}`, body: "Mattina o sera?" });
  await world.phone(MARTA).replies(sent.sid, "Questa");
  expect(form()).toMatchObject({
    Body: "Questa",
    OriginalRepliedMessageSid: sent.sid,
    OriginalRepliedMessageSender: `whatsapp:${NUMBER}`,
  });
  await expect(world.phone(MARTA).replies("SM0", "?")).rejects.toThrow("no message");
  const template = await world.templates.put({
    accountSid: account.accountSid,
    types: { "twilio/quick-reply": { body: "Ci sei?", actions: [{ title: "Confermo", id: "yes-1" }] } },
  });
  const asked = await sdk().messages.create({ from: `whatsapp:${NUMBER}`, to: `whatsapp:${MARTA}`, contentSid: template.sid });
  await world.phone(MARTA).taps(asked.sid, "Confermo");
  expect(form()).toMatchObject({
    Body: "Confermo",
    ButtonText: "Confermo",
    ButtonPayload: "yes-1",
    MessageType: "button",
    OriginalRepliedMessageSid: asked.sid,
  });
  await expect(world.phone(MARTA).taps(asked.sid, "Altro")).rejects.toThrow("no quick reply");
  const listed = JSON.stringify(await (await ask(`${world.url}/2010-04-01/Accounts/${account.accountSid}/Messages.json`)).json());
  for (const hidden of ["45.4384", "yes-1", "Replied", "Persona 001"]) expect(listed).not.toContain(hidden);
});

test("the message list counts media and leads to them, page by page, through the SDK", async () => {
  await world.phone(MARTA).sends([PHOTO, sample("fattura.pdf"), sample("spese.xlsx")], { to: NUMBER, webhook: "lost" });
  const [listed] = await sdk().messages.list();
  expect(listed!.numMedia).toBe("3");
  const media = await sdk().messages(listed!.sid).media.list({ pageSize: 2 });
  expect(media.map((one) => one.contentType)).toEqual([PHOTO.contentType, "application/pdf", sample("spese.xlsx").contentType]);
  expect(media[0]!.parentSid).toBe(listed!.sid);
  expect((await sdk().messages(listed!.sid).media(media[1]!.sid).fetch()).contentType).toBe("application/pdf");
});

test("only the account's own credentials open a file, and the CDN takes none and remembers who tried", async () => {
  const url = await photo();
  expect((await ask(url, { headers: {} })).status).toBe(401);
  expect((await ask(url, { headers: basic("wrong") })).status).toBe(401);
  const other = await world.putAccount({});
  expect((await ask(url, { headers: basic(other.authToken, other.accountSid) })).status).toBe(401);
  const location = (await ask(url)).headers.get("location")!;
  expect(new URL(location).pathname).toMatch(/^\/cdn\//);
  expect((await fetch(location, { headers: basic() })).status).toBe(400);
  expect((await fetch(location)).status).toBe(200);
  expect((await fetch(location.replace(/Signature=.+/, "Signature=x"))).status).toBe(403);
  await world.advanceClock(4 * 3600_000 + 1000);
  expect((await fetch(location)).status).toBe(403);
  const cdn = (await world.media.requests()).filter((one) => one.place === "cdn");
  expect(cdn.map((one) => [one.credentials, one.status])).toEqual([
    [true, 400],
    [false, 200],
    [false, 403],
    [false, 403],
  ]);
});

test("deleted is deleted: for the API, the list, the message and the CDN", async () => {
  const url = await photo();
  const { location } = Object.fromEntries((await ask(url)).headers);
  const sid = form().MessageSid!;
  const [media] = await sdk().messages(sid).media.list();
  expect(await sdk().messages(sid).media(media!.sid).remove()).toBe(true);
  expect((await ask(url)).status).toBe(404);
  expect((await fetch(location!)).status).toBe(404);
  expect(await sdk().messages(sid).media.list()).toEqual([]);
  await expect(sdk().messages(sid).media(media!.sid).remove()).rejects.toMatchObject({ status: 404 });
  expect((await world.media.stored())[0]).toMatchObject({ sid: media!.sid, deletedAt: expect.any(Number) });
});

test("a file that is not there yet: for a while, or for so many requests", async () => {
  await world.phone(MARTA).sends(PHOTO, { to: NUMBER, mediaAfterMs: 3000 });
  const url = form().MediaUrl0!;
  expect((await ask(url)).status).toBe(404);
  await world.advanceClock(3000);
  expect((await ask(url)).status).toBe(307);
  await world.fail({ provider: "twilio", kind: "http404", operation: "media", times: 2 });
  expect([(await ask(url)).status, (await ask(url)).status, (await ask(url)).status]).toEqual([404, 404, 307]);
  await world.fail({ provider: "twilio", kind: "http503", operation: "media", forMs: 1000 });
  expect([(await ask(url)).status, (await ask(url)).status]).toEqual([503, 503]);
  await world.advanceClock(1000);
  expect((await ask(url)).status).toBe(307);
});

test("redirects that lead astray are on record", async () => {
  const url = await photo();
  await world.fail({ provider: "twilio", kind: "foreignRedirect", operation: "media" });
  const away = (await ask(url)).headers.get("location")!;
  expect(new URL(away).origin).toBe(world.foreignUrl);
  expect((await fetch(away, { headers: basic() })).headers.get("content-type")).toBe("image/jpeg");
  expect((await world.media.requests()).at(-1)).toMatchObject({ place: "foreign", credentials: true });
  await world.fail({ provider: "twilio", kind: "foreignRedirect", operation: "media", location: "http://169.254.169.254/" });
  expect((await ask(url)).headers.get("location")).toBe("http://169.254.169.254/");
  await world.fail({ provider: "twilio", kind: "redirectLoop", operation: "media", times: 2 });
  expect((await ask(url)).headers.get("location")).toBe(url);
});

test("bodies that lie or never end", async () => {
  const url = await photo();
  const cdn = async (kind: "wrongType" | "endless" | "slowBody" | "cutBody" | "longerThanSaid") => {
    await world.fail({ provider: "twilio", kind, operation: "cdn", contentType: "application/pdf", delayMs: 30 });
    return follow(url);
  };
  expect((await cdn("wrongType")).headers.get("content-type")).toBe("application/pdf");
  let read = 0;
  for await (const chunk of (await cdn("endless")).body!) if ((read += chunk.length) > 5_000_000) break;
  expect(read).toBeGreaterThan(5_000_000);
  const started = performance.now();
  const reader = (await cdn("slowBody")).body!.getReader();
  for (let chunks = 0; chunks < 3; chunks++) await reader.read();
  await reader.cancel();
  expect(performance.now() - started).toBeGreaterThan(45);
  await expect((await cdn("cutBody")).bytes()).rejects.toThrow();
  const longer = await (await cdn("longerThanSaid")).bytes().catch(() => null);
  expect(longer === null || longer.length === PHOTO.bytes.length).toBe(true);
});

test("files survive a restart of the world", async () => {
  const { mkdtempSync, rmSync } = await import("node:fs");
  const folder = mkdtempSync("/tmp/world-media-");
  const first = await startWorld({ seed: 1, stateFile: `${folder}/world.json` });
  const own = await first.putAccount({});
  await first.putNumber({ number: NUMBER, accountSid: own.accountSid });
  await first.phone(MARTA).sends(PHOTO, { to: NUMBER });
  await first.close();
  const second = await startWorld({ seed: 2, stateFile: `${folder}/world.json` });
  const [stored] = await second.media.stored();
  expect(Buffer.compare(await second.media.bytes(stored!.sid), PHOTO.bytes)).toBe(0);
  await second.close();
  rmSync(folder, { recursive: true });
});
