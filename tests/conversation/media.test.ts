import { afterEach, describe, expect, it } from "vitest";
import type { Media } from "../../schema/contract/media.ts";
import { Simulation, somebody } from "./simulation.ts";

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
const heard = (text: string): Partial<Media> => ({ state: "ready", text });
const failed = { state: "failed", failure: "download_failed" } as const;
const replies = async (simulation: Simulation) =>
  (await simulation.thread()).filter(({ kind }) => kind === "reply").map(({ text }) => text);
const voiceNote = async (simulation: Simulation, channel: "web" | "whatsapp" = "whatsapp", key = "sid:1"): Promise<string> => {
  const [id] = await simulation.write("", channel, key, ["audio"]);
  return id ?? "";
};

describe("a turn with files", () => {
  it("starts as soon as the last of them is understood, and knows what they say", async () => {
    const simulation = start();
    const [voice, photo] = await simulation.write("guarda", "whatsapp", "sid:1", ["audio", "image"]);
    await simulation.pass(6_000);
    await simulation.makeOf(voice ?? "", heard("quanto costa?"));
    expect(simulation.calls).toHaveLength(0);
    await simulation.pass(2_000);
    await simulation.makeOf(photo ?? "", { state: "ready", description: "una bicicletta rossa" });
    expect(simulation.calls).toHaveLength(1);
    expect(simulation.calls[0]?.batch.join()).toMatch(/guarda[^]*quanto costa\?[^]*bicicletta rossa/);
  });

  it("starts twenty seconds after a file came that nobody has understood by then, however long its writer types on", async () => {
    const simulation = start();
    const began = simulation.now;
    await voiceNote(simulation);
    while (simulation.calls.length === 0) await simulation.pass(250);
    expect(simulation.now - began).toBe(20_000);
    expect(simulation.calls[0]?.batch).toEqual(["[Nota vocale in arrivo: il contenuto non si conosce ancora]"]);
  });

  it("waits for the quiet time all the same, and for each file from its own arrival", async () => {
    const simulation = start();
    const began = simulation.now;
    const first = await voiceNote(simulation);
    await simulation.makeOf(first, heard("uno"));
    await simulation.pass(3_000);
    await voiceNote(simulation, "whatsapp", "sid:2");
    while (simulation.calls.length === 0) await simulation.pass(250);
    expect(simulation.now - began).toBe(23_000);
  });

  it("waits on the web too, where nothing else is waited for", async () => {
    const simulation = start();
    const voice = await voiceNote(simulation, "web", "web:1");
    expect(simulation.calls).toHaveLength(0);
    await simulation.makeOf(voice, heard("ci siete?"));
    expect(simulation.calls).toHaveLength(1);
  });

  it("is not held up by one that failed, which it is told honestly", async () => {
    const simulation = start();
    const [photo] = await simulation.write("vedi?", "whatsapp", "sid:1", ["image"]);
    await simulation.makeOf(photo ?? "", failed);
    await simulation.pass(4_000);
    expect(simulation.calls[0]?.batch.join()).toContain("[Foto che non si è potuta aprire");
    expect((await simulation.object.view())?.needsPerson).toBeNull();
  });

  it("is started over when a file is understood while it runs, and gives one answer", async () => {
    const simulation = start();
    const voice = await voiceNote(simulation);
    await simulation.pass(20_000);
    expect(simulation.calls).toHaveLength(1);
    await simulation.makeOf(voice, heard("sono in ritardo"));
    expect(simulation.calls.map((call) => call.batch)).toEqual([['[Nota vocale: "sono in ritardo"]']]);
    await simulation.finishCall(ok("va bene"));
    await simulation.pass(60_000);
    expect(await replies(simulation)).toEqual(["va bene"]);
  });

  it("goes on waiting after a crash, and loses nothing", async () => {
    const simulation = start();
    const began = simulation.now;
    const voice = await voiceNote(simulation);
    await simulation.pass(2_000);
    await simulation.crash(false);
    await simulation.pass(10_000);
    expect(simulation.calls).toHaveLength(0);
    await simulation.makeOf(voice, heard("pronto"));
    expect(simulation.calls).toHaveLength(1);
    expect(simulation.now - began).toBe(12_000);
  });
});

describe("a file that is understood too late", () => {
  const late = async (simulation: Simulation) => {
    const voice = await voiceNote(simulation);
    await simulation.pass(20_000);
    await simulation.finishCall(ok("non la sento ancora"));
    await simulation.finishSend(true, { kind: "accepted", sid: "" });
    return voice;
  };

  it("is answered once more, and its message stays in its first batch", async () => {
    const simulation = start();
    const voice = await late(simulation);
    const [before] = await simulation.thread();
    await simulation.makeOf(voice, heard("quanto costa?"));
    await simulation.makeOf(voice, heard("quanto costa?"));
    expect(simulation.calls.map((call) => call.batch)).toEqual([['[Nota vocale: "quanto costa?"]']]);
    expect(simulation.calls[0]?.history.map(({ text }) => text)).toEqual(["non la sento ancora"]);
    await simulation.finishCall(ok("venti euro"));
    await simulation.makeOf(voice, { state: "stored" });
    await simulation.pass(120_000);
    const thread = await simulation.thread();
    expect(thread.map(({ text }) => text)).toEqual(["", "non la sento ancora", "venti euro"]);
    expect(thread[0]?.batchId).toBe(before?.batchId);
    expect(thread[2]?.batchId).not.toBe(before?.batchId);
  });

  it("also when the process dies before the supplement is written", async () => {
    const simulation = start();
    const voice = await late(simulation);
    await simulation.makeOf(voice, heard("quanto costa?"));
    await simulation.crash(false);
    await simulation.finishCall(ok("venti euro"));
    expect(await replies(simulation)).toEqual(["non la sento ancora", "venti euro"]);
  });

  it("goes along with what the customer is writing anyway", async () => {
    const simulation = start();
    const voice = await late(simulation);
    await simulation.write("allora?", "whatsapp", "sid:2");
    await simulation.makeOf(voice, heard("quanto costa?"));
    await simulation.pass(4_000);
    expect(simulation.calls.map((call) => call.batch)).toEqual([['[Nota vocale: "quanto costa?"]', "allora?"]]);
    await simulation.finishCall(ok("venti euro"));
    await simulation.pass(120_000);
    expect(await replies(simulation)).toEqual(["non la sento ancora", "venti euro"]);
  });

  it("waits its turn behind an answer that is being written to something else", async () => {
    const simulation = start();
    const voice = await late(simulation);
    await simulation.write("allora?", "whatsapp", "sid:2");
    await simulation.pass(4_000);
    await simulation.makeOf(voice, heard("quanto costa?"));
    expect(simulation.calls.map((call) => call.batch)).toEqual([["allora?"]]);
    await simulation.finishCall({ ok: false, failure: "unavailable", detail: "" });
    await simulation.pass(10_000);
    const ids = (await simulation.thread()).filter(({ direction }) => direction === "inbound").map(({ batchId }) => batchId);
    expect(new Set(ids).size).toBe(2);
    expect(simulation.calls.map((call) => call.batch)).toEqual([['[Nota vocale: "quanto costa?"]', "allora?"]]);
  });

  it("is a person's business after a takeover, also when the thread has been handed back", async () => {
    const simulation = start();
    const voice = await late(simulation);
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
    await simulation.makeOf(voice, heard("quanto costa?"));
    await simulation.pass(60_000);
    expect(simulation.calls).toHaveLength(0);
    expect((await simulation.thread())[0]?.media[0]?.text).toBe("quanto costa?");
  });

  it("but what was unanswered when a person took over is answered with it after the hand-back", async () => {
    const simulation = start();
    const voice = await voiceNote(simulation);
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await simulation.makeOf(voice, heard("ci siete?"));
    await simulation.pass(60_000);
    expect(simulation.calls).toHaveLength(0);
    await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
    await simulation.settled();
    expect(simulation.calls.map((call) => call.batch)).toEqual([['[Nota vocale: "ci siete?"]']]);
  });

  it("calls a person when it is a voice note that nobody could understand", async () => {
    for (const outcome of [failed, { state: "ready", text: null } as const]) {
      const simulation = start();
      const voice = await late(simulation);
      await simulation.makeOf(voice, outcome);
      await simulation.pass(60_000);
      expect(simulation.calls).toHaveLength(0);
      expect((await simulation.object.view())?.needsPerson).toBe("media_failed");
    }
  });
});

describe("what a message is about", () => {
  it("is kept with the messages of the batch, and a complaint calls a person while the AI answers", async () => {
    const simulation = start();
    simulation.intent = "complaint";
    await simulation.write("è uno schifo", "web", "web:1");
    await simulation.finishCall(ok("mi dispiace"));
    expect((await simulation.thread()).map(({ intent }) => intent)).toEqual(["complaint", null]);
    const view = await simulation.object.view();
    expect([view?.needsPerson, view?.aiEnabled]).toEqual(["complaint", true]);
    simulation.intent = "greeting";
    await simulation.write("ciao", "web", "web:2");
    await simulation.finishCall({ ok: false, failure: "unavailable", detail: "" });
    await simulation.pass(6_000);
    await simulation.finishCall(ok("eccomi"));
    expect((await simulation.object.view())?.needsPerson).toBe("complaint");
    const rows = simulation.d1.sqlite
      .prepare("SELECT intent FROM messages WHERE direction = 'inbound' ORDER BY accepted_at")
      .all();
    expect(rows.map((row) => row["intent"])).toEqual(["complaint", "greeting"]);
  });

  it("calls a person for whoever says in passing that they want one", async () => {
    const simulation = start();
    simulation.intent = "person";
    await simulation.write("preferirei che mi richiamasse qualcuno, comunque quanto costa?", "web", "web:1");
    await simulation.finishCall(ok("venti euro"));
    expect((await simulation.object.view())?.needsPerson).toBe("asked");
  });
});

describe("a place", () => {
  it("is shown in lists by its name, or by where it is", async () => {
    const simulation = start();
    const at = { latitude: 45.4642, longitude: 9.19, name: null, address: null };
    const share = (key: string, name: string | null) =>
      simulation.write("", "whatsapp", key, [], { cargo: { media: [], place: { ...at, name }, button: null } });
    await share("sid:1", null);
    expect((await simulation.object.view())?.lastMessage?.text).toBe("45.46420, 9.19000");
    await share("sid:2", "Duomo");
    expect((await simulation.object.view())?.lastMessage?.text).toBe("Duomo");
    await simulation.pass(4_000);
    expect(simulation.calls[0]?.batch[1]).toContain("Duomo");
  });
});

describe("the customer's language", () => {
  const inD1 = (simulation: Simulation) =>
    simulation.d1.sqlite.prepare("SELECT language, language_source FROM contacts").get() as Record<string, unknown>;

  it("is found on what they write, all of it together, and kept on the contact", async () => {
    const simulation = start();
    await simulation.write("ok", "web", "web:1");
    expect((await simulation.object.view())?.language).toBeNull();
    await simulation.write("hello, I would like to know how much the yoga course costs please", "web", "web:2");
    expect((await simulation.object.view())?.language).toBe("en");
    expect(inD1(simulation)).toEqual({ language: "en", language_source: "found" });
    await simulation.write("e invece il corso di pilates quanto costa, per favore?", "web", "web:3");
    expect((await simulation.object.view())?.language).toBe("en");
  });

  it("is found in a voice note too", async () => {
    const simulation = start();
    const voice = await voiceNote(simulation);
    await simulation.makeOf(voice, heard("buongiorno, vorrei sapere quanto costa il corso di nuoto per mia figlia"));
    expect(inD1(simulation)).toEqual({ language: "it", language_source: "found" });
  });

  it("is never looked for where a person has set it", async () => {
    const simulation = start();
    simulation.d1.sqlite.exec("UPDATE contacts SET language = 'fr', language_source = 'set'");
    await simulation.write("hello, I would like to know how much the yoga course costs please", "web", "web:1");
    expect(inD1(simulation)).toEqual({ language: "fr", language_source: "set" });
  });
});

describe("a reply that quotes", () => {
  const quotedIn = async (simulation: Simulation) => (await simulation.thread()).at(-1)?.quoted;

  it("one's own message or one of ours is joined with it, words and all", async () => {
    const simulation = start();
    await simulation.write("il corso del lunedì", "whatsapp", "sid:SMown");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("costa venti euro"));
    await simulation.finishSend(true, { kind: "accepted", sid: "" });
    const [own, ours] = await simulation.thread();
    await simulation.write("questo?", "whatsapp", "sid:2", [], { quotedSid: "SMown" });
    expect(await quotedIn(simulation)).toEqual({ messageId: own?.id, text: "il corso del lunedì" });
    const [sent] = simulation.phone;
    await simulation.write("caro", "whatsapp", "sid:3", [], { quotedSid: sent?.sid ?? "" });
    expect(await quotedIn(simulation)).toEqual({ messageId: ours?.id, text: "costa venti euro" });
  });

  it("a voice note gets its words once they are known, before the model is asked", async () => {
    const simulation = start();
    const voice = await voiceNote(simulation, "whatsapp", "sid:SMvoice");
    await simulation.write("hai sentito?", "whatsapp", "sid:2", [], { quotedSid: "SMvoice" });
    expect(await quotedIn(simulation)).toMatchObject({ text: null });
    await simulation.makeOf(voice, heard("quanto costa?"));
    await simulation.pass(4_000);
    expect(simulation.calls[0]?.batch[1]).toContain('In risposta a: "quanto costa?"');
  });

  it("does not bring words back from a level the writer no longer holds", async () => {
    const simulation = start();
    simulation.level = 3;
    await simulation.write("il mio piano oro", "whatsapp", "sid:SMgold");
    simulation.level = 1;
    await simulation.write("questo?", "whatsapp", "sid:2", [], { quotedSid: "SMgold" });
    expect(await quotedIn(simulation)).toEqual({ messageId: (await simulation.thread())[0]?.id, text: null });
  });

  it("tells the customer's page nothing that was seen in a file", async () => {
    const simulation = start();
    const [photo] = await simulation.write("", "whatsapp", "sid:SMphoto", ["image"]);
    await simulation.makeOf(photo ?? "", { state: "ready", description: "postura da correggere", text: "totale 20" });
    const voice = await voiceNote(simulation, "whatsapp", "sid:SMvoice");
    await simulation.makeOf(voice, heard("va bene così?"));
    await simulation.write("allora?", "whatsapp", "sid:2", [], { quotedSid: "SMphoto" });
    expect((await quotedIn(simulation))?.text).toBe("totale 20");
    await simulation.write("e questo?", "whatsapp", "sid:3", [], { quotedSid: "SMvoice" });
    const { items } = await simulation.object.publicMessages({ direction: "before", cursor: undefined, limit: 10 });
    expect(items.map(({ quoted }) => quoted?.text).slice(-2)).toEqual([null, "va bene così?"]);
  });

  it("something from before Filo stays a quote without words", async () => {
    const simulation = start();
    await simulation.write("e questo?", "whatsapp", "sid:1", [], { quotedSid: "SMunknown" });
    expect(await quotedIn(simulation)).toEqual({ messageId: null, text: null });
  });
});

describe("files on their way", () => {
  it("are ordered once, also when D1 was away or the process died", async () => {
    const simulation = start();
    simulation.jobsTrouble = "D1 is away";
    const voice = await voiceNote(simulation);
    await simulation.pass(10_000);
    await simulation.crash(false);
    expect(simulation.adopted.size).toBe(0);
    simulation.jobsTrouble = null;
    await simulation.pass(60_000);
    expect([...simulation.adopted.keys()]).toEqual([voice]);
  });

  it("that D1 will never take are shown as failed and hold up nobody", async () => {
    const simulation = start();
    simulation.jobsTrouble = "FOREIGN KEY constraint failed";
    await voiceNote(simulation);
    await simulation.pass(120_000);
    expect((await simulation.thread())[0]?.media[0]?.state).toBe("failed");
    expect((await simulation.object.view())?.needsPerson).toBe("media_failed");
    simulation.jobsTrouble = null;
    const next = await voiceNote(simulation, "whatsapp", "sid:2");
    expect([...simulation.adopted.keys()]).toEqual([next]);
  });

  it("are shown as they get further, never backwards", async () => {
    const simulation = start();
    const [photo = ""] = await simulation.write("", "whatsapp", "sid:1", ["image"]);
    await simulation.makeOf(photo, { state: "stored", mediaType: "image/png" });
    await simulation.makeOf(photo, { state: "ready", description: "un gatto" });
    await simulation.makeOf(photo, { state: "stored", mediaType: "image/png" });
    await simulation.makeOf(photo, failed);
    const updates = simulation.live.filter((event) => event.type === "MESSAGE_UPDATE");
    expect(updates.map((event) => event.message.media[0]?.state)).toEqual(["stored", "ready"]);
    expect((await simulation.object.view())?.lastMessage).toMatchObject({ text: "", mediaKind: "image" });
  });

  it("tell the list their length as soon as it is known, once", async () => {
    const simulation = start();
    const voice = await voiceNote(simulation);
    await simulation.makeOf(voice, { state: "stored", mediaType: "audio/ogg", durationMs: 4_000 });
    const { version, lastMessage } = (await simulation.object.view())!;
    expect(lastMessage).toMatchObject({ mediaKind: "audio", mediaDurationMs: 4_000 });
    await simulation.makeOf(voice, { state: "ready", durationMs: 4_000, description: "un suono" });
    expect((await simulation.object.view())?.version).toBe(version);
  });

  it("travel with their message into the thread it is joined into", async () => {
    const web = start();
    const phone = start();
    web.peers.set(phone.ids.conversation, phone);
    const voice = await voiceNote(web, "web", "web:1");
    phone.now = web.now + 1_000;
    await phone.write("dal telefono", "whatsapp", "sid:2");
    const { ids } = phone;
    const winner = { id: ids.conversation, tenantId: ids.tenant, agentId: ids.agent, contactId: ids.contact };
    const loser = { ...winner, id: web.ids.conversation, contactId: web.ids.contact };

    await web.object.seal({ loser, winner, parties: somebody });
    await phone.pass(10_000);
    expect(phone.calls).toHaveLength(0);
    await web.makeOf(voice, heard("dal sito, a voce"));
    await phone.settled();
    expect(phone.calls.map((call) => call.batch)).toEqual([['[Nota vocale: "dal sito, a voce"]', "dal telefono"]]);
  });
});
