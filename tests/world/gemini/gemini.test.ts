import { ApiError, GoogleGenAI } from "@google/genai";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_GEMINI_KEY } from "../contract.ts";
import { startWorld } from "../server.ts";
import type { World } from "../world.ts";

const MODEL = "gemini-2.5-flash";

let world: World;

beforeEach(async () => {
  world = await startWorld({ seed: 5 });
  await world.setPace({ firstTokenMs: 0, chunkMs: 0 });
});
afterEach(() => world.close());

function sdk(apiKey = DEFAULT_GEMINI_KEY) {
  return new GoogleGenAI({ apiKey, httpOptions: { baseUrl: world.geminiBase } });
}

const user = (text: string) => ({ role: "user", parts: [{ text }] });
const generate = (text = "Ciao") => sdk().models.generateContent({ model: MODEL, contents: [user(text)] });
async function streamed(text = "Ciao"): Promise<string[]> {
  const chunks: string[] = [];
  for await (const chunk of await sdk().models.generateContentStream({ model: MODEL, contents: [user(text)] }))
    chunks.push(chunk.text ?? "");
  return chunks;
}
const error = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (cause: unknown) => cause as ApiError,
  );

test("an answer with finish reason, usage and the captured request", async () => {
  const answer = await sdk().models.generateContent({
    model: MODEL,
    contents: [user("Ciao, mi chiamo Marta")],
    config: { systemInstruction: "Sei Coach AI.", temperature: 0.2 },
  });
  expect(answer.text).toContain("Marta");
  expect(answer.candidates?.[0]?.finishReason).toBe("STOP");
  expect(answer.usageMetadata?.promptTokenCount).toBe(Math.ceil("Sei Coach AI.\nCiao, mi chiamo Marta".length / 4));
  expect(answer.usageMetadata?.totalTokenCount).toBeGreaterThan(answer.usageMetadata!.promptTokenCount!);
  const [request] = world.gemini.requests;
  expect(request).toMatchObject({ model: MODEL, operation: "generateContent", status: 200, answer: answer.text });
  expect(request!.body.systemInstruction?.parts?.[0]?.text).toBe("Sei Coach AI.");
  expect(JSON.stringify(request)).not.toContain(DEFAULT_GEMINI_KEY);
});

test("streams word by word what it would have said at once", async () => {
  const chunks = await streamed("Ciao, mi chiamo Marta e il mio obiettivo è perdere 5 kg");
  expect(chunks.length).toBeGreaterThan(2);
  expect(chunks.join("")).toBe((await generate("Ciao, mi chiamo Marta e il mio obiettivo è perdere 5 kg")).text);
});

test("the first token waits as long as it is told", async () => {
  await world.setPace({ firstTokenMs: 120 });
  const started = performance.now();
  await streamed();
  expect(performance.now() - started).toBeGreaterThanOrEqual(115);
});

test("embeddings: one unit vector per text, nearer for texts that share words", async () => {
  const { embeddings } = await sdk().models.embedContent({
    model: "gemini-embedding-001",
    contents: ["prezzo del corso di yoga", "quanto costa il corso di yoga", "orari della piscina"],
    config: { outputDimensionality: 768 },
  });
  const [a, b, c] = embeddings!.map((one) => one.values!) as [number[], number[], number[]];
  const dot = (x: number[], y: number[]) => x.reduce((sum, value, at) => sum + value * y[at]!, 0);
  expect(a).toHaveLength(768);
  expect(dot(a, a)).toBeCloseTo(1);
  expect(dot(a, b)).toBeGreaterThan(dot(a, c) + 0.2);
});

test("what Google refuses: key, model, empty or ill-formed contents", async () => {
  expect(await error(sdk("wrong").models.generateContent({ model: MODEL, contents: "x" }))).toMatchObject({ status: 400 });
  expect((await error(sdk("wrong").models.generateContent({ model: MODEL, contents: "x" })))?.message).toContain(
    "API_KEY_INVALID",
  );
  expect(await error(sdk().models.generateContent({ model: "gemini-0", contents: "x" }))).toMatchObject({ status: 404 });
  const raw = (body: unknown, headers: Record<string, string> = { "x-goog-api-key": DEFAULT_GEMINI_KEY }) =>
    fetch(`${world.geminiBase}/v1beta/models/${MODEL}:generateContent`, { method: "POST", headers, body: JSON.stringify(body) });
  expect((await raw({})).status).toBe(400);
  expect((await raw({ contents: [{ role: "assistant", parts: [{ text: "x" }] }] })).status).toBe(400);
  expect((await raw({ contents: [{ role: "user", parts: [] }] })).status).toBe(400);
  expect((await raw({ contents: [user("x")], messages: [] })).status).toBe(400);
  expect((await raw({ contents: [user("x")] }, {})).status).toBe(403);
  expect((await raw({ contents: [user("x")] })).status).toBe(200);
  expect((await fetch(`${world.geminiBase}/v1beta/models?key=${DEFAULT_GEMINI_KEY}`)).status).toBe(200);
});

test("each key leaves its own fingerprint", async () => {
  await world.setGeminiKeys(["a", "b"]);
  for (const key of ["a", "b", "a"]) await sdk(key).models.generateContent({ model: MODEL, contents: "x" });
  const prints = world.gemini.requests.map((one) => one.keyFingerprint);
  expect(prints[0]).toBe(prints[2]);
  expect(prints[0]).not.toBe(prints[1]);
});

test("errors by switch reach the SDK as ApiError with their status", async () => {
  for (const [kind, status] of [
    ["http429", 429],
    ["http500", 500],
    ["http503", 503],
  ] as const) {
    await world.fail({ provider: "gemini", kind });
    const failure = await error(generate());
    expect(failure).toBeInstanceOf(ApiError);
    expect(failure).toMatchObject({ status });
  }
  await world.fail({ provider: "gemini", kind: "badJson" });
  await expect(generate()).rejects.toThrow(/JSON/);
  await world.fail({ provider: "gemini", kind: "reset" });
  await expect(generate()).rejects.toThrow(/fetch failed/);
  expect((await generate()).text).toContain("Ciao");
});

test("empty, refused, blocked and cut answers", async () => {
  await world.fail({ provider: "gemini", kind: "emptyAnswer" });
  expect((await generate()).text).toBeUndefined();
  await world.fail({ provider: "gemini", kind: "refusal" });
  const refused = await generate();
  expect([refused.text, refused.candidates?.[0]?.finishReason]).toEqual([undefined, "SAFETY"]);
  await world.fail({ provider: "gemini", kind: "blockedPrompt" });
  expect((await generate()).promptFeedback?.blockReason).toBe("SAFETY");
  await world.fail({ provider: "gemini", kind: "maxTokens" });
  expect((await generate("Ciao, mi chiamo Marta")).candidates?.[0]?.finishReason).toBe("MAX_TOKENS");
  const limited = await sdk().models.generateContent({ model: MODEL, contents: "Ciao", config: { maxOutputTokens: 2 } });
  expect([limited.text, limited.candidates?.[0]?.finishReason]).toEqual(["Ciao! Co", "MAX_TOKENS"]);
});

test("a stream cut in the middle never says that it is finished", async () => {
  await world.fail({ provider: "gemini", kind: "cutStream" });
  const chunks: string[] = [];
  const reading = (async () => {
    const contents = "Ciao, mi chiamo Marta e vorrei perdere 5 kg";
    for await (const chunk of await sdk().models.generateContentStream({ model: MODEL, contents })) {
      chunks.push(chunk.text ?? "");
      expect(chunk.candidates?.[0]?.finishReason).toBeUndefined();
    }
  })();
  await expect(reading).rejects.toThrow(/terminated/);
  expect(chunks.length).toBeGreaterThan(0);
});

test("a hanging model is left by abort, and the next call works", async () => {
  await world.fail({ provider: "gemini", kind: "hang" });
  const abortSignal = AbortSignal.timeout(50);
  await expect(sdk().models.generateContent({ model: MODEL, contents: "x", config: { abortSignal } })).rejects.toThrow(
    /abort|timeout/i,
  );
  expect((await generate()).text).toContain("Ciao");
});

test("scripted answers come in order, each to the call it fits", async () => {
  await world.script({ text: "per il gatto", contains: "gatto" }, { text: "prima" }, { error: { status: 503 } });
  expect((await generate("Ciao")).text).toBe("prima");
  expect(await error(generate("Ciao"))).toMatchObject({ status: 503 });
  expect((await generate("il gatto")).text).toBe("per il gatto");
  expect((await generate("Ciao")).text).toContain("Come posso aiutarti");
});
