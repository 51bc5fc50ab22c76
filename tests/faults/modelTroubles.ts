import { expect, test, vi } from "vitest";
import type { ConnectedLine, Stage } from "../support/stage.ts";
import type { FaultKind } from "../world/switches.ts";
import { expectWhole, onThePhone, threadOf } from "./wholeness.ts";

const unavailable = "In questo momento non riesco a risponderti.";
const refused = "A questo non posso rispondere io.";

const needsPersonOf = async (stage: Stage, person: string) => (await threadOf(stage, person))?.conversation.needsPerson;
const callsAbout = (stage: Stage, word: string) =>
  stage.world.gemini.requests.filter(({ body }) => JSON.stringify(body).includes(word)).length;

/** How a model fails its callers, and what a customer then hears. */
export function modelTroubles(stage: Stage, line: ConnectedLine): void {
  const needsPerson = (person: string) => needsPersonOf(stage, person);
  const calls = (word: string) => callsAbout(stage, word);

  test("that is down: one honest line, a person is called, and the answer comes when it is back", async () => {
    const person = stage.newPerson();
    const fault = await stage.world.fail({ provider: "gemini", kind: "http503", times: null, contains: "TRAMONTO" });
    await stage.world.phone(person).says("A che ora è il TRAMONTO?", { to: line.number });
    await vi.waitFor(async () => expect(await onThePhone(stage, person)).toHaveLength(1), 60_000);
    expect((await onThePhone(stage, person))[0]).toContain(unavailable);
    expect(await needsPerson(person)).toBe("model_unavailable");
    const before = calls("TRAMONTO");
    await vi.waitFor(() => expect(calls("TRAMONTO")).toBeGreaterThan(before + 2), 60_000);
    await stage.world.clearFaults(fault.id);
    await expectWhole(stage, person, { texts: ["A che ora è il TRAMONTO?"], onPhone: 2, replies: 1 });
    expect((await onThePhone(stage, person)).filter((text) => text.includes(unavailable))).toHaveLength(1);
    expect(await needsPerson(person)).toBeNull();
  });

  const troubles: [FaultKind, string, string][] = [
    ["emptyAnswer", "VUOTO", unavailable],
    ["cutStream", "TAGLIO", unavailable],
    ["reset", "SPENTO", unavailable],
  ];
  test.for(troubles)("with trouble (%s) until the next try: the honest line, then the answer", async ([kind, word, line1]) => {
    const person = stage.newPerson();
    const fault = await stage.world.fail({ provider: "gemini", kind, times: null, contains: word });
    await stage.world.phone(person).says(`Dimmi del ${word}`, { to: line.number });
    await vi.waitFor(async () => expect(await onThePhone(stage, person)).toHaveLength(1), 60_000);
    expect((await onThePhone(stage, person))[0]).toContain(line1);
    await stage.world.clearFaults(fault.id);
    await expectWhole(stage, person, { texts: [`Dimmi del ${word}`], onPhone: 2, replies: 1 });
  });

  test.for(["refusal", "blockedPrompt"] as const)(
    "that refuses (%s): said once, and the next message is answered",
    async (kind) => {
      const person = stage.newPerson();
      const phone = stage.world.phone(person);
      await stage.world.fail({ provider: "gemini", kind, contains: `NO-${kind}` });
      await phone.says(`Domanda NO-${kind}`, { to: line.number });
      await vi.waitFor(async () => expect(await onThePhone(stage, person)).toHaveLength(1), 60_000);
      expect((await onThePhone(stage, person))[0]).toContain(refused);
      expect(await needsPerson(person)).toBe("model_refused");
      await phone.says("Allora dimmi gli orari", { to: line.number });
      await expectWhole(stage, person, { texts: [`Domanda NO-${kind}`, "Allora dimmi gli orari"], onPhone: 2, replies: 1 });
    },
  );

  test("that is overloaded for a moment: the customer notices nothing", async () => {
    const person = stage.newPerson();
    await stage.world.fail({ provider: "gemini", kind: "http429", contains: "FOLLA", times: 2 });
    await stage.world.phone(person).says("C'è FOLLA?", { to: line.number });
    await expectWhole(stage, person, { texts: ["C'è FOLLA?"], onPhone: 1 });
    expect((await onThePhone(stage, person))[0]).not.toContain(unavailable);
  });

  test("is not called once the daily limit is reached", async () => {
    const person = stage.newPerson();
    const { line: limited } = await stage.agentOnWhatsapp({ name: "Limitato", levels: [1, 2, 3], dailyMessageLimit: 1 });
    const phone = stage.world.phone(person);
    await phone.says("La prima RAZIONE", { to: limited.number });
    await phone.waitFor(1);
    await phone.says("La seconda RAZIONE", { to: limited.number });
    await expectWhole(stage, person, { texts: ["La prima RAZIONE", "La seconda RAZIONE"], onPhone: 2, replies: 1 });
    expect((await onThePhone(stage, person))[1]).toContain("Per oggi abbiamo raggiunto il numero di messaggi");
    expect(calls("RAZIONE")).toBe(1);
  });
}
