import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Inbound } from "../../workers/conversation/rpc.ts";
import { Simulation, somebody } from "./simulation.ts";

const answer = (text: string) => ({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" }) as const;
const texts = async (simulation: Simulation) => (await simulation.thread()).map((message) => message.text);
const birthOf = ({ ids }: Simulation) => ({
  id: ids.conversation,
  tenantId: ids.tenant,
  agentId: ids.agent,
  contactId: ids.contact,
});

/** A message is tried again after the two are one person in D1, and before their threads are one. */
describe("what was written twice while two threads became one", () => {
  let web: Simulation;
  let phone: Simulation;
  const seal = () => web.object.seal({ loser: birthOf(web), winner: birthOf(phone), parties: somebody });

  beforeEach(async () => {
    [web, phone] = [new Simulation(), new Simulation()];
    web.peers.set(phone.ids.conversation, phone);
    await web.write("dal sito", "web", "web:1");
    await web.finishCall(answer("risposta"));
    await web.pass(2_000);
    phone.now = web.now;
    await phone.write("dal sito", "web", "web:1");
    await phone.finishCall(answer("altra risposta"));
  });
  afterEach(() => {
    web.close();
    phone.close();
  });

  const inD1 = () => web.d1.sqlite.prepare("SELECT text FROM messages ORDER BY accepted_at").all();

  it("is there once, and D1 has no second one of it", async () => {
    expect(inD1()).toEqual([{ text: "dal sito" }, { text: "risposta" }]);
    await seal();
    await seal();
    await web.pass(2_000);
    expect(await texts(phone)).toEqual(["risposta", "dal sito", "altra risposta"]);
    expect(inD1()).toEqual([{ text: "risposta" }]);
  });

  it("stays where it is when they are two again", async () => {
    await seal();
    await web.object.unseal();
    expect(await texts(web)).toEqual(["risposta"]);
    expect(await texts(phone)).toEqual(["dal sito", "altra risposta"]);
  });

  it("is not taken once more by the thread that gave its own up", async () => {
    await seal();
    await web.object.unseal();
    await web.write("dal sito", "web", "web:1");
    expect(await texts(web)).toEqual(["risposta"]);
    expect(await texts(phone)).toEqual(["dal sito", "altra risposta"]);
    expect(await web.object.knows("web:1")).toBe(true);
  });

  it("is no reason to forget that a person has taken over", async () => {
    const other = new Simulation();
    other.peers.set(phone.ids.conversation, phone);
    await other.write("dal sito", "web", "web:1");
    await other.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await other.object.seal({ loser: birthOf(other), winner: birthOf(phone), parties: somebody });
    expect((await phone.object.view())?.aiEnabled).toBe(false);
    other.close();
  });
});

describe("what comes of a message again when a merge was taken back", () => {
  let web: Simulation;
  let phone: Simulation;

  beforeEach(async () => {
    [web, phone] = [new Simulation(), new Simulation()];
    web.peers.set(phone.ids.conversation, phone);
    phone.peers.set(web.ids.conversation, web);
    phone.now = web.now;
    await web.write("da solo", "whatsapp", "sid:1");
    await web.pass(4_000);
    await web.finishCall(answer("risposta"));
    await web.finishSend(true, { kind: "accepted", sid: "" });
    await web.object.seal({ loser: birthOf(web), winner: birthOf(phone), parties: somebody });
  });
  afterEach(() => {
    web.close();
    phone.close();
  });

  it("goes where it went while the two were one: it is stored there", async () => {
    await web.write("insieme", "whatsapp", "sid:2");
    await web.object.unseal();
    await web.write("insieme", "whatsapp", "sid:2");
    expect(await texts(web)).toEqual(["da solo", "risposta"]);
    expect(await texts(phone)).toEqual(["insieme"]);
  });

  it("is found at home by a report that names the thread that sent it", async () => {
    const sent = (await phone.thread()).find(({ text }) => text === "risposta")!;
    await web.object.unseal();
    await phone.report({ messageId: sent.id, part: 0, sid: "SM1" }, "read");
    expect((await web.thread()).find(({ id }) => id === sent.id)?.status).toBe("read");
  });

  it("is refused for a moment while it is on its way home, and there afterwards", async () => {
    const { id, tenantId, agentId, contactId } = birthOf(web);
    const again: Inbound = {
      birth: { id, tenantId, agentId, contactId },
      parties: somebody,
      channel: "web",
      text: "da solo",
      dedupeKey: "sid:1",
      quietMs: 0,
      whatsapp: null,
      answer: null,
      cargo: { media: [], place: null, button: null },
      sources: {},
      quotedSid: null,
      consent: null,
      addressHash: null,
      people: null,
    };
    await phone.object.forgetThread(id);
    expect(await web.object.chat(again)).toEqual({ refused: "unavailable" });
    await web.object.unseal();
    expect(await web.object.chat(again)).not.toHaveProperty("refused");
    expect(await texts(web)).toEqual(["da solo", "risposta"]);
    expect(await texts(phone)).toEqual([]);
  });

  it("is told to those who watch by the thread it is in, and by no other", async () => {
    const sent = (await phone.thread()).find(({ text }) => text === "risposta")!;
    const told = () => [...web.live, ...phone.live].filter(({ type }) => type === "MESSAGE_STATUS").length;
    const before = told();
    await web.report({ messageId: sent.id, part: 0, sid: "SM1" }, "read");
    expect(told()).toBe(before + 1);
  });

  it("goes round in no circle when the two become one again", async () => {
    const sent = (await phone.thread()).find(({ text }) => text === "risposta")!;
    await web.object.unseal();
    await web.object.seal({ loser: birthOf(web), winner: birthOf(phone), parties: somebody });
    await phone.report({ messageId: sent.id, part: 0, sid: "SM1" }, "read");
    expect((await phone.thread()).find(({ id }) => id === sent.id)?.status).toBe("read");
  });
});

describe("a question that waits when a merge is taken back", () => {
  it("is a person's: nobody answers it in the thread that it leaves, and its own thread asks for somebody", async () => {
    const [web, phone] = [new Simulation(), new Simulation()];
    web.peers.set(phone.ids.conversation, phone);
    phone.now = web.now;
    await web.write("quanto costa?", "web", "web:1");
    await web.object.seal({ loser: birthOf(web), winner: birthOf(phone), parties: somebody });
    expect((await web.object.view())?.needsPerson).toBeNull();
    await web.object.unseal();
    await web.object.unseal();
    expect((await web.object.view())?.needsPerson).toBe("left_unanswered");
    expect((await phone.object.view())?.needsPerson).toBeNull();
    await web.settled();
    await phone.settled();
    web.close();
    phone.close();
  });

  it("is nobody's once it was answered while they were one", async () => {
    const [web, phone] = [new Simulation(), new Simulation()];
    web.peers.set(phone.ids.conversation, phone);
    phone.now = web.now;
    await web.write("quanto costa?", "web", "web:1");
    await web.object.seal({ loser: birthOf(web), winner: birthOf(phone), parties: somebody });
    await phone.pass(4_000);
    await phone.finishCall(answer("dieci euro"));
    await web.object.unseal();
    expect((await web.object.view())?.needsPerson).toBeNull();
    await web.settled();
    await phone.settled();
    web.close();
    phone.close();
  });
});

describe("a merge that is taken back while its threads are still following", () => {
  it("passes on what comes meanwhile to the other thread, which begins with it and knows itself", async () => {
    const [web, phone] = [new Simulation(), new Simulation()];
    web.peers.set(phone.ids.conversation, phone);
    await web.write("m1", "whatsapp", "sid:1");
    await web.pass(4_000);
    await web.finishCall(answer("risposta"));
    const sealed = web.object.seal({ loser: birthOf(web), winner: birthOf(phone), parties: somebody });
    await web.settled();
    phone.now = web.now;
    await web.write("m2", "whatsapp", "sid:2");
    expect(await phone.object.view()).toMatchObject({ id: phone.ids.conversation, contactId: phone.ids.contact });
    await web.finishSend(true, { kind: "accepted", sid: "" });
    await sealed;
    expect(await texts(phone)).toEqual(expect.arrayContaining(["m1", "m2"]));
    web.close();
    phone.close();
  });

  it("is taken back once they have: everything is at home, and nowhere else", async () => {
    const [web, phone] = [new Simulation(), new Simulation()];
    web.peers.set(phone.ids.conversation, phone);
    phone.now = web.now;
    await web.write("m1", "whatsapp", "sid:1");
    await web.pass(4_000);
    await web.finishCall(answer("risposta"));
    const sealed = web.object.seal({ loser: birthOf(web), winner: birthOf(phone), parties: somebody });
    await web.settled();
    const unsealed = web.object.unseal();
    await web.settled();
    await web.finishSend(true, { kind: "accepted", sid: "" });
    await Promise.all([sealed, unsealed]);
    expect(await texts(web)).toEqual(["m1", "risposta"]);
    expect(await texts(phone)).toEqual([]);
    expect((await web.object.view())?.movedTo).toBeNull();
    web.close();
    phone.close();
  });
});
