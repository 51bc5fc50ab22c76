import { describe, expect, it } from "vitest";
import type { ConversationDeps } from "../../workers/conversation/ports.ts";
import { ok, start } from "./frame.ts";
import { handWritten, type Simulation } from "./simulation.ts";

const by = { id: "usr_anna", name: "Anna" };

const talk = async (simulation: Simulation): Promise<void> => {
  await simulation.write("quanto costa?", "web", "web:1");
  await simulation.finishCall(ok("39 euro"));
};

const note = (simulation: Simulation, text: string, clientMessageId: string) =>
  simulation.object.note({ text, mentions: [], by, clientMessageId });

describe("a suggestion", () => {
  it("is asked for with the topic's history up to a level, without notes, whoever is in charge", async () => {
    const simulation = start();
    let remembered: string[] = [];
    simulation.suggest = async (question, history) => {
      remembered = history(1, 20).map(({ text }) => text);
      return { text: `per ${question.contactId}`, model: "m" };
    };
    await simulation.write("vecchio discorso", "web", "web:0");
    await simulation.finishCall(ok("sì"));
    await simulation.object.newTopic({ by: "Anna" });
    await talk(simulation);
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await note(simulation, "non dirgli dello sconto", "n0000001");
    simulation.level = 3;
    await simulation.write("e per i soci?", "web", "web:2");
    simulation.level = 1;
    await simulation.write("allora?", "web", "web:3");
    const before = await simulation.thread();
    expect(await simulation.object.suggest("a")).toEqual({ text: `per ${simulation.ids.contact}`, model: "m" });
    expect(remembered).toEqual(["quanto costa?", "39 euro", "allora?"]);
    await simulation.settled();
    expect(await simulation.thread()).toEqual(before);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: false });
  });

  it("is refused before anything was said, and for somebody who is blocked", async () => {
    const simulation = start();
    expect(await simulation.object.suggest("a")).toEqual({ refused: "not_found" });
    expect(await simulation.object.summarize("a")).toEqual({ refused: "not_found" });
    await talk(simulation);
    await simulation.object.blockChanged({ blocked: true, at: simulation.now });
    expect(await simulation.object.suggest("a")).toEqual({ refused: "blocked" });
  });

  it("ends when nobody waits for it", async () => {
    const simulation = start();
    await talk(simulation);
    const heard: AbortSignal[] = [];
    simulation.suggest = (_question, _history, signal) =>
      new Promise((resolve) => {
        heard.push(signal);
        signal.addEventListener("abort", () => resolve({ refused: "unavailable" }));
      });
    const [first, second] = [simulation.object.suggest("a"), simulation.object.suggest("b")];
    await simulation.object.giveUp("a");
    expect(await first).toEqual({ refused: "unavailable" });
    expect(heard.map(({ aborted }) => aborted)).toEqual([true, false]);
    await simulation.object.giveUp("b");
    await second;
  });
});

/** Summaries that a test ends when it likes. */
const summing = (simulation: Simulation) => {
  const calls: { texts: string[]; isWhole: boolean; signal: AbortSignal; end(text: string): void }[] = [];
  simulation.summarize = ((_question, { thread, isWhole }, signal) =>
    new Promise((resolve) => {
      const end = (text: string) => resolve({ text });
      signal.addEventListener("abort", () => resolve({ refused: "unavailable" }));
      calls.push({ texts: thread.map(({ text }) => text), isWhole, signal, end });
    })) satisfies ConversationDeps["summarize"];
  return calls;
};

describe("a summary", () => {
  it("is made of everything colleagues may see, and kept until somebody writes", async () => {
    const simulation = start();
    const calls = summing(simulation);
    simulation.level = 3;
    await talk(simulation);
    await note(simulation, "ha già disdetto una volta", "n0000001");
    const asked = simulation.object.summarize("a");
    await simulation.settled();
    expect(calls[0]).toMatchObject({ texts: ["quanto costa?", "39 euro", "ha già disdetto una volta"], isWhole: true });
    calls[0]!.end("riassunto");
    const made = await asked;
    const newest = (await simulation.thread()).at(-1)!.id;
    expect(made).toEqual({ text: "riassunto", upToMessageId: newest, at: new Date(simulation.now).toISOString() });
    simulation.now += 3_600_000;
    await simulation.crash(false);
    expect(await simulation.object.summarize("b")).toEqual(made);
    expect(calls).toHaveLength(1);
    await simulation.object.write(handWritten("ci penso io", "c0000001"));
    void simulation.object.summarize("c");
    await simulation.settled();
    expect(calls).toHaveLength(2);
  });

  it("is made once for two who ask at the same time, and ended only when neither waits", async () => {
    const simulation = start();
    const calls = summing(simulation);
    await talk(simulation);
    const both = [simulation.object.summarize("a"), simulation.object.summarize("b")];
    await simulation.settled();
    await simulation.object.giveUp("a");
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([false]);
    await simulation.object.giveUp("b");
    expect(await Promise.all(both)).toEqual([{ refused: "unavailable" }, { refused: "unavailable" }]);
    const again = simulation.object.summarize("c");
    await simulation.settled();
    calls[1]!.end("riassunto");
    expect(await again).toMatchObject({ text: "riassunto" });
  });

  it("that was overtaken by a message is not the summary of that message", async () => {
    const simulation = start();
    const calls = summing(simulation);
    await talk(simulation);
    const first = simulation.object.summarize("a");
    await simulation.settled();
    await simulation.write("un'altra cosa", "web", "web:2");
    const second = simulation.object.summarize("b");
    await simulation.settled();
    calls[0]!.end("vecchio");
    calls[1]!.end("nuovo");
    expect([await first, await second]).toMatchObject([{ text: "vecchio" }, { text: "nuovo" }]);
    expect(await simulation.object.summarize("c")).toMatchObject({ text: "nuovo" });
  });

  it("of nothing costs nothing", async () => {
    const simulation = start();
    const calls = summing(simulation);
    const { tenant: tenantId, agent: agentId, contact: contactId, conversation: id } = simulation.ids;
    await simulation.object.open({ birth: { id, tenantId, agentId, contactId }, parties: simulation.parties(), whatsapp: null });
    expect(await simulation.object.summarize("a")).toMatchObject({ text: "", upToMessageId: null });
    expect(calls).toHaveLength(0);
  });
});
