import { afterEach, describe, expect, it } from "vitest";
import { consentText } from "../../workers/contacts/consentTexts.ts";
import { handWritten, Simulation, somebody } from "./simulation.ts";

const open: Simulation[] = [];
const start = (): Simulation => {
  const simulation = new Simulation();
  open.push(simulation);
  return simulation;
};
afterEach(() => {
  for (const simulation of open.splice(0)) simulation.close();
});

const ok = (text: string) => ({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" }) as const;
const accepted = { kind: "accepted", sid: "" } as const;
const long = "Una frase abbastanza lunga. ".repeat(150);
const minute = 60_000;
const hour = 60 * minute;
const template = { name: "promemoria", contentSid: "HX1", variables: {} };

const answering = async (answer: string): Promise<Simulation> => {
  const simulation = start();
  await simulation.write("ciao", "whatsapp", "sid:1");
  await simulation.pass(4_000);
  await simulation.finishCall(ok(answer));
  return simulation;
};
const last = async (simulation: Simulation) => (await simulation.thread()).at(-1);
const sendAll = async (simulation: Simulation) => {
  while (simulation.sends.length > 0) await simulation.finishSend(true, accepted);
};
const listed = async (simulation: Simulation) => (await simulation.object.view())?.lastMessage?.status;

const birth = ({ ids: { tenant: tenantId, agent: agentId, contact: contactId, conversation: id } }: Simulation) => ({
  id,
  tenantId,
  agentId,
  contactId,
});

describe("what is withdrawn", () => {
  it("by a takeover is withdrawn in the list too", async () => {
    const simulation = await answering("eccomi");
    await simulation.finishSend(false, { kind: "again", afterMs: 1_000, code: "503" });
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.pass(1_000);
    expect((await last(simulation))?.status).toBe("canceled");
    expect(await listed(simulation)).toBe("canceled");
    expect(simulation.d1.sqlite.prepare("SELECT last_status AS s FROM conversations").get()).toEqual({ s: "canceled" });
  });

  it("by a STOP said elsewhere is withdrawn in the list too", async () => {
    const simulation = await answering("eccomi");
    await simulation.finishSend(false, { kind: "again", afterMs: 1_000, code: "503" });
    await simulation.object.consentChanged({ channel: "whatsapp", word: "stopped", at: simulation.now + 1 });
    expect((await last(simulation))?.failure?.code).toBe("stopped");
    expect(await listed(simulation)).toBe("canceled");
  });

  it("in its further parts is as far as the parts that went out", async () => {
    const simulation = await answering(long);
    await simulation.finishSend(true, accepted);
    const [first] = simulation.phone;
    await simulation.report(first!, "delivered");
    await simulation.finishSend(false, { kind: "again", afterMs: 1_000, code: "503" });
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    expect(await last(simulation)).toMatchObject({ status: "delivered", deliveredAt: expect.any(String), failure: null });
    expect(await listed(simulation)).toBe("delivered");
  });
});

describe("a message that was found late", () => {
  it("from before a STOP is answered by nothing that goes out, and no part of the answer waits for ever", async () => {
    const simulation = start();
    const writtenAt = simulation.now - minute;
    await simulation.write("STOP", "whatsapp", "sid:1");
    await sendAll(simulation);
    await simulation.write("prima dello STOP", "whatsapp", "sid:2", [], { writtenAt });
    await simulation.pass(4_000);
    await simulation.finishCall(ok(long));
    await simulation.pass(minute);
    expect(simulation.phone.filter(({ text }) => text.startsWith("Una frase"))).toEqual([]);
    expect((await last(simulation))?.status).toBe("canceled");
    expect(await listed(simulation)).toBe("canceled");
  });

  it("opens WhatsApp's window from when it was written", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1", [], { writtenAt: simulation.now - 23 * hour });
    await simulation.pass(4_000);
    await simulation.finishCall(ok("eccomi"));
    await sendAll(simulation);
    expect(simulation.asks).toHaveLength(1);
    await simulation.pass(2 * hour);
    expect(await simulation.object.write(handWritten("ancora qui?", "client-1"))).toEqual({ refused: "window_closed" });
    expect(simulation.asks).toHaveLength(1);
  });

  it("takes a STOP back if it was written after it, and not if before", async () => {
    const simulation = start();
    await simulation.write("STOP", "whatsapp", "sid:1");
    await sendAll(simulation);
    await simulation.pass(minute);
    await simulation.write("un attimo prima", "whatsapp", "sid:0", [], { writtenAt: simulation.now - 2 * minute });
    await simulation.pass(hour);
    expect(simulation.phone.map(({ text }) => text)).toEqual([consentText("stopped", "it")]);
    expect(await simulation.object.write(handWritten("eccomi", "client-1"))).toEqual({ refused: "stopped" });
    await simulation.write("ripensandoci", "whatsapp", "sid:2", [], { writtenAt: simulation.now - 10 * minute });
    expect(await simulation.object.write(handWritten("eccomi", "client-2"))).not.toHaveProperty("refused");
  });

  it("does not shorten the window that a newer one has opened", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(minute);
    await simulation.write("prima ancora", "whatsapp", "sid:2", [], { writtenAt: simulation.now - 2 * hour });
    await simulation.pass(23 * hour + 50 * minute);
    expect(await simulation.object.write(handWritten("buongiorno", "client-1"))).not.toHaveProperty("refused");
  });
});

describe("STOP", () => {
  it("is obeyed also when the clock has gone back since the message before it", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    simulation.now -= minute;
    await simulation.write("STOP", "whatsapp", "sid:2");
    await sendAll(simulation);
    expect(await simulation.object.write(handWritten("ancora qui?", "client-1"))).toEqual({ refused: "stopped" });
    await simulation.write("dimmi", "whatsapp", "sid:3");
    expect(await simulation.object.write(handWritten("eccomi", "client-2"))).not.toHaveProperty("refused");
  });
});

describe("START", () => {
  it("where nothing was stopped outlasts an older STOP that is told later", async () => {
    const simulation = start();
    const stoppedAt = simulation.now;
    await simulation.pass(minute);
    await simulation.write("START", "whatsapp", "sid:1");
    await simulation.object.consentChanged({ channel: "whatsapp", word: "stopped", at: stoppedAt });
    expect((await simulation.object.view())?.stoppedAt).toBeNull();
    expect(await simulation.object.write({ ...handWritten("t", "client-1"), template })).not.toHaveProperty("refused");
  });
});

describe("a message nobody knows the end of, that a person sends again", () => {
  const uncertain = async (arrives: boolean): Promise<Simulation> => {
    const simulation = await answering("eccomi");
    simulation.listIsAway = true;
    await simulation.finishSend(arrives, { kind: "unknown" });
    await simulation.pass(10 * minute);
    expect((await last(simulation))?.status).toBe("ambiguous");
    simulation.listIsAway = false;
    await simulation.object.retry((await last(simulation))!.id);
    await simulation.settled();
    await simulation.pass(minute);
    await sendAll(simulation);
    return simulation;
  };

  it("is looked for first: what had arrived does not arrive twice", async () => {
    const simulation = await uncertain(true);
    expect(simulation.phone).toHaveLength(1);
    expect(await last(simulation)).toMatchObject({ status: "sent", failure: null });
  });

  it("goes out when it isn't there", async () => {
    const simulation = await uncertain(false);
    expect(simulation.phone.map(({ text }) => text)).toEqual(["eccomi"]);
    expect(await last(simulation)).toMatchObject({ status: "sent", failure: null });
  });
});

describe("a STOP said in a thread that was joined into another", () => {
  /** `kept` begins with `word`, then somebody writes in `old`, which is joined into it. */
  const joined = async (word: string) => {
    const [old, kept] = [start(), start()];
    for (const side of [old, kept]) side.peers.set(kept.ids.conversation, kept).set(old.ids.conversation, old);
    await kept.write(word, "whatsapp", "sid:1");
    old.now += minute;
    await old.write("ciao", "whatsapp", "sid:2");
    await old.pass(4_000);
    await old.finishCall(ok("eccomi"));
    await sendAll(old);
    await old.object.seal({ loser: birth(old), winner: birth(kept), parties: somebody });
    for (const side of [old, kept]) side.now += 2 * minute;
    return { old, kept };
  };

  it("still holds there when the merge is taken back", async () => {
    const { old } = await joined("buongiorno");
    await old.write("STOP", "whatsapp", "sid:3");
    await old.object.unseal();
    expect((await old.object.view())?.stoppedAt).not.toBeNull();
    expect(await old.object.write({ ...handWritten("t", "client-1"), template })).toEqual({ refused: "stopped" });
  });

  it("does not come along when it had been said before, in the other", async () => {
    const { old } = await joined("STOP");
    await old.object.unseal();
    expect((await old.object.view())?.stoppedAt).toBeNull();
    expect(await old.object.write({ ...handWritten("t", "client-1"), template })).not.toHaveProperty("refused");
  });
});

describe("what waits to be sent when a merge is taken back", () => {
  it("is sent once, and its own thread hears of it", async () => {
    const old = await answering(long);
    const kept = start();
    for (const side of [old, kept]) side.peers.set(kept.ids.conversation, kept).set(old.ids.conversation, old);
    kept.now = old.now;
    const sealed = old.object.seal({ loser: birth(old), winner: birth(kept), parties: somebody });
    await old.finishSend(true, accepted);
    await sealed;
    await kept.finishSend(false, { kind: "again", afterMs: 1_000, code: "503" });
    await old.object.unseal();
    for (const side of [kept, old]) {
      await side.pass(minute);
      await sendAll(side);
      await side.pass(minute);
    }
    expect([...old.phone, ...kept.phone].map(({ part }) => part)).toEqual([0, 1, 2, 3].slice(0, old.phone.length));
    expect(old.phone.length).toBeGreaterThan(1);
    expect((await last(old))?.status).toBe("sent");
  });
});
