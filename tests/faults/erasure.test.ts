import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Contact } from "../../schema/contract/contacts.ts";
import type { Message } from "../../schema/contract/conversations.ts";
import type { Erasure } from "../../schema/contract/erasures.ts";
import type { Media } from "../../schema/contract/media.ts";
import type { Template } from "../../schema/contract/templates.ts";
import { readZip, unzip } from "../../workers/platform/zip.ts";
import { Outsider } from "../e2e/outsider.ts";
import { conversationOf, threadOf, type List } from "../e2e/readings.ts";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { jpeg } from "../world/samples/jpeg.ts";
import { settled } from "./wholeness.ts";
import { blobsIn, tracesInBytes, tracesInTables } from "./traces.ts";

/** A busy customer is erased, and the runtime is killed in the middle of it. Afterwards everything that can still come, comes. */

const secret = "ornitorinco";
const person = "+447700900777";
const email = "zenobia@example.test";
const words = [secret, "zenobia", "447700900777", "7700 900777"];
/** What was promised: from the order to the end, in milliseconds. */
const promised = 60_000;

let stage: Stage;
let line: ConnectedLine;
let polled: ConnectedLine;
let contact: Contact;
let picture: Media;
let sids: { inbound: string; outbound: string };
let tookMs = 0;
/** Written before the erasure; its webhook comes after it, and the log shows it all the while. */
let lateSid: string;

const pictureWith = (text: string) => jpeg({ marker: { kind: "other", description: `Foto con ${text}`, language: "it" } });

const findContact = async (): Promise<Contact | undefined> =>
  (await stage.owner.get<List<Contact>>(`/api/contacts?search=${encodeURIComponent(person)}`)).items[0];

const twilioFiles = async () => {
  const theirs = new Set((await stage.world.messages({ person })).map(({ sid }) => sid));
  return (await stage.world.media.stored()).filter(({ messageSid }) => theirs.has(messageSid));
};

beforeAll(async () => {
  stage = await startStage({ vars: { WHATSAPP_POLL_INTERVAL_SECONDS: "1" } });
  const agent = await stage.agent({ slug: "coach" });
  line = await stage.line(agent);
  polled = await stage.line(await stage.agent({ name: "Altro" }), { webhook: false });
  await setScene(agent.id);
}, 280_000);

afterAll(() => stage?.close());

/** WhatsApp with files both ways, the page, a link that joins the two, a note, a dossier, a list, a label, a template, a STOP. */
async function setScene(agentId: string): Promise<void> {
  const { owner, world } = stage;
  await world.putPerson({ id: person, name: `Zenobia ${secret}` });
  const phone = world.phone(person);
  await phone.says(`Ciao, sono ${secret}`, { to: line.number });
  await phone.waitFor(1);
  const page = new Outsider(stage.url);
  await page.ask("POST", "/api/public/ai/coach/chat", { message: `Dal sito, ${secret}`, clientMessageId: "erasure-1" });
  const { code } = await page.ask<{ code: string }>("POST", "/api/public/ai/coach/whatsapp-link");
  await phone.says(code, { to: line.number });
  const digits = /\b\d{6}\b/.exec((await phone.waitFor(2)).at(-1)!.body)![0];
  await page.ask("POST", "/api/public/ai/coach/whatsapp-link/confirm", { code: digits });
  await phone.sends({ bytes: pictureWith(secret), contentType: "image/jpeg" }, { to: line.number, text: `Ecco ${secret}` });
  await phone.says(`Anche qui ${secret}`, { to: polled.number });
  contact = (await vi.waitUntil(findContact, { timeout: 15_000 }))!;
  await owner.patch(`/api/contacts/${contact.id}`, { email, note: secret, goal: secret });
  const entry = { kind: "note", title: secret, body: secret, happenedAt: "2026-11-01T10:00:00Z" };
  await owner.post(`/api/contacts/${contact.id}/dossier`, entry);
  await owner.put(`/api/contacts/${contact.id}/subscription`, { level: 3, status: "active" });
  const rows = [`Zenobia ${secret},+44 7700 900777`, "Doppia,+44 (7700) 900-777"];
  const list = { text: ["Nome,Telefono", ...rows].join("\n"), mapping: ["name", "phone"], fileName: "lista.csv" };
  await owner.post("/api/contact-imports", list);
  const conversation = await conversationOf(owner, contact.id, agentId);
  const label = await owner.post<{ id: string }>("/api/labels", { name: "VIP", color: "red" });
  await owner.patch(`/api/conversations/${conversation.id}`, { labelIds: [label.id] });
  await owner.post(`/api/conversations/${conversation.id}/notes`, { text: `Nota: ${secret}`, clientMessageId: "erasure-note" });
  await owner.post(`/api/conversations/${conversation.id}/summary`, {});
  const own = await owner.upload<Media>(`/api/conversations/${conversation.id}/media?name=${secret}.jpg`, pictureWith(secret));
  const sent = { messageText: `Per ${secret}`, mediaIds: [own.id], clientMessageId: "erasure-file" };
  await owner.post(`/api/conversations/${conversation.id}/send`, sent);
  await vi.waitUntil(async () => (await twilioFiles()).length >= 2, { timeout: 20_000, interval: 200 });
  const withPicture = async () =>
    (await threadOf(owner, conversation.id)).find(
      ({ direction, media }) => direction === "inbound" && media[0]?.state === "ready",
    );
  const shown = await vi.waitUntil(withPicture, { timeout: 30_000, interval: 200 });
  picture = (shown as Message).media[0]!;
  await phone.says("STOP", { to: line.number });
  await vi.waitUntil(async () => (await findContact())?.stoppedChannels.includes("whatsapp"), { timeout: 15_000, interval: 200 });
  const log = await world.messages({ person });
  sids = {
    inbound: log.find(({ body }) => body === `Ciao, sono ${secret}`)!.sid,
    outbound: log.find(({ body }) => body === `Per ${secret}`)!.sid,
  };
}

test("everything about them goes along as one archive: what is known, every message, every file as it is", async () => {
  const answer = await stage.owner.ask("GET", `/api/contacts/${contact.id}/export`);
  expect(answer.headers.get("content-type")).toBe("application/zip");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const entries = readZip(bytes)!;
  const read = (name: RegExp): Uint8Array => {
    const unpacked = unzip(bytes, { ...entries.find((entry) => name.test(entry.name))! }, 20_000_000);
    if (!unpacked.ok) throw new Error(`${name} is ${unpacked.failure}`);
    return unpacked.bytes;
  };
  const text = (name: RegExp) => new TextDecoder().decode(read(name));
  const known = JSON.parse(text(/^contact\.json$/)) as Record<string, { value?: string; evidence?: string; title?: string }[]>;
  expect(known["identities"]!.map(({ value }) => value)).toEqual(expect.arrayContaining([person, email]));
  expect(known["consents"]).toMatchObject([{ state: "stopped", evidence: "STOP" }]);
  expect(known["dossier"]).toMatchObject([{ title: secret }]);
  expect(known["imported"]).toHaveLength(2);
  expect(known["conversations"]).toContainEqual(expect.objectContaining({ labels: ["VIP"], level: 3 }));
  const threads = entries.filter(({ name }) => name.startsWith("conversations/"));
  expect(threads).toHaveLength(2);
  const said = threads.map(({ name }) => text(new RegExp(name))).join("\n");
  for (const words of [`Ciao, sono ${secret}`, `Dal sito, ${secret}`, `Nota: ${secret}`, `Per ${secret}`, `Anche qui ${secret}`])
    expect(said).toContain(words);
  expect(said).toContain('"summary":{"text":"');
  expect(read(new RegExp(`^files/${picture.id}`))).toEqual(new Uint8Array(pictureWith(secret)));
  expect(text(/^files\.json$/)).toContain(picture.id);
});

test("they are erased within a minute, though the runtime is killed in the middle of it", async () => {
  expect(tracesInTables(stage.stateDir, words).length).toBeGreaterThan(30);
  expect(blobsIn(stage.stateDir).length).toBeGreaterThanOrEqual(2);
  lateSid = (await stage.world.phone(person).says(`In ritardo ${secret}`, { to: line.number, webhook: "lost" })).sid;
  // Twilio's times have whole seconds: what was written in the second of the erasure counts as new.
  await settled(1_500);
  const began = Date.now();
  expect((await stage.owner.ask("DELETE", `/api/contacts/${contact.id}`)).status).toBe(204);
  expect((await stage.owner.ask("GET", `/api/contacts/${contact.id}`)).status).toBe(404);
  await settled(150);
  await stage.kill();
  await stage.restart();
  const isDone = async () => {
    await stage.filo.tick();
    const { finishedAt } = await stage.owner.get<Erasure>(`/api/contacts/${contact.id}/erasure`);
    return finishedAt !== null;
  };
  await vi.waitUntil(isDone, { timeout: promised, interval: 500 });
  tookMs = Date.now() - began;
  expect(tookMs).toBeLessThanOrEqual(promised);
  expect(tracesInTables(stage.stateDir, words)).toEqual([]);
  expect(blobsIn(stage.stateDir)).toEqual([]);
  expect((await twilioFiles()).filter(({ deletedAt }) => deletedAt === null)).toEqual([]);
}, 150_000);

test("a late webhook, a report, a poll and a message that never came bring nothing back", async () => {
  expect(await stage.world.redeliver(lateSid)).toMatchObject({ status: 200 });
  expect((await stage.world.redeliver(sids.inbound, 2)).status).toBe(200);
  await stage.world.reportStatus(sids.outbound, "read");
  await settled(4_000);
  expect(await findContact()).toBeUndefined();
  expect(tracesInTables(stage.stateDir, words)).toEqual([]);
}, 120_000);

test("who writes anew is somebody new, with nothing behind them, and is not written to first", async () => {
  await stage.world.putPerson({ id: person, name: "Nuova" });
  await stage.world.phone(person).says("Buongiorno", { to: line.number });
  const again = (await vi.waitUntil(findContact, { timeout: 15_000 }))!;
  expect(again.id).not.toBe(contact.id);
  const { items } = await stage.owner.get<List<{ id: string; agentId: string }>>(`/api/conversations?contactId=${again.id}`);
  const [thread] = items;
  const messages = await threadOf(stage.owner, thread!.id);
  expect(messages.filter(({ direction }) => direction === "inbound").map(({ text }) => text)).toEqual(["Buongiorno"]);
  const types = { "twilio/text": { body: "Ciao" } };
  await stage.world.templates.put({ accountSid: line.accountSid, friendlyName: "promemoria", types, variables: {} });
  const { items: templates } = await stage.owner.call<List<Template>>("POST", `/api/agents/${thread!.agentId}/templates/sync`);
  const template = { templateId: templates[0]!.id, variables: {}, clientMessageId: "erasure-template" };
  const refused = await stage.owner.ask("POST", `/api/conversations/${thread!.id}/send-template`, template);
  expect([refused.status, await refused.json()]).toMatchObject([409, { type: expect.stringContaining("stopped") }]);
}, 60_000);

/** The runtimes' SQLite does not write over what it has let go of (`PRAGMA secure_delete` is refused): what is left in the files is told. */
test("what the bytes of the stopped stores still hold is told, and is in no file of the erased threads", async () => {
  await stage.filo.stop();
  const left = tracesInBytes(stage.stateDir, [secret]);
  console.log(JSON.stringify({ erasedInMs: tookMs, bytesLeftIn: left.map(({ place }) => place) }));
  expect(left.filter(({ place }) => place.includes("filo-Conversation") && place.endsWith(".sqlite"))).toEqual([]);
});
