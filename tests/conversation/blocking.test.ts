import { describe, expect, it } from "vitest";
import type { Inbound } from "../../workers/conversation/rpc.ts";
import { accepted, ok, start } from "./frame.ts";
import { handWritten, type Simulation, somebody } from "./simulation.ts";

/** As the verb does it: D1 first, then every conversation is told. */
const block = async (simulation: Simulation, blocked: boolean): Promise<void> => {
  simulation.now++;
  simulation.blockedAt = blocked ? simulation.now : null;
  const told = simulation.object.blockChanged({ blocked, at: simulation.now });
  while (simulation.sends.length > 0) await simulation.finishSend(true, accepted);
  await told;
  await simulation.settled();
};

const inboundOf = (simulation: Simulation, text: string): Inbound => ({
  birth: {
    id: simulation.ids.conversation,
    tenantId: simulation.ids.tenant,
    agentId: simulation.ids.agent,
    contactId: simulation.ids.contact,
  },
  parties: simulation.parties(),
  channel: "web",
  text,
  dedupeKey: `web:${text}`,
  quietMs: 0,
  whatsapp: null,
  answer: null,
  cargo: { media: [], place: null, button: null },
  sources: {},
  quotedSid: null,
  consent: null,
  addressHash: null,
  people: null,
});

const row = ({ d1 }: Simulation) => d1.sqlite.prepare("SELECT place, inbound_count, attention FROM conversations").get();

describe("a blocked person", () => {
  it("is stored, and neither answered nor shown as new", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.finishCall(ok("ciao a te"));
    await block(simulation, true);
    const told = simulation.live.length;
    await simulation.write("maledetti", "web", "web:2");
    await simulation.pass(60_000);
    expect(simulation.calls).toHaveLength(0);
    expect((await simulation.thread()).at(-1)).toMatchObject({ text: "maledetti", direction: "inbound" });
    expect(await simulation.object.view()).toMatchObject({ place: "blocked", inboundCount: 1 });
    expect(row(simulation)).toMatchObject({ place: "blocked", inbound_count: 1 });
    expect(simulation.live.slice(told).map(({ type }) => type)).not.toContain("NEW_MESSAGE");
  });

  it("is told so on the page, once it is stored", async () => {
    const simulation = start({ blockedAt: 5 });
    const answer = await simulation.object.chat(inboundOf(simulation, "ciao"));
    expect(answer).toEqual({ refused: "blocked" });
    expect(await simulation.object.chat(inboundOf(simulation, "ciao"))).toEqual({ refused: "blocked" });
    expect((await simulation.thread()).map(({ text }) => text)).toEqual(["ciao"]);
  });

  it("is born blocked in a conversation that begins later", async () => {
    const simulation = start({ blockedAt: 5 });
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(60_000);
    expect(simulation.calls).toHaveLength(0);
    expect(row(simulation)).toMatchObject({ place: "blocked", inbound_count: 0 });
  });

  it("gets nothing any more: not the answer being written, not what waits to be sent, not a colleague's words", async () => {
    const simulation = start();
    await simulation.write("racconta", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("Una frase abbastanza lunga. ".repeat(150)));
    await simulation.write("e poi?", "whatsapp", "sid:2");
    await simulation.pass(4_000);
    expect(simulation.calls).toHaveLength(1);
    await block(simulation, true);
    const asked = simulation.asks.length;
    await simulation.finishCall(ok("troppo tardi"));
    await simulation.pass(60 * 60_000);
    expect(simulation.asks).toHaveLength(asked);
    expect((await simulation.thread()).map(({ text }) => text)).not.toContain("troppo tardi");
    expect(await simulation.object.write(handWritten("ciao", "c0000001"))).toEqual({ refused: "blocked" });
    const template = { name: "saluto", contentSid: "HX1", variables: {} };
    expect(await simulation.object.write({ ...handWritten("ciao", "c0000002"), template })).toEqual({ refused: "blocked" });
  });

  it("whose own message says so first gets nothing of what waits for another try, nor later when they are let in", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("ciao a te"));
    await simulation.finishSend(false, { kind: "again", afterMs: 60_000, code: "63018" });
    simulation.blockedAt = ++simulation.now;
    await simulation.write("maledetti", "whatsapp", "sid:2");
    await block(simulation, false);
    const asked = simulation.asks.length;
    await simulation.pass(10 * 60_000);
    expect(simulation.asks).toHaveLength(asked);
  });

  it("has their STOP obeyed without a word", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("ciao a te"));
    await simulation.finishSend(true, accepted);
    await block(simulation, true);
    await simulation.write("STOP", "whatsapp", "sid:2");
    await simulation.pass(60_000);
    expect(simulation.sends).toHaveLength(0);
    const consents = simulation.d1.sqlite.prepare("SELECT state FROM consents").all();
    expect(consents).toEqual([{ state: "stopped" }]);
    await block(simulation, false);
    const template = { name: "saluto", contentSid: "HX1", variables: {} };
    expect(await simulation.object.write({ ...handWritten("ciao", "c0000002"), template })).toEqual({ refused: "stopped" });
  });

  it("who is let in again is answered from then on, and nothing old is", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await block(simulation, true);
    await simulation.write("pronto?", "web", "web:2");
    await block(simulation, false);
    await simulation.pass(60_000);
    expect(simulation.calls).toHaveLength(0);
    expect(await simulation.object.view()).toMatchObject({ place: "open" });
    await simulation.write("grazie", "web", "web:3");
    expect(simulation.calls.map(({ batch }) => batch)).toEqual([["grazie"]]);
  });

  it("lies where nobody can put them elsewhere, but is assigned and labelled like anybody", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await block(simulation, true);
    const by = { id: "usr_anna", name: "Anna" };
    expect(await simulation.object.arrange({ by, place: "open" })).toEqual({ refused: "blocked" });
    expect(await simulation.object.arrange({ by, assignee: by })).toMatchObject({ assignee: by, place: "blocked" });
  });

  it("is heard of in any order, and the newest holds", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    await simulation.object.blockChanged({ blocked: false, at: 20 });
    await simulation.object.blockChanged({ blocked: true, at: 10 });
    expect(await simulation.object.view()).toMatchObject({ place: "open" });
    simulation.blockedAt = 10;
    await simulation.write("letto prima", "web", "web:2");
    expect(await simulation.object.view()).toMatchObject({ place: "open" });
    await simulation.object.blockChanged({ blocked: true, at: 30 });
    await simulation.object.blockChanged({ blocked: false, at: 20 });
    expect(await simulation.object.view()).toMatchObject({ place: "blocked" });
  });

  it("is known at the turn when nobody has told the conversation", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    simulation.blockedAt = simulation.now;
    await simulation.pass(4_000);
    expect(simulation.calls).toHaveLength(0);
    expect(await simulation.object.view()).toMatchObject({ place: "blocked" });
  });

  it("keeps the AI from coming back by itself", async () => {
    const simulation = start({ handBackMinutes: 5 });
    await simulation.write("ciao", "web", "web:1");
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await block(simulation, true);
    await simulation.pass(60 * 60_000);
    expect(await simulation.object.view()).toMatchObject({ aiEnabled: false, handsBackAt: null });
  });

  it("is blocked in the thread that theirs is joined into, and what that owed them is not answered", async () => {
    const [old, kept] = [start(), start()];
    kept.now += 5_000;
    await old.write("ciao", "web", "web:1");
    await block(old, true);
    await kept.write("rispondi", "whatsapp", "sid:1");
    old.peers.set(kept.ids.conversation, kept);
    const birthOf = ({ ids }: Simulation) => ({
      id: ids.conversation,
      tenantId: ids.tenant,
      agentId: ids.agent,
      contactId: ids.contact,
    });
    await old.object.seal({ loser: birthOf(old), winner: birthOf(kept), parties: somebody });
    await kept.pass(60_000);
    expect(kept.calls).toHaveLength(0);
    expect(await kept.object.view()).toMatchObject({ place: "blocked" });
  });
});

describe("a conversation that a person begins", () => {
  const whatsapp = { line: "AC:+1", to: "+447700900001" };
  const opening = ({ ids }: Simulation, address: typeof whatsapp | null = whatsapp) => ({
    birth: { id: ids.conversation, tenantId: ids.tenant, agentId: ids.agent, contactId: ids.contact },
    parties: somebody,
    whatsapp: address,
  });
  const template = { name: "saluto", contentSid: "HX1", variables: {} };

  it("is listed by its first message, which is a template", async () => {
    const simulation = start();
    const opened = await simulation.object.open(opening(simulation));
    expect(opened).toMatchObject({ lastMessage: null, place: "open" });
    await simulation.crash(false);
    expect(await simulation.object.write(handWritten("ciao", "c0000001"))).toEqual({ refused: "window_closed" });
    await simulation.object.write({ ...handWritten("Buongiorno", "c0000002"), template });
    await simulation.settled();
    expect(simulation.sends.map(({ part }) => [part.to, part.template?.contentSid])).toEqual([["+447700900001", "HX1"]]);
    expect(simulation.d1.sqlite.prepare("SELECT last_text FROM conversations").get()).toEqual({ last_text: "Buongiorno" });
  });

  it("on the page takes free text", async () => {
    const simulation = start();
    await simulation.object.open(opening(simulation, null));
    expect(await simulation.object.write(handWritten("ciao", "c0000001"))).toMatchObject({ channel: "web", status: "sent" });
  });

  it("is opened twice without effect, and changes no thread that was begun", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    const before = await simulation.object.view();
    await simulation.object.open(opening(simulation));
    expect(await simulation.object.open(opening(simulation))).toEqual(before);
    expect(await simulation.object.write(handWritten("eccomi", "c0000001"))).toMatchObject({ channel: "web" });
    await simulation.object.write({ ...handWritten("Buongiorno", "c0000002"), template });
    await simulation.settled();
    expect(simulation.sends).toHaveLength(1);
  });

  it("with a blocked person is born blocked", async () => {
    const simulation = start();
    const opened = await simulation.object.open({ ...opening(simulation), parties: { ...somebody, blockedAt: 5 } });
    await simulation.settled();
    expect(opened).toMatchObject({ place: "blocked" });
    expect(row(simulation)).toMatchObject({ place: "blocked" });
    expect(await simulation.object.write({ ...handWritten("Buongiorno", "c0000002"), template })).toEqual({ refused: "blocked" });
  });
});
