import { afterAll, describe, expect, test, vi } from "vitest";
import type { Media } from "../../schema/contract/media.ts";
import { startStage } from "../support/stage.ts";
import { sample, type SampleName } from "../world/samples/catalogue.ts";
import * as hostile from "../world/samples/hostile.ts";
import type { FaultSpec } from "../world/switches.ts";
import { onThePhone, threadOf } from "./wholeness.ts";

/** Files that customers send on WhatsApp, on the wire: what Twilio, the file itself and the model may do to us. */

const stage = await startStage();
const { line } = await stage.agentOnWhatsapp();

afterAll(() => stage.close());

const mediaOf = async (person: string): Promise<Media[]> =>
  (await threadOf(stage, person))?.messages.flatMap(({ media }) => media) ?? [];

/** The file, once nothing more will be known of it. */
const ended = async (person: string, timeout = 90_000): Promise<Media> =>
  vi.waitFor(
    async () => {
      const [medium] = await mediaOf(person);
      if (!medium || !["ready", "refused", "failed"].includes(medium.state))
        throw new Error(`The file is ${medium?.state ?? "absent"}`);
      return medium;
    },
    { timeout, interval: 200 },
  );

const sends = async (file: { bytes: Uint8Array; contentType: string }, more: { text?: string; mediaAfterMs?: number } = {}) => {
  const person = stage.newPerson();
  const result = await stage.world
    .phone(person)
    .sends({ ...file, bytes: Uint8Array.from(file.bytes) }, { to: line.number, ...more });
  return { person, ...result };
};

/** A fault of the calls for this message's file alone. */
const failing = async (file: { bytes: Uint8Array; contentType: string }, fault: Omit<FaultSpec, "provider">) => {
  const { accountSid, authToken } = await stage.world.putAccount({});
  const own = await stage.line(await stage.agent());
  await stage.world.fail({ provider: "twilio", times: null, contains: own.accountSid, ...fault });
  const person = stage.newPerson();
  await stage.world.phone(person).sends({ ...file, bytes: Uint8Array.from(file.bytes) }, { to: own.number });
  return { person, accountSid, authToken };
};

describe.concurrent("a file", () => {
  test.for<[SampleName, object]>([
    ["pasta.jpg", { kind: "image", description: expect.stringContaining("520 kcal") }],
    ["squat.jpg", { kind: "image", description: expect.stringContaining("squat") }],
    ["scontrino.png", { kind: "image", text: expect.stringContaining("Totale 1,20") }],
    ["adesivo.webp", { kind: "sticker", description: "Un adesivo giallo" }],
    ["nota-vocale.ogg", { kind: "audio", text: "Ciao, vorrei sapere quanto costa il corso base", durationMs: 4_000 }],
    ["messaggio.mp3", { kind: "audio", text: "Grazie, a domani" }],
    ["allenamento.mp4", { kind: "video", text: "Va bene così?", durationMs: 2_000 }],
    [
      "fattura.pdf",
      { kind: "document", text: expect.stringContaining("Totale 122,00 EUR"), description: expect.stringContaining("122,00") },
    ],
    ["diario.docx", { kind: "document", text: expect.stringContaining("Pranzo: riso e verdure") }],
    ["spese.xlsx", { kind: "document", text: expect.stringContaining("Affitto\t800") }],
    ["contatto.vcf", { kind: "contact", text: expect.stringContaining("+447700900002") }],
  ])("such as %s is fetched, understood and answered", async ([name, facts]) => {
    const { person } = await sends(sample(name));
    expect(await ended(person)).toMatchObject({ state: "ready", failure: null, ...facts });
    await vi.waitFor(async () => expect(await onThePhone(stage, person)).not.toEqual([]), { timeout: 60_000, interval: 200 });
  });

  test("that Twilio doesn't have for its first seconds comes all the same", async () => {
    const { person } = await sends(sample("nota-vocale.ogg"), { mediaAfterMs: 4_000 });
    expect(await ended(person)).toMatchObject({ state: "ready", text: expect.stringContaining("corso base") });
  });

  test.for<[string, Omit<FaultSpec, "provider">, object]>([
    ["leads to a foreign host", { kind: "foreignRedirect", operation: "media" }, { state: "refused", failure: "foreign_source" }],
    ["never ends", { kind: "endless", operation: "cdn" }, { state: "refused", failure: "too_large" }],
    [
      "is announced as something else",
      { kind: "wrongType", operation: "cdn", contentType: "text/html" },
      { state: "ready", mediaType: "image/jpeg" },
    ],
  ])("whose address %s ends with its reason", async ([, fault, end]) => {
    const { person } = await failing(sample("pasta.jpg"), fault);
    expect(await ended(person)).toMatchObject(end);
  });

  test.for<[string, Uint8Array, object]>([
    ["a page", hostile.html(), { state: "refused", failure: "unsupported_type" }],
    ["a drawing with a script", hostile.svgWithScript(), { state: "refused", failure: "unsupported_type" }],
    ["a page with a PDF behind it", hostile.pdfHtmlPolyglot(), { state: "refused", failure: "unsupported_type" }],
    ["a document that unpacks to 100 MB", hostile.zipBombDocx(), { state: "refused", failure: "harmful" }],
    ["a document that defines entities", hostile.entitiesDocx(), { state: "refused", failure: "harmful" }],
    ["half a PDF", hostile.truncated(sample("programma.pdf").bytes, 0.3), { state: "ready", text: null }],
  ])("that is %s in truth ends with its reason, and the talk goes on", async ([, bytes, end]) => {
    const { person } = await sends({ bytes, contentType: "image/jpeg" }, { text: "Guarda" });
    expect(await ended(person)).toMatchObject(end);
    await stage.world.phone(person).says("Ciao, mi chiamo Marta", { to: line.number });
    await vi.waitFor(async () => expect((await onThePhone(stage, person)).join("\n")).toContain("Marta"), {
      timeout: 60_000,
      interval: 200,
    });
  });

  test("that lasts stands in the list with its length", async () => {
    const { line: own } = await stage.agentOnWhatsapp({ autoResponseEnabled: false });
    const person = stage.newPerson();
    await stage.world.phone(person).sends(sample("nota-vocale.ogg"), { to: own.number });
    await vi.waitFor(
      async () =>
        expect((await threadOf(stage, person))?.conversation.lastMessage).toMatchObject({
          text: "",
          mediaKind: "audio",
          mediaDurationMs: 4_000,
        }),
      { timeout: 60_000, interval: 200 },
    );
  });

  test("is asked of the model once, and its content is given to nobody else", async () => {
    const { person } = await sends(sample("squat.jpg"));
    await ended(person);
    const thread = await threadOf(stage, person);
    const [medium] = await mediaOf(person);
    const path = `/api/conversations/${thread?.conversation.id}/media/${medium?.id}`;
    const own = await stage.owner.ask("GET", path);
    expect(new Uint8Array(await own.arrayBuffer())).toEqual(sample("squat.jpg").bytes);
    const stranger = await stage.signUp("Studio Bianchi");
    expect((await stranger.ask("GET", path)).status).toBe(404);
  });
});

test("no credentials ever left for a host that isn't Twilio's", () => {
  const foreign = stage.world.core.mediaRequests.filter(({ place }) => place !== "api");
  expect(foreign.length).toBeGreaterThan(0);
  expect(foreign.filter(({ credentials }) => credentials)).toEqual([]);
});
