import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createGemini } from "../../workers/models/gemini.ts";
import { geminiRequest } from "../../workers/models/geminiRequest.ts";
import type { KeyedResult } from "../../workers/models/keyedModel.ts";
import type { ModelRequest } from "../../workers/models/port.ts";
import { costOf, maxCost } from "../../workers/models/pricing.ts";
import { DEFAULT_GEMINI_KEY } from "../world/contract.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";
import { aRequest, never } from "./requests.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ seed: 1 });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.reset();
  await world.setPace({ firstTokenMs: 0, chunkMs: 0 });
});

interface Call extends KeyedResult {
  deltas: string[];
  ms: number;
}

const call = async (
  over: Partial<ModelRequest> = {},
  options: { key?: string; signal?: AbortSignal; firstTokenMs?: number; wholeMs?: number; onDelta?: () => void } = {},
): Promise<Call> => {
  const timeouts = { firstTokenMs: options.firstTokenMs ?? 2_000, wholeMs: options.wholeMs ?? 4_000 };
  const gemini = createGemini({ baseUrl: world.geminiBase, timeouts });
  const deltas: string[] = [];
  const startedAt = performance.now();
  const outcome = await gemini.generate(aRequest(over), options.key ?? DEFAULT_GEMINI_KEY, {
    signal: options.signal ?? never(),
    onDelta: (text) => {
      deltas.push(text);
      options.onDelta?.();
    },
  });
  return { ...outcome, deltas, ms: performance.now() - startedAt };
};

const failureOf = ({ result }: KeyedResult) => (result.ok ? null : result.failure);

describe("an answer", () => {
  it("comes piece by piece, with what it has cost", async () => {
    await world.script({ chunks: ["Apriamo ", "alle ", "sette."] });
    const { result, deltas, verdict } = await call();
    expect(deltas).toEqual(["Apriamo ", "alle ", "sette."]);
    expect(result).toMatchObject({ ok: true, text: "Apriamo alle sette.", finish: "stop", model: "gemini-2.5-flash" });
    expect(result.ok && result.tokensIn > 0 && result.tokensOut > 0).toBe(true);
    expect(costOf(result)).toBeLessThanOrEqual(maxCost(aRequest()));
    expect(verdict).toEqual({ kind: "fine" });
  });

  it("says when it was ended by its length", async () => {
    await world.fail({ provider: "gemini", kind: "maxTokens" });
    expect((await call()).result).toMatchObject({ ok: true, finish: "length" });
  });

  it("is asked for with nothing but what `geminiRequest` shows", async () => {
    const request = aRequest({
      system: "Riga uno\n━━━ ISTRUZIONI LIVELLO GOLD ━━━\n«è» 👋",
      contents: [
        { role: "user", text: "Ciao" },
        { role: "model", text: "Ciao a te" },
        { role: "user", text: "Quanto costa?\nE gli orari?" },
      ],
    });
    await call(request);
    const [captured] = world.gemini.requests;
    const shown = geminiRequest(request);
    expect(captured).toMatchObject({ model: shown.model, operation: "streamGenerateContent" });
    const { systemInstruction, ...generationConfig } = shown.config;
    expect(captured?.body).toEqual({
      contents: shown.contents,
      systemInstruction: { role: "user", parts: [{ text: systemInstruction }] },
      generationConfig,
    });
  });

  it("never thinks aloud, and does not think at all where it need not", () => {
    expect(geminiRequest(aRequest()).config).toMatchObject({ maxOutputTokens: 400, thinkingConfig: { thinkingBudget: 0 } });
    expect(geminiRequest(aRequest({ model: "gemini-2.5-pro" })).config).toMatchObject({
      maxOutputTokens: 528,
      thinkingConfig: { thinkingBudget: 128 },
    });
    expect(geminiRequest(aRequest({ model: "gemini-3.5-flash-lite" })).config.thinkingConfig).toEqual({
      thinkingLevel: "MINIMAL",
    });
    expect(geminiRequest(aRequest({ model: "gemini-3.8-flash" })).config.thinkingConfig).toEqual({ thinkingLevel: "LOW" });
    expect(geminiRequest(aRequest({ model: "gemma-4" })).config).not.toHaveProperty("thinkingConfig");
  });
});

describe("an answer that does not come", () => {
  it.each([
    ["refusal", "refused"],
    ["blockedPrompt", "refused"],
    ["emptyAnswer", "empty"],
    ["cutStream", "cut"],
    ["badJson", "unavailable"],
  ] as const)("%s is %s, and may have cost something", async (kind, failure) => {
    await world.script({ chunks: ["Uno ", "due ", "tre ", "quattro"] });
    await world.fail({ provider: "gemini", kind });
    const outcome = await call();
    expect(failureOf(outcome)).toBe(failure);
    expect(outcome.verdict).toEqual({ kind: "fine" });
    expect(costOf(outcome.result)).toBeGreaterThan(0);
    expect(costOf(outcome.result)).toBeLessThanOrEqual(maxCost(aRequest()));
  });

  it.each(["SAFETY", "RECITATION", "PROHIBITED_CONTENT", "BLOCKLIST", "SPII"])(
    "is refused for %s, also half way",
    async (reason) => {
      await world.script({ chunks: ["Una parte "], finishReason: reason });
      expect(failureOf(await call())).toBe("refused");
    },
  );

  it("is cut when it ends for another reason", async () => {
    await world.script({ chunks: ["Una parte "], finishReason: "OTHER" });
    expect(failureOf(await call())).toBe("cut");
  });

  it.each([
    ["http429", { kind: "rests", afterMs: 7_000 }],
    ["http500", { kind: "rests", afterMs: null }],
    ["http503", { kind: "rests", afterMs: null }],
    ["reset", { kind: "fine" }],
  ] as const)("%s is unavailable and costs nothing", async (kind, verdict) => {
    await world.fail({ provider: "gemini", kind, retryAfterSeconds: 7 });
    const outcome = await call();
    expect(failureOf(outcome)).toBe("unavailable");
    expect(outcome.verdict).toEqual(verdict);
    expect(costOf(outcome.result)).toBe(0);
  });

  it("tells a refused key from a refused request", async () => {
    const unknown = await call({}, { key: "not-a-key-of-theirs" });
    expect([failureOf(unknown), unknown.verdict]).toEqual(["unavailable", { kind: "invalid" }]);
    expect(JSON.stringify(unknown)).not.toContain("not-a-key-of-theirs");

    const error = { status: 403, code: "PERMISSION_DENIED", message: "Your API key was reported as leaked." };
    await world.fail({ provider: "gemini", kind: "refuse", error });
    expect((await call()).verdict).toEqual({ kind: "invalid" });

    await world.fail({
      provider: "gemini",
      kind: "refuse",
      error: { status: 400, code: "FAILED_PRECONDITION", message: "Enable billing" },
    });
    expect((await call()).verdict).toMatchObject({ kind: "rests" });

    const wrongModel = await call({ model: "gemini-9-imagined" });
    expect([failureOf(wrongModel), wrongModel.verdict]).toEqual(["bad_request", { kind: "fine" }]);
    expect(failureOf(await call({ contents: [] }))).toBe("bad_request");
  });
});

describe("time", () => {
  it("is up when no first word comes", async () => {
    await world.fail({ provider: "gemini", kind: "hang" });
    const outcome = await call({}, { firstTokenMs: 80 });
    expect(outcome.result).toMatchObject({ ok: false, failure: "unavailable", detail: expect.stringContaining("first_token") });
    expect(outcome.ms).toBeLessThan(1_000);
    expect(costOf(outcome.result)).toBe(maxCost(aRequest({ provider: "ai_studio" })));
  });

  it("is up when the whole takes too long, though words come", async () => {
    await world.script({ chunks: ["a ", "b ", "c ", "d ", "e ", "f "], chunkMs: 60 });
    const outcome = await call({}, { firstTokenMs: 150, wholeMs: 200 });
    expect(outcome.result).toMatchObject({ ok: false, failure: "unavailable", detail: expect.stringContaining("whole") });
    expect(outcome.deltas.length).toBeGreaterThan(1);
  });

  it("ends at once when the caller hangs up, before, during the wait and between two words", async () => {
    const before = await call({}, { signal: AbortSignal.abort() });
    expect([failureOf(before), world.gemini.requests.length, costOf(before.result)]).toEqual(["aborted", 0, 0]);

    await world.fail({ provider: "gemini", kind: "hang" });
    const waiting = await call({}, { signal: AbortSignal.timeout(50) });
    expect(failureOf(waiting)).toBe("aborted");
    expect(waiting.ms).toBeLessThan(500);

    await world.script({ chunks: ["uno ", "due ", "tre "], chunkMs: 700 });
    const hangUp = new AbortController();
    const half = await call({}, { signal: hangUp.signal, onDelta: () => hangUp.abort() });
    expect([failureOf(half), half.deltas]).toEqual(["aborted", ["uno "]]);
    expect(half.ms).toBeLessThan(500);
    expect(costOf(half.result)).toBe(maxCost(aRequest({ provider: "ai_studio" })));
  });
});
