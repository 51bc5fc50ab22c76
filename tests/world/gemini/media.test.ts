import { ApiError, GoogleGenAI, Type } from "@google/genai";
import type { Part, Schema } from "@google/genai";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_GEMINI_KEY } from "../contract.ts";
import { sample } from "../samples/catalogue.ts";
import type { SampleName } from "../samples/catalogue.ts";
import { html, truncated } from "../samples/hostile.ts";
import { oggOpus } from "../samples/ogg.ts";
import { png } from "../samples/png.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const MODEL = "gemini-2.5-flash";

let world: World;
beforeEach(async () => {
  world = await startWorld({ seed: 61 });
  await world.setPace({ firstTokenMs: 0, chunkMs: 0 });
});
afterEach(() => world.close());

const inline = (bytes: Uint8Array, mimeType: string): Part => ({
  inlineData: { mimeType, data: Buffer.from(bytes).toString("base64") },
});
const file = (name: SampleName): Part => inline(sample(name).bytes, sample(name).contentType);
const ask = (parts: Part[], config: Record<string, unknown> = {}) =>
  new GoogleGenAI({ apiKey: DEFAULT_GEMINI_KEY, httpOptions: { baseUrl: world.geminiBase } }).models.generateContent({
    model: MODEL,
    contents: [{ role: "user", parts }],
    config,
  });
const json = async (parts: Part[], responseSchema: Schema) =>
  JSON.parse((await ask(parts, { responseMimeType: "application/json", responseSchema })).text!) as Record<string, unknown>;
const refusal = (parts: Part[], config = {}) =>
  ask(parts, config).then(
    () => null,
    (cause: ApiError) => [cause.status, cause.message],
  );

test("a voice note is transcribed, by its own words or by what a test says it says", async () => {
  const transcribe = { text: "Trascrivi questo messaggio vocale." };
  expect((await ask([transcribe, file("nota-vocale.ogg")])).text).toBe("Ciao, vorrei sapere quanto costa il corso base");
  const unknown = oggOpus({ seconds: 7 });
  await world.media.means(unknown, { transcript: "Vorrei disdire", language: "it" });
  expect((await ask([transcribe, inline(unknown, "audio/ogg")])).text).toBe("Vorrei disdire");
});

test("a picture is described, and read", async () => {
  expect((await ask([{ text: "Descrivi l'immagine" }, file("pasta.jpg")])).text).toContain("pasta al pomodoro");
  expect((await ask([{ text: "Leggi il testo" }, file("scontrino.png")])).text).toContain("Totale 1,20 EUR");
});

test("in conversation a voice note is answered as if it had been written, and a picture is remarked on", async () => {
  const config = { systemInstruction: "- Il corso base costa 40 euro al mese." };
  expect((await ask([file("nota-vocale.ogg")], config)).text).toContain("40 euro");
  expect((await ask([{ text: "Va bene per cena?" }, file("pasta.jpg")])).text).toContain(
    "Nell’immagine vedo: Un piatto di pasta",
  );
});

test("JSON in the wanted schema, from the file", async () => {
  const fields = {
    type: Type.OBJECT,
    properties: {
      kind: { type: Type.STRING, enum: ["food", "exercise", "document", "other"] },
      description: { type: Type.STRING },
      extractedText: { type: Type.STRING, nullable: true },
      calories: { type: Type.INTEGER, nullable: true },
      transcript: { type: Type.STRING, nullable: true },
      total: { type: Type.NUMBER, nullable: true },
    },
  };
  expect(await json([file("pasta.jpg")], fields)).toEqual({
    kind: "food",
    description: "Un piatto di pasta al pomodoro con basilico",
    extractedText: null,
    calories: 520,
    transcript: null,
    total: null,
  });
  expect(await json([file("squat.jpg")], fields)).toMatchObject({ kind: "exercise", calories: null });
  expect(await json([file("fattura.pdf")], fields)).toMatchObject({
    total: 122,
    description: expect.stringContaining("Fattura n. 42"),
  });
  expect(await json([file("programma.pdf")], fields)).toMatchObject({
    kind: "document",
    extractedText: expect.stringContaining("Lunedì"),
  });
  const notes = {
    type: Type.OBJECT,
    properties: {
      kind: { type: Type.STRING, description: "food, exercise, document or other" },
      notes: { type: Type.STRING, nullable: true },
    },
  };
  expect(await json([file("scontrino.png")], notes)).toEqual({
    kind: "document",
    notes: "Bar Aurora, un caffè, totale 1,20 EUR",
  });
  expect(await json([file("adesivo.webp")], notes)).toEqual({ kind: "other", notes: null });
  const about = { type: Type.OBJECT, properties: { description: { type: Type.STRING } } };
  const text = '<document name="f.docx">\nFattura 7\nPalestra\nTotale 50 EUR\n</document>\n\nWhat is this document about?';
  expect(await json([{ text }], about)).toEqual({ description: "Fattura 7; Totale 50 EUR" });
  const spoken = { type: Type.OBJECT, properties: { transcript: { type: Type.STRING }, language: { type: Type.STRING } } };
  expect(await json([file("voice-note.ogg")], spoken)).toEqual({
    transcript: "Hello, can I book a trial lesson on Monday?",
    language: "en",
  });
});

test("JSON about words: what a message is about, in which language, and whether a person is wanted", async () => {
  const intent = { type: Type.STRING, enum: ["greeting", "information", "price", "booking", "complaint", "human", "other"] };
  const language = { type: Type.STRING, enum: ["it", "en", "es", "fr", "other"] };
  const about = (text: string) =>
    json([{ text }], { type: Type.OBJECT, properties: { intent, language, wantsPerson: { type: Type.BOOLEAN } } });
  expect(await about("Quanto costa il corso?")).toEqual({ intent: "price", language: "it", wantsPerson: false });
  expect(await about("I would like to book for tomorrow, please")).toMatchObject({ intent: "booking", language: "en" });
  expect(await about("Hola, quiero hablar con una persona por favor")).toEqual({
    intent: "human",
    language: "es",
    wantsPerson: true,
  });
  expect(await about("Bonjour")).toMatchObject({ intent: "greeting", language: "fr" });
  expect(await about("Il tapis roulant non funziona, che delusione")).toMatchObject({ intent: "complaint" });
  expect(await about("Pioggia")).toMatchObject({ intent: "other" });
});

test("media are counted as documented, by modality", async () => {
  const tokens = async (...parts: Part[]) => {
    const details = (await ask([{ text: "Descrivi" }, ...parts])).usageMetadata!.promptTokensDetails!;
    return Object.fromEntries(details.map((one) => [one.modality, one.tokenCount]));
  };
  expect(await tokens(file("pasta.jpg"))).toMatchObject({ TEXT: 2, IMAGE: 258 });
  expect(await tokens(inline(png({ width: 800, height: 700 }), "image/png"))).toMatchObject({ IMAGE: 516 });
  expect(await tokens(file("nota-vocale.ogg"), file("voice-note.ogg"))).toMatchObject({ AUDIO: 7 * 32 });
  expect(await tokens(file("allenamento.mp4"))).toMatchObject({ VIDEO: 2 * 263 });
  expect(await tokens(file("programma.pdf"))).toMatchObject({ DOCUMENT: 2 * 258 });
});

test("what Google refuses of files", async () => {
  expect(await refusal([inline(sample("diario.docx").bytes, sample("diario.docx").contentType)])).toEqual([
    400,
    expect.stringContaining("Unsupported MIME type"),
  ]);
  expect(await refusal([inline(html(), "image/jpeg")])).toEqual([400, expect.stringContaining("Unable to process input image")]);
  expect(await refusal([inline(truncated(sample("fattura.pdf").bytes, 0.01), "application/pdf")])).toEqual([
    400,
    expect.stringContaining("no pages"),
  ]);
  expect(await refusal([{ inlineData: { mimeType: "image/png", data: "%%%" } }])).toEqual([
    400,
    expect.stringContaining("Base64"),
  ]);
  expect(await refusal([inline(new Uint8Array(16 * 1024 * 1024), "audio/mpeg")])).toEqual([
    400,
    expect.stringContaining("payload size exceeds"),
  ]);
  expect(await refusal([{ text: "x" }], { responseSchema: { type: Type.STRING } })).toEqual([
    400,
    expect.stringContaining("response_mime_type"),
  ]);
});

test("a captured request names its files without keeping their bytes", async () => {
  const { bytes } = sample("pasta.jpg");
  await ask([{ text: "Descrivi" }, file("pasta.jpg")]);
  const [request] = world.gemini.requests;
  expect(request!.body.contents![0]!.parts![1]!.inlineData).toEqual({
    mimeType: "image/jpeg",
    bytes: bytes.length,
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(JSON.stringify(request).length).toBeLessThan(2500);
});
