import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { handWritten, Simulation } from "./simulation.ts";

const answer = { ok: true, text: "risposta", finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" } as const;

/** A call that an earlier life sent out may reach the line after the next life has confirmed a takeover (invariant I5). */
describe("calls of which nobody knows what became of them", () => {
  let simulation: Simulation;
  const takeOver = () => simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });

  beforeEach(async () => {
    simulation = new Simulation();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(answer);
  });
  afterEach(() => simulation.close());

  it("are called off at the line before a takeover is confirmed, and what is sent afterwards is told from them", async () => {
    const [former] = simulation.asks;
    await simulation.crash(false);
    await takeOver();
    const { conversation: conversationId } = simulation.ids;
    expect(simulation.calledOff).toEqual([{ line: "AC:+1", conversationId, callsOff: former!.part.callsOff + 1 }]);
    await simulation.crash(false);
    await simulation.object.write(handWritten("eccomi", "client-1"));
    await simulation.pass(60_000);
    expect(simulation.asks.at(-1)?.part).toMatchObject({ text: "eccomi", callsOff: former!.part.callsOff + 1 });
  });

  it("are called off where they went, also when the customer has another address by now", async () => {
    await simulation.crash(false);
    await simulation.write("da un altro numero", "whatsapp", "sid:2", [], { whatsapp: { line: "AC:+2", to: "+447700900002" } });
    await takeOver();
    expect(simulation.calledOff.map(({ line }) => line)).toEqual(["AC:+1"]);
  });

  it("are looked for where they went", async () => {
    await simulation.crash(false);
    await simulation.write("da un altro numero", "whatsapp", "sid:2", [], { whatsapp: { line: "AC:+1", to: "+447700900002" } });
    await simulation.pass(30_000);
    expect(simulation.lookedFor.map(({ to }) => to)).toEqual(["+447700900001", "+447700900001"]);
  });

  it("keep a takeover from being confirmed while the line cannot be told", async () => {
    await simulation.crash(false);
    simulation.lineIsAway = true;
    await expect(takeOver()).rejects.toThrow("the line is away");
    simulation.lineIsAway = false;
    await takeOver();
    expect(simulation.calledOff).toHaveLength(1);
  });

  it("are called off in the same life too, when only their answer was lost", async () => {
    await simulation.finishSend(false, { kind: "unknown" });
    await takeOver();
    expect(simulation.calledOff).toHaveLength(1);
  });

  it("are none where everything is known: a takeover asks nothing of the line then", async () => {
    const confirmed = takeOver();
    await simulation.finishSend(true, { kind: "accepted", sid: "" });
    await confirmed;
    await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
    await takeOver();
    expect(simulation.calledOff).toEqual([]);
  });

  it("leave a send that was called off along with them to be made again", async () => {
    await takeOverAmidHand();
    await simulation.pass(2_000);
    expect(simulation.asks.map(({ part }) => part.text)).toEqual([expect.any(String), "eccomi", "eccomi"]);
  });

  const takeOverAmidHand = async (): Promise<void> => {
    await simulation.finishSend(true, { kind: "accepted", sid: "" });
    await simulation.object.write(handWritten("eccomi", "client-1"));
    await simulation.settled();
    await simulation.finishSend(false, { kind: "again", afterMs: 1_000, code: "called_off" });
  };
});
