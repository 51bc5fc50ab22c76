import { afterEach, describe, expect, it } from "vitest";
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
const texts = async (simulation: Simulation) => (await simulation.thread()).map((message) => message.text);

describe("gathering", () => {
  it("answers three messages within the quiet time once, with all three in one turn", async () => {
    const simulation = start();
    for (const text of ["uno", "due", "tre"]) {
      await simulation.write(text, "whatsapp", `sid:${text}`);
      await simulation.pass(1_300);
    }
    expect(simulation.calls).toHaveLength(0);
    await simulation.pass(4_000);
    expect(simulation.calls.map((call) => call.batch)).toEqual([["uno", "due", "tre"]]);
    await simulation.finishCall(ok("eccomi"));
    await simulation.finishSend(true, accepted);
    expect(simulation.phone.map((text) => text.text)).toEqual(["eccomi"]);
  });

  it("answers somebody who never stops typing twelve seconds after the first message", async () => {
    const simulation = start();
    const began = simulation.now;
    for (let i = 0; simulation.calls.length === 0 && i < 20; i++) {
      await simulation.write(`m${i}`, "whatsapp", `sid:${i}`);
      await simulation.pass(2_000);
    }
    expect(simulation.now - began).toBeLessThanOrEqual(14_000);
    expect(simulation.now - began).toBeGreaterThanOrEqual(12_000);
  });

  it("answers the web at once", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    expect(simulation.calls).toHaveLength(1);
  });

  it("asks the model for a page that waits before it tells anybody else, and then tells them at once", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    expect(simulation.calls[0]?.toldBefore).toBe(0);
    await simulation.settled();
    expect(simulation.live.map((event) => event.type)).toEqual(
      expect.arrayContaining(["NEW_MESSAGE", "CONVERSATION_UPDATE", "TYPING_INDICATOR"]),
    );
  });

  it("folds two late fragments into the turn and leaves the third to the next batch", async () => {
    const simulation = start();
    for (const text of ["a", "b", "c", "d"]) await simulation.write(text, "web", `web:${text}`);
    expect(simulation.calls.map((call) => call.batch)).toEqual([["a", "b", "c"]]);
    await simulation.finishCall(ok("abc"));
    expect(simulation.calls.map((call) => call.batch)).toEqual([["d"]]);
    await simulation.finishCall(ok("d!"));
    expect(await texts(simulation)).toEqual(["a", "b", "c", "d", "abc", "d!"]);
  });

  it("answers a batch from both channels where its last message came from", async () => {
    const simulation = start();
    await simulation.write("dal telefono", "whatsapp", "sid:1");
    await simulation.write("dal sito", "web", "web:1");
    await simulation.finishCall(ok("eccomi"));
    expect((await simulation.thread()).at(-1)?.channel).toBe("web");
    expect(simulation.sends).toHaveLength(0);
  });
});

describe("a person takes over", () => {
  it("waits for the send on the wire and withdraws the parts behind it", async () => {
    const simulation = start();
    await simulation.write("racconta", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("Una frase abbastanza lunga. ".repeat(150)));
    expect(simulation.sends).toHaveLength(1);
    let isConfirmed = false;
    const confirmed = simulation.object.toggleAi({ aiEnabled: false, by: "Anna" }).then(() => (isConfirmed = true));
    await simulation.settled();
    expect(isConfirmed).toBe(false);
    await simulation.finishSend(true, accepted);
    await confirmed;
    await simulation.pass(600_000);
    expect(simulation.phone).toHaveLength(1);
    expect(simulation.sends).toHaveLength(0);
  });

  it("drops the answer that was being written, and answers what was open after the hand-back", async () => {
    const simulation = start();
    await simulation.write("domanda", "web", "web:1");
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.settled();
    expect(simulation.calls).toHaveLength(0);
    await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
    await simulation.settled();
    expect(simulation.calls.map((call) => call.batch)).toEqual([["domanda"]]);
  });

  it("writes where the customer wrote last, and takes over by that alone", async () => {
    const simulation = start();
    await simulation.write("dal telefono", "whatsapp", "sid:1");
    await simulation.object.write(handWritten("sono Anna", "client-1"));
    await simulation.settled();
    await simulation.finishSend(true, accepted);
    expect(simulation.phone.map((text) => text.text)).toEqual(["sono Anna"]);
    expect((await simulation.object.view())?.aiEnabled).toBe(false);
    await simulation.pass(60_000);
    expect(simulation.calls).toHaveLength(0);
  });

  it("sends the same click once", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    const order = handWritten("sono Anna", "client-1");
    const [first, second] = await Promise.all([simulation.object.write(order), simulation.object.write(order)]);
    expect(first).toEqual(second);
    expect((await texts(simulation)).filter((text) => text === "sono Anna")).toHaveLength(1);
  });
});

describe("when things break", () => {
  it("says so once, calls a person, and answers when the model is back", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    for (let i = 0; i < 3; i++) {
      await simulation.finishCall({ ok: false, failure: "unavailable", detail: "" });
      while (simulation.sends.length > 0) await simulation.finishSend(true, accepted);
      await simulation.pass(45_000);
    }
    expect((await simulation.object.view())?.needsPerson).toBe("model_unavailable");
    await simulation.finishCall(ok("eccomi"));
    while (simulation.sends.length > 0) await simulation.finishSend(true, accepted);
    expect(simulation.phone.map((text) => text.text)).toEqual(["scusa", "eccomi"]);
    expect((await simulation.object.view())?.needsPerson).toBeNull();
  });

  it("starts a turn over that hangs, and calls a person when it keeps hanging", async () => {
    const simulation = start();
    await simulation.write("ciao", "web", "web:1");
    const [hung] = simulation.calls;
    await simulation.pass(160_000);
    expect(simulation.calls).toHaveLength(1);
    expect(simulation.calls[0]).not.toBe(hung);
    await simulation.pass(400_000);
    expect((await simulation.object.view())?.needsPerson).toBe("model_unavailable");
    await simulation.finishCall(ok("eccomi"));
    expect(await texts(simulation)).toEqual(["ciao", "eccomi"]);
  });

  it("tries a refused connection again, at most three times, then shows the failure", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("eccomi"));
    let tries = 0;
    for (; simulation.sends.length > 0; tries++) {
      await simulation.finishSend(false, { kind: "again", afterMs: 0, code: "503" });
      await simulation.pass(150_000);
    }
    expect(tries).toBe(4);
    const last = (await simulation.thread()).at(-1);
    expect([last?.status, last?.failure?.code]).toEqual(["failed", "503"]);
    expect((await simulation.object.view())?.needsPerson).toBe("send_failed");
  });

  it("looks for a message whose fate is unknown before it sends it again", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("eccomi"));
    await simulation.finishSend(true, { kind: "unknown" });
    await simulation.pass(120_000);
    expect(simulation.sends).toHaveLength(0);
    expect(simulation.phone).toHaveLength(1);
    expect((await simulation.thread()).at(-1)?.status).toBe("sent");
  });

  it("sends free text only within WhatsApp's window", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(24 * 60 * 60_000);
    expect(await simulation.object.write(handWritten("ci sei?", "client-1"))).toEqual({
      refused: "window_closed",
    });
  });
});

const birthOf = ({ ids }: Simulation) => ({
  id: ids.conversation,
  tenantId: ids.tenant,
  agentId: ids.agent,
  contactId: ids.contact,
});

describe("two threads become one", () => {
  const join = async () => {
    const web = start();
    const phone = start();
    web.peers.set(phone.ids.conversation, phone);
    await web.write("dal sito", "web", "web:1");
    await web.finishCall(ok("risposta sul sito"));
    web.now += 10_000;
    phone.now = web.now + 5_000;
    await phone.write("dal telefono", "whatsapp", "sid:1");
    return { web, phone, seal: () => web.object.seal({ loser: birthOf(web), winner: birthOf(phone), parties: somebody }) };
  };

  it("with the messages of both, in order, and once however often it is said", async () => {
    const { web, phone, seal } = await join();
    await seal();
    await seal();
    expect(await texts(phone)).toEqual(["dal sito", "risposta sul sito", "dal telefono"]);
    expect(await texts(web)).toEqual(await texts(phone));
  });

  it("and what still arrives at the old one is answered in the new one", async () => {
    const { web, phone, seal } = await join();
    await phone.pass(4_000);
    await phone.finishCall(ok("al telefono"));
    await seal();
    await web.write("ancora dal sito", "web", "web:2");
    await phone.settled();
    expect(phone.calls.map((call) => call.batch)).toEqual([["ancora dal sito"]]);
    expect(phone.calls[0]?.history.map((message) => message.text)).toContain("risposta sul sito");
  });

  it("with what the old one still owed an answer", async () => {
    const { web, phone, seal } = await join();
    await phone.pass(4_000);
    await phone.finishCall(ok("al telefono"));
    await web.write("senza risposta", "web", "web:2");
    expect(web.calls).toHaveLength(1);
    await seal();
    await phone.settled();
    expect(web.calls).toHaveLength(0);
    expect(phone.calls.map((call) => call.batch)).toEqual([["senza risposta"]]);
  });

  it("and two again: what came from the old one goes back, what was written since stays", async () => {
    const { web, phone, seal } = await join();
    await seal();
    await web.write("dopo", "web", "web:2");
    await web.object.unseal();
    expect(await texts(web)).toEqual(["dal sito", "risposta sul sito"]);
    expect(await texts(phone)).toEqual(["dal telefono", "dopo"]);
  });

  it("and a person in charge of the old one is in charge of the new one", async () => {
    const { web, phone, seal } = await join();
    await phone.pass(4_000);
    expect(phone.calls).toHaveLength(1);
    await web.write("mi aiuti?", "web", "web:2");
    await web.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await seal();
    await phone.pass(60_000);
    const view = await phone.object.view();
    expect([view?.aiEnabled, view?.overriddenBy]).toEqual([false, "Anna"]);
    expect(phone.calls).toHaveLength(0);
    await phone.object.toggleAi({ aiEnabled: true, by: "Anna" });
    await phone.settled();
    expect(phone.calls.map((call) => call.batch)).toEqual([["mi aiuti?", "dal telefono"]]);
  });

  it("and what waited to be sent is sent once, from the new one, where a takeover stops it", async () => {
    for (const takesOver of [false, true]) {
      const old = start();
      const kept = start();
      old.peers.set(kept.ids.conversation, kept);
      await old.write("racconta", "whatsapp", "sid:1");
      await old.pass(4_000);
      await old.finishCall(ok("Una frase abbastanza lunga. ".repeat(150)));
      const sealed = old.object.seal({ loser: birthOf(old), winner: birthOf(kept), parties: somebody });
      await old.settled();
      await old.finishSend(true, accepted);
      await sealed;
      await old.pass(60_000);
      expect(old.phone).toHaveLength(1);
      kept.now = old.now;
      const confirmed = takesOver ? kept.object.toggleAi({ aiEnabled: false, by: "Anna" }) : null;
      await kept.finishSend(true, accepted);
      await confirmed;
      for (let i = 0; i < 5; i++) {
        await kept.pass(1_000);
        await kept.finishSend(true, accepted);
      }
      const parts = [...old.phone, ...kept.phone].map((text) => text.part);
      expect(parts.filter((part) => part > 0).length).toBe(takesOver ? 1 : 2);
      expect(new Set(parts).size).toBe(parts.length);
    }
  });

  it("also when the first message comes after the merge was decided", async () => {
    const { phone } = await join();
    const late = start();
    late.peers.set(phone.ids.conversation, phone);
    await late.object.seal({ loser: birthOf(late), winner: birthOf(phone), parties: somebody });
    await late.write("arrivo tardi", "web", "web:late");
    expect(await texts(phone)).toContain("arrivo tardi");
  });

  it("through a third, and home again from there", async () => {
    const { web, phone, seal } = await join();
    const last = start();
    web.peers.set(last.ids.conversation, last);
    phone.peers.set(last.ids.conversation, last);
    await seal();
    await phone.object.seal({ loser: birthOf(phone), winner: birthOf(last), parties: somebody });
    expect(await texts(last)).toEqual(["dal sito", "risposta sul sito", "dal telefono"]);
    await web.object.unseal();
    expect(await texts(web)).toEqual(["dal sito", "risposta sul sito"]);
    expect(await texts(last)).toEqual(["dal telefono"]);
  });
});

describe("what a model refuses", () => {
  it("is left to a person, and does not silence the AI for what comes next", async () => {
    const simulation = start();
    await simulation.write("brutta domanda", "web", "web:1");
    await simulation.finishCall({ ok: false, failure: "refused", detail: "" });
    expect((await simulation.object.view())?.needsPerson).toBe("model_refused");
    await simulation.pass(3_600_000);
    expect(simulation.calls).toHaveLength(0);
    await simulation.write("che orari fate?", "web", "web:2");
    expect(simulation.calls.map((call) => call.batch)).toEqual([["che orari fate?"]]);
    await simulation.finishCall(ok("dalle 7"));
    expect((await simulation.object.view())?.needsPerson).toBe("model_refused");
  });
});

describe("delivery reports", () => {
  it("that come before the send call has returned are not taken back by it", async () => {
    const simulation = start();
    await simulation.write("racconta", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("Una frase abbastanza lunga. ".repeat(90)));
    for (let part = 0; simulation.sends.length > 0; part++) {
      const { messageId } = simulation.sends[0]?.part ?? { messageId: "" };
      const report = { conversationId: "", messageId, part, sid: `SM${part}`, failure: null, at: simulation.now };
      await simulation.object.delivery({ ...report, status: "delivered" });
      await simulation.finishSend(true, accepted);
    }
    expect((await simulation.thread()).at(-1)?.status).toBe("delivered");
  });
});
