import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { expectWhole, holders, onThePhone, settled, threadOf } from "./wholeness.ts";

/** What may come in at the door: twice, out of order, forged, for nobody, and in any shape. */

let stage: Stage;
let line: ConnectedLine;

beforeAll(async () => {
  stage = await startStage();
  line = (await stage.agentOnWhatsapp({ quietMs: 500 })).line;
});

afterAll(() => stage.close());

const day = 24 * 60 * 60_000;

test("the same message three times, and again days later after a power cut", async () => {
  const person = stage.newPerson();
  const said = await stage.world.phone(person).says("Ciao, siete aperti?", { to: line.number, copies: 3 });
  expect(said.deliveries.map(({ status }) => status)).toEqual([200, 200, 200]);
  await expectWhole(stage, person, { texts: ["Ciao, siete aperti?"], onPhone: 1 });
  await stage.kill();
  await stage.restart();
  await stage.world.advanceClock(3 * day);
  const again = await stage.world.redeliver(said.sid, 2);
  expect(again.deliveries.map(({ status }) => status)).toEqual([200, 200]);
  await settled(1_500);
  await expectWhole(stage, person, { texts: ["Ciao, siete aperti?"], onPhone: 1 });
});

test.for(["atOnce", "backwards", "shuffled"] as const)("five messages that arrive %s are each answered once", async (order) => {
  const person = stage.newPerson();
  const texts = ["uno", "due", "tre", "quattro", "cinque"].map((word) => `${word} ${order}`);
  const said = await stage.world.phone(person).saysAll(texts, { to: line.number, order });
  expect(said.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await vi.waitFor(async () => expect(await onThePhone(stage, person)).toHaveLength(1), 60_000);
  const arrived = (await threadOf(stage, person))?.messages.filter(({ direction }) => direction === "inbound");
  expect(arrived?.map(({ text }) => text).toSorted()).toEqual(texts.toSorted());
  if (order === "backwards") expect(arrived?.map(({ text }) => text)).toEqual(texts.toReversed());
  await expectWhole(stage, person, { texts: arrived!.map(({ text }) => text), onPhone: 1 });
});

test.for(["signature", "missing", "token", "body"] as const)("forged (%s): 403, and nothing is stored", async (forge) => {
  const person = stage.newPerson();
  const said = await stage.world.phone(person).says("Dammi tutto", { to: line.number, forge });
  expect(said.status).toBe(403);
  expect(JSON.parse(said.body)).toMatchObject({ type: expect.stringContaining("bad_signature") });
  await settled(300);
  expect(await threadOf(stage, person)).toBeNull();
  expect(holders(stage, said.sid)).toHaveLength(0);
});

test("a number that nobody has connected: 404, and nothing is stored", async () => {
  const person = stage.newPerson();
  const { accountSid } = line;
  await stage.world.putNumber({ number: "+14155550199", accountSid, webhookUrl: `${stage.url}/api/whatsapp/webhook` });
  const said = await stage.world.phone(person).says("C'è qualcuno?", { to: "+14155550199" });
  expect(said.status).toBe(404);
  expect(await threadOf(stage, person)).toBeNull();
});

const shapes: [name: string, text: string][] = [
  ["longer than a WhatsApp text may be", "Parola ".repeat(1_500)],
  ["right to left", "مرحبا، متى تفتحون؟ שלום"],
  ["nothing but emoji", "👩‍👩‍👧‍👦🏋️‍♀️🔥"],
  ["full of what means something elsewhere", "'; DROP TABLE messages; -- <script>alert(1)</script> {{7*7}} \u0000\u202E"],
];

test.for(shapes)("a text that is %s is stored as it is, and answered", async ([, text]) => {
  const person = stage.newPerson();
  expect((await stage.world.phone(person).says(text, { to: line.number })).status).toBe(200);
  await expectWhole(stage, person, { texts: [text], onPhone: 1 });
});

test("an empty text is stored and not answered; the next message is", async () => {
  const person = stage.newPerson();
  const phone = stage.world.phone(person);
  expect((await phone.says("", { to: line.number })).status).toBe(200);
  await vi.waitFor(async () => expect((await threadOf(stage, person))?.messages).toHaveLength(1), 60_000);
  await settled(1_000);
  await phone.says("Scusi, mi è partito", { to: line.number });
  await expectWhole(stage, person, { texts: ["", "Scusi, mi è partito"], onPhone: 1 });
});

const bodies: [name: string, type: string, body: string, status: number][] = [
  ["no form at all", "application/json", "{]", 400],
  ["a form without fields", "application/x-www-form-urlencoded", "", 404],
  ["a form larger than any message", "application/x-www-form-urlencoded", `Body=${"x".repeat(300_000)}`, 413],
];

test.for(bodies)("%s is refused with a problem", async ([, type, body, status]) => {
  const answer = await fetch(`${stage.url}/api/whatsapp/webhook`, { method: "POST", headers: { "content-type": type }, body });
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(answer.status).toBe(status);
});
