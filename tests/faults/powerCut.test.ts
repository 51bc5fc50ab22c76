import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startStage, type ConnectedLine, type Stage } from "../support/stage.ts";
import { DatabaseWatch, watchDatabase } from "../support/watchedDatabase.ts";
import { readD1 } from "../support/stores.ts";
import { expectWhole, onThePhone, threadOf } from "./wholeness.ts";

/** The runtime is killed once, while every customer's message is somewhere else on its way. */

let stage: Stage;
let quick: ConnectedLine;
let patient: ConnectedLine;
const people: Record<string, string> = {};
const longReply = `${"Prima parte. ".repeat(110)}\n\n${"SECONDA ".repeat(60)}`;

beforeAll(async () => {
  stage = await startStage({ dress: watchDatabase });
  quick = (await stage.agentOnWhatsapp()).line;
  patient = (await stage.agentOnWhatsapp({ name: "Paziente", quietMs: 5_000 })).line;
  for (const scene of ["model", "refused", "waiting", "accepted", "parts", "projected", "gathering", "acknowledged"])
    people[scene] = stage.newPerson();
  await setScenes(stage.world);
  await expectScenes();
  await stage.kill();
  await stage.world.clearFaults();
  await stage.restart();
});

afterAll(() => stage.close());

const says = async (scene: string, text: string, line = quick) => {
  const { status } = await stage.world.phone(people[scene]!).says(text, { to: line.number });
  expect(status).toBe(200);
};

const asked = (text: string) =>
  vi.waitFor(() => expect(JSON.stringify(stage.world.gemini.requests.map(({ body }) => body))).toContain(text), 60_000);
const tried = (text: string) =>
  vi.waitFor(() => expect(JSON.stringify(stage.world.twilio.requests.map(({ body }) => body))).toContain(text), 60_000);

async function setScenes(world: Stage["world"]): Promise<void> {
  await says("model", "Quanto costa il corso di vela?");
  await world.script({ contains: "barca", text: "La barca è ferma.", firstTokenMs: 60_000 });
  await says("projected", "Che cosa è PROIETTATO?");
  await world.phone(people["model"]!).waitFor(1);
  await says("model", "E la barca?");
  await asked("E la barca?");

  await world.fail({ provider: "twilio", kind: "hang", operation: "send", contains: "GHIACCIO", times: 1 });
  await says("refused", "Avete GHIACCIO?");
  await world.fail({ provider: "twilio", kind: "hangAfterAccept", operation: "send", contains: "FUOCO", times: 1 });
  await says("accepted", "Avete FUOCO?");
  await tried("GHIACCIO");
  await tried("FUOCO");

  await new DatabaseWatch(stage.url).trouble({ kind: "stuck", text: "INCASTRATO" });
  await world.script({ contains: "il quadro", text: "Il quadro è INCASTRATO." });
  await says("projected", "E il quadro?");
  await world.phone(people["projected"]!).waitFor(2);

  await world.fail({ provider: "twilio", kind: "http503", operation: "send", contains: "SECONDA", times: 1 });
  await world.script({ contains: "per esteso", text: longReply });
  await says("parts", "Spiegami per esteso");
  await world.fail({ provider: "twilio", kind: "http503", operation: "send", contains: "ATTESA", times: 1 });
  await says("waiting", "Quanta ATTESA?");
  await says("gathering", "Prima riga,", patient);
  await says("gathering", "seconda riga,", patient);
  await tried("SECONDA");
  await tried("ATTESA");
  await vi.waitFor(async () => expect((await threadOf(stage, people["gathering"]!))?.messages).toHaveLength(2), 60_000);
  await says("acknowledged", "Mi avete sentito?");
}

/** Nobody has heard what they are waiting for, and D1 lacks what is stuck: each scene is where its name says. */
async function expectScenes(): Promise<void> {
  const heard = { model: 1, refused: 0, waiting: 0, accepted: 1, parts: 1, projected: 2, gathering: 0, acknowledged: 0 };
  expect(await heardBy()).toEqual(heard);
  expect(readD1(stage.stateDir, "SELECT id FROM messages WHERE text LIKE '%INCASTRATO%'")).toHaveLength(0);
  expect(stage.world.gemini.requests.filter(({ status }) => status === null)).toHaveLength(1);
  expect(stage.world.twilio.requests.filter(({ status }) => status === null)).toHaveLength(2);
}

async function heardBy(): Promise<Record<string, number>> {
  const counts = Object.entries(people).map(
    async ([scene, person]) => [scene, (await onThePhone(stage, person)).length] as const,
  );
  return Object.fromEntries(await Promise.all(counts));
}

test("right after the webhook's 200", async () => {
  await expectWhole(stage, people["acknowledged"]!, { texts: ["Mi avete sentito?"], onPhone: 1 });
});

test("while fragments gather: they are answered together", async () => {
  await expectWhole(stage, people["gathering"]!, { texts: ["Prima riga,", "seconda riga,"], onPhone: 1 });
});

test("in the middle of a turn", async () => {
  await expectWhole(stage, people["model"]!, { texts: ["Quanto costa il corso di vela?", "E la barca?"], onPhone: 2 });
});

test("after the commit, before the send", async () => {
  await expectWhole(stage, people["waiting"]!, { texts: ["Quanta ATTESA?"], onPhone: 1 });
});

test("between two parts of one reply: the second follows, the first is not said again", async () => {
  await expectWhole(stage, people["parts"]!, { texts: ["Spiegami per esteso"], onPhone: 2, replies: 1 });
  const [first, second] = await onThePhone(stage, people["parts"]!);
  expect(first).toContain("Prima parte.");
  expect(second).toContain("SECONDA");
});

test("during a send that Twilio had accepted", async () => {
  await expectWhole(stage, people["accepted"]!, { texts: ["Avete FUOCO?"], onPhone: 1 });
});

test("during the projection: D1 catches up", async () => {
  const texts = ["Che cosa è PROIETTATO?", "E il quadro?"];
  await expectWhole(stage, people["projected"]!, { texts, onPhone: 2 });
});

test("during a send that never reached Twilio: it is looked for twice, then sent", async () => {
  await expectWhole(stage, people["refused"]!, { texts: ["Avete GHIACCIO?"], onPhone: 1 });
});

test("and nobody hears anything twice, even now", async () => {
  expect(await heardBy()).toEqual({
    model: 2,
    refused: 1,
    waiting: 1,
    accepted: 1,
    parts: 2,
    projected: 2,
    gathering: 1,
    acknowledged: 1,
  });
});
