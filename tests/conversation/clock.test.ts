import { afterEach, describe, expect, it } from "vitest";
import { Simulation } from "./simulation.ts";

const open: Simulation[] = [];
const start = (): Simulation => {
  const simulation = new Simulation();
  open.push(simulation);
  return simulation;
};
afterEach(() => {
  for (const simulation of open.splice(0)) simulation.close();
});

const minute = 60_000;
const ok = { ok: true, text: "eccomi", finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" } as const;
const down = { ok: false, failure: "unavailable", detail: "" } as const;

/** The clock jumps while alarms stand: they fire when they would have, by a clock that says otherwise. */
const jump = async (simulation: Simulation, minutes: number): Promise<void> => {
  simulation.now += minutes * minute;
  await simulation.object.alarm();
  await simulation.settled();
};

describe.each([-10, -5, 5, 10])("a clock that jumps by %i minutes", (minutes) => {
  it("makes nobody wait for an answer", async () => {
    const simulation = start();
    await simulation.write("ci siete?", "whatsapp", "sid:1");
    await jump(simulation, minutes);
    expect(simulation.calls).toHaveLength(1);
    await simulation.finishCall(ok);
    await simulation.finishSend(true, { kind: "accepted", sid: "" });
    expect(simulation.phone.map(({ text }) => text)).toEqual(["eccomi"]);
  });

  it("puts off no second try", async () => {
    const simulation = start();
    await simulation.write("ci siete?", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(down);
    await simulation.finishSend(true, { kind: "accepted", sid: "" });
    await jump(simulation, minutes);
    expect(simulation.calls).toHaveLength(1);
  });

  it("sends again what Twilio refused, when it would have", async () => {
    const simulation = start();
    await simulation.write("ci siete?", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok);
    await simulation.finishSend(false, { kind: "again", afterMs: 1_000, code: "500" });
    await jump(simulation, minutes);
    await simulation.pass(5_000);
    await simulation.finishSend(true, { kind: "accepted", sid: "" });
    expect(simulation.phone.map(({ text }) => text)).toEqual(["eccomi"]);
  });

  it("keeps nothing in the outbox: neither what is looked for, nor what D1 is to learn", async () => {
    const simulation = start();
    await simulation.write("ci siete?", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    simulation.d1.isAway = true;
    await simulation.finishCall(ok);
    await simulation.finishSend(true, { kind: "unknown" });
    simulation.d1.isAway = false;
    await jump(simulation, minutes);
    await simulation.pass(30_000);
    expect((await simulation.thread()).at(-1)).toMatchObject({ text: "eccomi", status: "sent" });
    const [row] = simulation.d1.sqlite.prepare("SELECT status FROM messages WHERE kind = 'reply'").all();
    expect(row).toMatchObject({ status: "sent" });
  });
});
