import { describe, expect, it } from "vitest";
import type { OfficeHours } from "../../schema/contract/settings.ts";
import { accepted, ok, start } from "./frame.ts";
import { handWritten, type Simulation, somebody } from "./simulation.ts";

const minute = 60_000;
const hour = 60 * minute;
const iso = (at: number) => new Date(at).toISOString();

const takeOver = async (simulation: Simulation): Promise<void> => {
  await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
  await simulation.settled();
};

describe("a conversation that nobody goes on with", () => {
  it("is the AI's again after the agent's quiet time, with a line that says so", async () => {
    const simulation = start({ handBackMinutes: 30 });
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("ciao a te"));
    const at = simulation.now;
    await takeOver(simulation);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: false, handsBackAt: iso(at + 30 * minute) });
    await simulation.pass(30 * minute - 1);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: false });
    await simulation.pass(1);
    expect(await simulation.object.view()).toMatchObject({
      aiEnabled: true,
      overriddenAt: iso(at + 30 * minute),
      overriddenBy: null,
      handsBackAt: null,
      needsPerson: null,
    });
    expect((await simulation.thread()).at(-1)).toMatchObject({ kind: "note", sender: "ai", authorName: null });
    const row = simulation.d1.sqlite.prepare("SELECT ai_enabled, hands_back_at FROM conversations").get();
    expect(row).toEqual({ ai_enabled: 1, hands_back_at: null });
  });

  it("counts from the last thing a person wrote, and is waited for through a crash", async () => {
    const simulation = start({ handBackMinutes: 30 });
    await simulation.write("ciao", "web", "web:1");
    await takeOver(simulation);
    await simulation.pass(20 * minute);
    await simulation.object.write(handWritten("eccomi", "c0000001"));
    await simulation.settled();
    await simulation.crash(false);
    await simulation.pass(29 * minute);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: false });
    await simulation.pass(minute);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: true });
  });

  it("answers nothing old and calls a person for it, and answers what comes after", async () => {
    const simulation = start({ handBackMinutes: 30 });
    await simulation.write("mi aiuti?", "whatsapp", "sid:1");
    await takeOver(simulation);
    await simulation.write("ci sei?", "whatsapp", "sid:2");
    await simulation.pass(hour);
    expect(simulation.calls).toHaveLength(0);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: true, needsPerson: "left_unanswered" });
    await simulation.write("ehi", "whatsapp", "sid:3");
    await simulation.pass(4_000);
    expect(simulation.calls.map(({ batch }) => batch)).toEqual([["ehi"]]);
    expect(simulation.calls[0]?.history.map(({ text }) => text)).toEqual(["mi aiuti?", "ci sei?"]);
  });

  it("obeys what was changed in the agent's form since: later, or not at all", async () => {
    const simulation = start({ handBackMinutes: 30 });
    await simulation.write("ciao", "web", "web:1");
    await takeOver(simulation);
    simulation.handBackMinutes = 60;
    await simulation.pass(59 * minute);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: false });
    simulation.handBackMinutes = null;
    await simulation.pass(24 * hour);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: false, handsBackAt: null });
  });

  it("knows at the takeover what the form said after the customer's last message", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    simulation.handBackMinutes = 5;
    await takeOver(simulation);
    expect(await simulation.object.view()).toMatchObject({ handsBackAt: iso(simulation.now + 5 * minute) });
  });

  it("that somebody snoozed comes back when they said, not before", async () => {
    const simulation = start({ handBackMinutes: 30 });
    await simulation.write("mi aiuti?", "whatsapp", "sid:1");
    await takeOver(simulation);
    const until = { place: "snoozed", snoozedUntil: simulation.now + 24 * hour } as const;
    await simulation.object.arrange({ by: { id: "usr_anna", name: "Anna" }, ...until });
    await simulation.pass(hour);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: true, place: "snoozed", needsPerson: "left_unanswered" });
    await simulation.pass(23 * hour);
    expect(await simulation.object.view()).toMatchObject({ place: "open" });
  });

  it("answers what was written when the time was over already, though nobody had told the thread of it", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.object.write(handWritten("eccomi", "c0000001"));
    await simulation.settled();
    simulation.handBackMinutes = 30;
    await simulation.pass(24 * hour);
    await simulation.write("ci siete?", "web", "web:2");
    await simulation.settled();
    expect(simulation.calls.map(({ batch }) => batch)).toEqual([["ci siete?"]]);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: true, needsPerson: null });
  });

  it("goes by the time of the agent to whom its number went", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await takeOver(simulation);
    simulation.handBackMinutes = 30;
    await simulation.object.followLine({ line: "AC:+1", agentId: "agt_other", agentName: "B" });
    await simulation.settled();
    await simulation.pass(30 * minute);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: true });
  });

  it("is waited for by the thread into which a person's was joined, which knew of no such time", async () => {
    const [old, kept] = [start({ handBackMinutes: 30 }), start()];
    kept.now += 5_000;
    await kept.write("prima", "web", "web:1");
    await kept.finishCall(ok("sì"));
    kept.handBackMinutes = 30;
    await old.write("ciao", "whatsapp", "sid:1");
    await takeOver(old);
    old.peers.set(kept.ids.conversation, kept);
    const birthOf = ({ ids }: Simulation) => ({
      id: ids.conversation,
      tenantId: ids.tenant,
      agentId: ids.agent,
      contactId: ids.contact,
    });
    await old.object.seal({ loser: birthOf(old), winner: birthOf(kept), parties: somebody });
    await kept.settled();
    await kept.pass(30 * minute);
    expect(await kept.object.view()).toMatchObject({ aiEnabled: true });
  });

  it("goes by what it knows while D1 is away", async () => {
    const simulation = start({ handBackMinutes: 30 });
    await simulation.write("ciao", "web", "web:1");
    await takeOver(simulation);
    simulation.d1.isAway = true;
    await simulation.pass(30 * minute);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: true });
  });

  it("stays a person's without a quiet time", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await takeOver(simulation);
    await simulation.pass(30 * 24 * hour);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: false, handsBackAt: null });
  });
});

/** Open for one hour of a Wednesday: the simulation begins on a Tuesday evening (UTC). */
const wednesdays: OfficeHours = [[], [], [{ from: 9 * 60, to: 10 * 60 }], [], [], [], []];
const away = { hours: wednesdays, timeZone: "UTC", text: "Torniamo mercoledì." };
const said = async (simulation: Simulation) => (await simulation.thread()).filter(({ text }) => text === away.text).length;

describe("the away text", () => {
  it("is said once in each time of absence to whoever no AI answers", async () => {
    const simulation = start({ away });
    await simulation.write("ciao", "whatsapp", "sid:1");
    await takeOver(simulation);
    for (const key of ["2", "3"]) {
      await simulation.write("ci siete?", "whatsapp", `sid:${key}`);
      while (simulation.sends.length > 0) await simulation.finishSend(true, accepted);
      await simulation.pass(minute);
    }
    expect(simulation.phone.map(({ text }) => text)).toEqual([away.text]);
    expect((await simulation.thread()).find(({ text }) => text === away.text)).toMatchObject({
      kind: "notice",
      sender: "consultant",
    });
    await simulation.pass(24 * hour);
    await simulation.write("eccomi", "whatsapp", "sid:4");
    expect(await said(simulation)).toBe(2);
  });

  it("is not said while somebody is there, nor where the AI answers", async () => {
    const simulation = start({ away });
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("ciao a te"));
    await takeOver(simulation);
    simulation.now = Date.parse("2023-11-15T09:30:00Z");
    await simulation.write("ci siete?", "web", "web:2");
    expect(await said(simulation)).toBe(0);
  });

  it("follows an answer that calls for a person, and what the model may not answer", async () => {
    const asked = start({ away, intent: "complaint" });
    await asked.write("sono arrabbiato", "web", "web:1");
    await asked.finishCall(ok("mi dispiace"));
    expect((await asked.thread()).map(({ text }) => text)).toEqual(["sono arrabbiato", "mi dispiace", away.text]);
    const refused = start({ away });
    await refused.write("una cosa brutta", "web", "web:1");
    await refused.finishCall({ ok: false, failure: "refused", detail: "" });
    expect((await refused.thread()).map(({ text }) => text)).toEqual(["una cosa brutta", "scusa", away.text]);
  });

  it("waits while the model only has to be asked again", async () => {
    const simulation = start({ away });
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall({ ok: false, failure: "unavailable", detail: "" });
    await simulation.pass(5_000);
    await simulation.finishCall(ok("eccomi"));
    expect(await said(simulation)).toBe(0);
  });

  it("is said at last when the AI has given up asking the model", async () => {
    const always = { ...away, hours: [[], [], [], [], [], [], []] };
    const simulation = start({ away: always });
    await simulation.write("ciao", "web", "web:1");
    for (let tries = 0; tries < 100; tries++) {
      await simulation.finishCall({ ok: false, failure: "unavailable", detail: "" });
      await simulation.pass(minute);
    }
    expect(await said(simulation)).toBe(1);
  });

  it("is not said after STOP", async () => {
    const simulation = start({ away });
    await simulation.write("ciao", "whatsapp", "sid:1");
    await takeOver(simulation);
    await simulation.write("STOP", "whatsapp", "sid:2");
    expect(await said(simulation)).toBe(0);
  });

  it("hands nothing back later: it is no person's message", async () => {
    const simulation = start({ away, handBackMinutes: 30 });
    await simulation.write("ciao", "web", "web:1");
    const at = simulation.now;
    await takeOver(simulation);
    await simulation.pass(10 * minute);
    await simulation.write("ci siete?", "web", "web:2");
    expect(await simulation.object.view()).toMatchObject({ handsBackAt: iso(at + 30 * minute) });
  });
});
