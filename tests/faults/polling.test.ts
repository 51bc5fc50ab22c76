import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startStage, type Stage } from "../support/stage.ts";
import { sample } from "../world/samples/catalogue.ts";
import { expectWhole, lastMessage, onThePhone, settled, threadOf } from "./wholeness.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage({ vars: { WHATSAPP_POLL_INTERVAL_SECONDS: "1" } });
});

afterAll(() => stage.close());

describe.concurrent("without a webhook", () => {
  test("messages come from Twilio's list, once each, and so do delivery reports", async () => {
    const person = stage.newPerson();
    const line = await stage.line(await stage.agent(), { webhook: false });
    const phone = stage.world.phone(person);
    await stage.world.deliver({ to: person, times: null, callbacks: "never" });
    await phone.says("Ciao, c'è posto?", { to: line.number });
    await expectWhole(stage, person, { texts: ["Ciao, c'è posto?"], onPhone: 1 });
    await settled(1_100);
    await phone.saysAll(["E domani?", "O sabato?"], { to: line.number });
    await phone.waitFor(2);
    await vi.waitFor(async () => expect((await lastMessage(stage, person))?.status).toBe("read"), 60_000);
    await expectWhole(stage, person, { texts: ["Ciao, c'è posto?", "E domani?", "O sabato?"], onPhone: 2 });
  });

  test("files come too, also while Twilio's list of them fails, and in the order they were sent", async () => {
    const person = stage.newPerson();
    const line = await stage.line(await stage.agent(), { webhook: false });
    const phone = stage.world.phone(person);
    await stage.world.fail({ provider: "twilio", kind: "http503", operation: "mediaList", contains: line.accountSid, times: 4 });
    const { bytes, contentType } = sample("pasta.jpg");
    await phone.says("Ecco il pranzo", { to: line.number });
    await phone.sends({ bytes, contentType }, { to: line.number, text: "Guarda" });
    await phone.says("Che ne dici?", { to: line.number });
    await vi.waitFor(async () => {
      const inbound = (await threadOf(stage, person))?.messages.filter(({ direction }) => direction === "inbound");
      expect(inbound?.map(({ text }) => text)).toEqual(["Ecco il pranzo", "Guarda", "Che ne dici?"]);
      expect(inbound?.[1]?.media).toMatchObject([
        { kind: "image", state: "ready", mediaType: "image/jpeg", bytes: bytes.length },
      ]);
    }, 40_000);
  }, 60_000);

  test("what was written before the number was connected is not answered", async () => {
    const person = stage.newPerson();
    const { accountSid, authToken } = await stage.world.putAccount({});
    const number = "+14155550150";
    await stage.world.putNumber({ number, accountSid });
    await stage.world.phone(person).says("Preistoria", { to: number });
    await settled(2_000);
    await stage.owner.put(`/api/agents/${(await stage.agent()).id}/whatsapp`, { accountSid, authToken, number });
    await stage.world.phone(person).says("Adesso sì", { to: number });
    await stage.world.phone(person).waitFor(1);
    await settled(1_500);
    const thread = await threadOf(stage, person);
    expect(thread?.messages.map(({ direction, text }) => (direction === "inbound" ? text : "…"))).toEqual(["Adesso sì", "…"]);
  });

  test("a list that cannot be read for a while delays, and loses nothing", async () => {
    const person = stage.newPerson();
    const line = await stage.line(await stage.agent(), { webhook: false });
    await stage.world.fail({ provider: "twilio", kind: "http500", operation: "list", times: 4 });
    await stage.world.phone(person).says("C'è la lista?", { to: line.number });
    await expectWhole(stage, person, { texts: ["C'è la lista?"], onPhone: 1 });
  });
});

test("a message that the list shows before its webhook comes is one message", async () => {
  const person = stage.newPerson();
  const line = await stage.line(await stage.agent());
  const said = await stage.world.phone(person).says("Mi senti due volte?", { to: line.number, delayMs: 2_500 });
  expect(said.status).toBe(200);
  expect(await onThePhone(stage, person)).toHaveLength(1);
  await settled(1_000);
  await expectWhole(stage, person, { texts: ["Mi senti due volte?"], onPhone: 1 });
});
