import { afterEach, describe, expect, it } from "vitest";
import type { Media } from "../../schema/contract/media.ts";
import { sentFile } from "./sentFiles.ts";
import { handWritten, Simulation } from "./simulation.ts";

const open: Simulation[] = [];
afterEach(() => {
  for (const simulation of open.splice(0)) simulation.close();
});

const ok = (text: string) => ({ ok: true, text, finish: "stop", tokensIn: 1, tokensOut: 1, model: "m" }) as const;
const accepted = { kind: "accepted", sid: "" } as const;
const hour = 60 * 60_000;

/** A customer has written on WhatsApp; `answer` is on its way to them. */
const answering = async (answer: string | null): Promise<Simulation> => {
  const simulation = new Simulation();
  open.push(simulation);
  await simulation.write("ciao", "whatsapp", "sid:1");
  await simulation.pass(4_000);
  if (answer !== null) await simulation.finishCall(ok(answer));
  return simulation;
};

const last = async (simulation: Simulation) => (await simulation.thread()).at(-1);
const sendAll = async (simulation: Simulation) => {
  while (simulation.sends.length > 0) await simulation.finishSend(true, accepted);
};

const withMedia = (text: string, media: Media[], key = "client-1") => ({ ...handWritten(text, key), media });
const template = { name: "promemoria", contentSid: "HX1", variables: { "1": "Anna" } };

describe("files of a person's message", () => {
  it("go out with it, in order, each at its address", async () => {
    const simulation = await answering(null);
    const voice = sentFile("med_2", "audio");
    await simulation.object.write(withMedia("guarda", [sentFile("med_1", "image"), voice]));
    await simulation.settled();
    await sendAll(simulation);
    expect(simulation.asks.map(({ part }) => [part.text, part.media])).toEqual([
      ["guarda", { url: "https://files.example/med_1", mediaType: "image/jpeg" }],
      ["", { url: "https://files.example/med_2", mediaType: "audio/ogg" }],
    ]);
    expect((await last(simulation))?.media.map(({ id }) => id)).toEqual(["med_1", "med_2"]);
    expect([...simulation.adopted.keys()]).toEqual(["med_1", "med_2"]);
  });

  it("that are elsewhere go out by their own address and are nobody's work", async () => {
    const simulation = await answering(null);
    const url = "https://cdn.example/listino.pdf";
    const media = [sentFile("med_1", "document", { bytes: null })];
    await simulation.object.write({ ...withMedia("", media), elsewhere: { med_1: url } });
    await simulation.settled();
    expect(simulation.sends[0]?.part).toMatchObject({ text: "", media: { url, mediaType: "application/pdf" } });
    expect(simulation.adopted.size).toBe(0);
  });

  it("that are elsewhere are links on the page", async () => {
    const simulation = await answering(null);
    await simulation.write("dal sito", "web", "web:1");
    const url = "https://cdn.example/listino.pdf";
    await simulation.object.write({ ...withMedia("Ecco", [sentFile("med_1", "document")]), elsewhere: { med_1: url } });
    expect(await last(simulation)).toMatchObject({ channel: "web", text: `Ecco\n${url}`, media: [] });
  });

  it("that WhatsApp does not carry are refused before anything is written; the page takes them", async () => {
    const simulation = await answering(null);
    const big = sentFile("med_1", "image", { bytes: 6 * 1024 * 1024 });
    const gif = sentFile("med_1", "image", { mediaType: "image/gif" });
    expect(await simulation.object.write(withMedia("x", [big]))).toEqual({ refused: "too_large" });
    expect(await simulation.object.write(withMedia("x", [gif]))).toEqual({ refused: "unsupported_media" });
    expect((await simulation.thread()).map(({ text }) => text)).toEqual(["ciao"]);
    await simulation.write("dal sito", "web", "web:1");
    expect(await simulation.object.write(withMedia("x", [gif]))).toMatchObject({ channel: "web" });
  });

  it("still go out when the AI is switched on and off again meanwhile", async () => {
    const simulation = await answering(null);
    await simulation.object.write(withMedia("", [sentFile("med_1", "image"), sentFile("med_2", "image")]));
    await simulation.settled();
    expect(simulation.sends).toHaveLength(1);
    await simulation.object.toggleAi({ aiEnabled: true, by: "Anna" });
    await simulation.object.toggleAi({ aiEnabled: false, by: "Anna" });
    await sendAll(simulation);
    expect(simulation.phone).toHaveLength(2);
  });
});

describe("a template", () => {
  it("goes out outside the window, by its id, and takes over", async () => {
    const simulation = await answering("eccomi");
    await sendAll(simulation);
    await simulation.pass(30 * hour);
    const order = { ...handWritten("Ciao Anna, ti aspettiamo", "client-1"), template };
    expect(await simulation.object.write(order)).toMatchObject({ kind: "text", template: { name: "promemoria" } });
    expect(await simulation.object.write(order)).toMatchObject({ template: { name: "promemoria" } });
    await simulation.settled();
    expect(simulation.sends.map(({ part }) => part.template)).toEqual([{ contentSid: "HX1", variables: { "1": "Anna" } }]);
    await sendAll(simulation);
    expect((await last(simulation))?.status).toBe("sent");
    expect((await simulation.object.view())?.aiEnabled).toBe(false);
  });

  it("goes to WhatsApp although the customer wrote on the page last", async () => {
    const simulation = await answering(null);
    await simulation.write("dal sito", "web", "web:1");
    expect(await simulation.object.write({ ...handWritten("x", "client-1"), template })).toMatchObject({ channel: "whatsapp" });
  });

  it("has nowhere to go when the customer never wrote on WhatsApp", async () => {
    const simulation = new Simulation();
    open.push(simulation);
    await simulation.write("ciao", "web", "web:1");
    expect(await simulation.object.write({ ...handWritten("x", "client-1"), template })).toEqual({ refused: "no_channel" });
  });
});
