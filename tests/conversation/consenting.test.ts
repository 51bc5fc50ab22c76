import { describe, expect, it } from "vitest";
import { consentText } from "../../workers/contacts/consentTexts.ts";
import { accepted, ok, start } from "./frame.ts";
import { handWritten, type Simulation, somebody } from "./simulation.ts";

const stopped = consentText("stopped", "it");
const started = consentText("started", "it");
const template = { name: "promemoria", contentSid: "HX1", variables: { "1": "Anna" } };

const sendAll = async (simulation: Simulation) => {
  while (simulation.sends.length > 0) await simulation.finishSend(true, accepted);
};
const phone = ({ phone: seen }: Simulation) => seen.map(({ text }) => text);

let serial = 0;
/** The customer writes, and everything that may be answered is answered. */
const says = async (simulation: Simulation, text: string, channel: "web" | "whatsapp" = "whatsapp") => {
  await simulation.write(text, channel, `key:${++serial}`);
  await simulation.pass(4_000);
  await simulation.finishCall(ok(`risposta a ${text}`));
  await sendAll(simulation);
};
const writes = async (simulation: Simulation, text: string) => {
  const written = await simulation.object.write(handWritten(text, `client-${++serial}`));
  await simulation.settled();
  await sendAll(simulation);
  return written;
};

describe("STOP", () => {
  it("is confirmed once and answered by nobody", async () => {
    const simulation = start();
    await says(simulation, "STOP");
    await says(simulation, "stop!");
    expect(phone(simulation)).toEqual([stopped]);
    expect(simulation.calls).toHaveLength(0);
    const thread = await simulation.thread();
    expect(thread.map(({ text, kind }) => [text, kind])).toEqual([
      ["STOP", "notice"],
      [stopped, "notice"],
      ["stop!", "notice"],
    ]);
    expect(new Set(thread.map(({ batchId }) => batchId)).size).toBe(2);
    expect((await simulation.object.view())?.stoppedAt).not.toBeNull();
  });

  it("drops the answer that was being written and what waits to be sent", async () => {
    const simulation = start();
    await simulation.write("quanto costa?", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("prima risposta"));
    await simulation.finishSend(false, { kind: "again", afterMs: 0, code: "503" });
    await simulation.write("e quando?", "whatsapp", "sid:2");
    await simulation.pass(4_000);
    expect(simulation.calls).toHaveLength(1);
    await simulation.write("STOP", "whatsapp", "sid:3");
    expect(simulation.calls).toHaveLength(0);
    await simulation.pass(10 * 60_000);
    await sendAll(simulation);
    expect(phone(simulation)).toEqual([stopped]);
    const first = (await simulation.thread()).find(({ text }) => text === "prima risposta");
    expect(first).toMatchObject({ status: "canceled", failure: { code: "stopped" } });
  });

  it("waits for a call that is on the wire, and nothing of that message follows", async () => {
    const simulation = start();
    await simulation.write("racconta", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("Una frase abbastanza lunga. ".repeat(150)));
    await simulation.write("STOP", "whatsapp", "sid:2");
    await simulation.finishSend(true, accepted);
    await simulation.pass(1_000);
    await sendAll(simulation);
    expect(simulation.phone.map(({ part }) => part)).toEqual([0, 0]);
    expect(phone(simulation)[1]).toBe(stopped);
  });

  it("binds a person too, and is confirmed while they are in charge", async () => {
    const simulation = start();
    await says(simulation, "ciao");
    await writes(simulation, "sono Anna");
    await says(simulation, "Basta");
    expect(phone(simulation).at(-1)).toBe(stopped);
    expect(await writes(simulation, "un'ultima cosa")).toEqual({ refused: "stopped" });
    expect(await simulation.object.write({ ...handWritten("x", "client-t"), template })).toEqual({ refused: "stopped" });
    expect(phone(simulation).at(-1)).toBe(stopped);
  });

  it("lets replies to what the customer writes afterwards go out, but no template", async () => {
    const simulation = start();
    await says(simulation, "STOP");
    await says(simulation, "una domanda");
    expect(phone(simulation)).toEqual([stopped, "risposta a una domanda"]);
    expect(await writes(simulation, "sono Anna")).toMatchObject({ status: "queued" });
    expect(await simulation.object.write({ ...handWritten("x", "client-t"), template })).toEqual({ refused: "stopped" });
    await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
    await says(simulation, "STOP");
    expect(phone(simulation).filter((text) => text === stopped)).toHaveLength(2);
    expect(await writes(simulation, "ancora io")).toEqual({ refused: "stopped" });
  });

  it("within the same millisecond as the next message does not swallow it", async () => {
    const simulation = start();
    await simulation.write("STOP", "whatsapp", "sid:1");
    await simulation.write("anzi no", "whatsapp", "sid:2");
    await simulation.pass(4_000);
    await simulation.finishCall(ok("eccomi"));
    await sendAll(simulation);
    expect(phone(simulation)).toEqual([stopped, "eccomi"]);
  });

  it("holds through a crash", async () => {
    const simulation = start();
    await simulation.write("STOP", "whatsapp", "sid:1");
    await simulation.crash(false);
    await simulation.pass(120_000);
    await sendAll(simulation);
    expect(phone(simulation)).toEqual([stopped]);
    expect(await writes(simulation, "ci sei?")).toEqual({ refused: "stopped" });
  });

  it("that the provider has understood by itself needs no confirmation of ours, and calls nobody", async () => {
    const simulation = start();
    await simulation.write("STOP", "whatsapp", "sid:1");
    await simulation.finishSend(false, { kind: "refused", code: "21610", detail: "" });
    expect((await simulation.thread()).at(-1)).toMatchObject({ status: "canceled", failure: { code: "21610" } });
    expect((await simulation.object.view())?.needsPerson).toBeNull();
  });

  it("beneath a picture belongs to the picture", async () => {
    const simulation = start();
    await simulation.write("stop", "whatsapp", "sid:1", ["image"]);
    await simulation.pass(30_000);
    expect(simulation.calls).toHaveLength(1);
    expect((await simulation.object.view())?.stoppedAt).toBeNull();
  });

  it("is per channel: on the page it silences the page, not WhatsApp", async () => {
    const simulation = start();
    await says(simulation, "ciao");
    await says(simulation, "STOP", "web");
    expect((await simulation.thread()).at(-1)).toMatchObject({ channel: "web", text: stopped });
    expect((await simulation.object.view())?.stoppedAt).toBeNull();
    expect(await writes(simulation, "sono Anna")).toEqual({ refused: "stopped" });
    await says(simulation, "di nuovo io");
    expect(await writes(simulation, "sono Anna")).toMatchObject({ channel: "whatsapp" });
    await says(simulation, "e dal sito", "web");
    expect(await writes(simulation, "anche qui")).toMatchObject({ channel: "web" });
  });

  it("on WhatsApp leaves an answer on the page alone", async () => {
    const simulation = start();
    await simulation.write("dal sito", "web", "web:1");
    expect(simulation.calls).toHaveLength(1);
    await simulation.write("STOP", "whatsapp", "sid:1");
    expect(simulation.calls).toHaveLength(1);
    await simulation.finishCall(ok("sul sito"));
    expect((await simulation.thread()).map(({ text }) => text)).toEqual(["dal sito", "STOP", stopped, "sul sito"]);
  });

  it("is kept as evidence, once, with a job that tells the other agents", async () => {
    const simulation = start();
    simulation.d1.isAway = true;
    await says(simulation, "Stop tutto!");
    simulation.d1.isAway = false;
    await simulation.pass(60_000);
    await simulation.crash(false);
    await simulation.pass(60_000);
    const rows = simulation.d1.sqlite.prepare("SELECT channel, state, evidence, message_id FROM consents").all();
    const [message] = await simulation.thread();
    expect(rows).toEqual([{ channel: "whatsapp", state: "stopped", evidence: "Stop tutto!", message_id: message?.id }]);
    const jobs = simulation.d1.sqlite.prepare("SELECT kind, unique_key, payload FROM jobs").all();
    expect(jobs).toMatchObject([{ kind: "spread_consent", unique_key: `consent:${message?.id}` }]);
  });
});

describe("START", () => {
  it("takes a STOP back, is confirmed once, and templates may go out again", async () => {
    const simulation = start();
    await says(simulation, "STOP");
    await says(simulation, "START");
    expect(phone(simulation)).toEqual([stopped, started]);
    expect((await simulation.object.view())?.stoppedAt).toBeNull();
    await simulation.pass(30 * 60 * 60_000);
    expect(await simulation.object.write({ ...handWritten("x", "client-t"), template })).toMatchObject({ status: "queued" });
  });

  it("of whoever was never stopped is a greeting: answered, and kept as evidence", async () => {
    const simulation = start();
    await says(simulation, "Start");
    expect(phone(simulation)).toEqual(["risposta a Start"]);
    await simulation.pass(1_000);
    expect(simulation.d1.sqlite.prepare("SELECT state FROM consents").all()).toEqual([{ state: "started" }]);
  });

  it("whose confirmation still waits when STOP comes is not said any more", async () => {
    const simulation = start();
    await says(simulation, "STOP");
    await simulation.write("START", "whatsapp", "sid:1");
    await simulation.finishSend(false, { kind: "again", afterMs: 0, code: "503" });
    await simulation.write("STOP", "whatsapp", "sid:2");
    await simulation.pass(60_000);
    await sendAll(simulation);
    expect(phone(simulation)).toEqual([stopped, stopped]);
  });
});

describe("a word said to another agent", () => {
  const tell = (simulation: Simulation, word: "stopped" | "started", at: number) =>
    simulation.object.consentChanged({ channel: "whatsapp", word, at });

  it("stops this thread too, with the answer under way, and says nothing here", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    await simulation.pass(4_000);
    expect(simulation.calls).toHaveLength(1);
    await tell(simulation, "stopped", simulation.now);
    await simulation.settled();
    expect(simulation.calls).toHaveLength(0);
    expect(await writes(simulation, "sono Anna")).toEqual({ refused: "stopped" });
    expect(phone(simulation)).toEqual([]);
    expect((await simulation.object.view())?.stoppedAt).not.toBeNull();
  });

  it("by a number stops a thread that writes to that number, and no other", async () => {
    const simulation = start();
    await simulation.write("ciao", "whatsapp", "sid:1");
    const stop = { channel: "whatsapp", word: "stopped", at: simulation.now } as const;
    await simulation.object.consentChanged({ ...stop, by: "+447700900002" });
    expect((await simulation.object.view())?.stoppedAt).toBeNull();
    await simulation.object.consentChanged({ ...stop, by: "+447700900001" });
    expect((await simulation.object.view())?.stoppedAt).not.toBeNull();
  });

  it("that comes late does not silence what the customer wrote since", async () => {
    const simulation = start();
    const saidAt = simulation.now;
    simulation.now += 1_000;
    await simulation.write("ciao", "whatsapp", "sid:1");
    await tell(simulation, "stopped", saidAt);
    await simulation.pass(4_000);
    await simulation.finishCall(ok("eccomi"));
    await sendAll(simulation);
    expect(phone(simulation)).toEqual(["eccomi"]);
  });

  it("counts in the order it was said, not in which it is told", async () => {
    const simulation = start();
    await says(simulation, "ciao");
    await tell(simulation, "started", simulation.now - 1_000);
    await tell(simulation, "stopped", simulation.now - 2_000);
    expect((await simulation.object.view())?.stoppedAt).toBeNull();
    await says(simulation, "STOP");
    await tell(simulation, "started", simulation.now - 100_000);
    expect((await simulation.object.view())?.stoppedAt).not.toBeNull();
  });

  it("is known in a thread that another is joined into", async () => {
    const loser = start();
    const winner = start();
    loser.peers.set(winner.ids.conversation, winner);
    await says(loser, "STOP");
    winner.now = loser.now + 1_000;

    const birth = ({ ids }: Simulation) => ({
      id: ids.conversation,
      tenantId: ids.tenant,
      agentId: ids.agent,
      contactId: ids.contact,
    });
    await loser.object.seal({ loser: birth(loser), winner: birth(winner), parties: somebody });
    expect(await writes(winner, "sono Anna")).toEqual({ refused: "stopped" });
    await tell(loser, "started", loser.now + 5_000);
    expect((await winner.object.view())?.stoppedAt).toBeNull();
  });
});
