import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64 } from "../../workers/models/base64.ts";
import { hasSound, mostTokensOfFile } from "../../workers/models/fileTokens.ts";
import { createGemini } from "../../workers/models/gemini.ts";
import { geminiRequest } from "../../workers/models/geminiRequest.ts";
import { offlineModel } from "../../workers/models/offline.ts";
import { costOf, costOfTokens, maxCost, mostTokensIn } from "../../workers/models/pricing.ts";
import { DEFAULT_GEMINI_KEY } from "../world/contract.ts";
import { png } from "../world/samples/png.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";
import { aRequest, lead, never } from "./requests.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ seed: 4 });
  await world.setPace({ firstTokenMs: 0, chunkMs: 0 });
});
afterAll(() => world.close());

const file = (mediaType: string, bytes: number) => ({ mediaType, bytes: new Uint8Array(bytes) });
const withFiles = (...files: ReturnType<typeof file>[]) =>
  aRequest({ contents: [{ role: "user", text: "Che cosa si vede?", files }] });

const jsonSchema = { type: "object", properties: { description: { type: "string" } }, required: ["description"] };

describe("files of a request", () => {
  it("travel before the text, whole, and the answer keeps to the schema", async () => {
    const bytes = new Uint8Array(png({ width: 300, height: 200 }));
    const request = { ...withFiles({ mediaType: "image/png", bytes }), jsonSchema };
    const sent = geminiRequest(request);
    const [turn] = sent.contents;
    expect(turn?.parts?.[0]?.inlineData?.mimeType).toBe("image/png");
    expect(Buffer.from(turn?.parts?.[0]?.inlineData?.data ?? "", "base64").equals(Buffer.from(bytes))).toBe(true);
    expect(turn?.parts?.[1]).toEqual({ text: "Che cosa si vede?" });
    expect(sent.config).toMatchObject({ responseMimeType: "application/json", responseSchema: jsonSchema });

    const gemini = createGemini({ baseUrl: world.geminiBase });
    await world.script({ text: '{"description":"Un piatto di pasta"}' });
    const { result } = await gemini.generate(request, DEFAULT_GEMINI_KEY, { signal: never() });
    expect(result).toMatchObject({ ok: true, text: '{"description":"Un piatto di pasta"}' });
    const body = world.gemini.requests.at(-1)?.body;
    expect(body?.generationConfig).toMatchObject({ responseMimeType: "application/json" });
    expect(Object.keys(body?.contents?.[0]?.parts?.[0] ?? {})).toEqual(["inlineData"]);
  });

  it("may be all a turn holds", () => {
    const [turn] = geminiRequest(aRequest({ contents: [{ role: "user", text: "", files: [file("audio/ogg", 3)] }] })).contents;
    expect(turn?.parts).toEqual([{ inlineData: { mimeType: "audio/ogg", data: "AAAA" } }]);
  });

  it("are written as base64 whatever their length", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
      }),
      { numRuns: 30 },
    );
  });

  it("are nothing the offline model can look at, and it says so in the customer's language", async () => {
    const answer = (language: "it" | "fr") =>
      offlineModel.generate({ ...withFiles(file("image/png", 9)), language }, { signal: never(), keyFor: lead });
    expect(await answer("it")).toMatchObject({ ok: true, model: "offline", text: expect.stringContaining("non può guardare") });
    expect(await answer("fr")).toMatchObject({ ok: true, text: expect.stringContaining("hors ligne") });
  });
});

describe("what files can cost at most", () => {
  /** Documented rates: https://ai.google.dev/gemini-api/docs/tokens */
  it.each([
    ["a picture at the highest resolution", file("image/jpeg", 200_000), 2_240],
    ["a voice note of 30 s at 16 kbit/s", file("audio/ogg", 60_000), 30 * 32],
    ["an hour of speech at 6 kbit/s", file("audio/amr", 2_700_000), 3_600 * 32],
    ["a minute of film at 200 kbit/s", file("video/mp4", 1_500_000), 60 * 300],
    ["a scanned page", file("application/pdf", 40_000), 560],
    ["a thousand tiny pages", file("application/pdf", 200_000), 1_000 * 560],
    ["text", file("text/plain", 1_000), 1_000],
  ])("%s", (_name, one, tokens) => expect(mostTokensOfFile(one)).toBeGreaterThanOrEqual(tokens));

  it("is bounded by what any model takes at all", () => {
    for (const mediaType of ["image/png", "audio/ogg", "video/mp4", "application/pdf", "application/zip", ""])
      expect(mostTokensOfFile(file(mediaType, 16 * 1024 * 1024))).toBeLessThanOrEqual(1_120_000);
  });

  it("stays small for what people send every day: a photo and a voice note cost no more than a few cents", () => {
    const cents = (request: ReturnType<typeof withFiles>) => maxCost({ ...request, model: "gemini-3.5-flash-lite" }) / 10_000;
    expect(cents(withFiles(file("image/jpeg", 300_000)))).toBeLessThan(1);
    expect(cents(withFiles(file("audio/ogg", 60_000)))).toBeLessThan(3);
  });

  it("is enough for any call that keeps to the request, wherever it is answered (I12)", () => {
    const mediaType = fc.constantFrom("image/png", "audio/ogg", "video/mp4", "application/pdf", "text/csv", "odd/thing");
    const anyFile = fc.record({ mediaType, bytes: fc.uint8Array({ maxLength: 2_000 }) });
    const anyRequest = fc.record({
      model: fc.constantFrom("gemini-2.5-flash", "gemini-3.5-flash-lite", "gemini-3.1-pro-preview", "unknown"),
      provider: fc.constantFrom("auto" as const, "vertex" as const, "ai_studio" as const),
      files: fc.array(anyFile, { maxLength: 4 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      isAtVertex: fc.boolean(),
    });
    fc.assert(
      fc.property(anyRequest, ({ model, provider, files, share, isAtVertex }) => {
        const request = aRequest({ model, provider, contents: [{ role: "user", text: "?", files }] });
        const answered = isAtVertex && provider !== "ai_studio" ? `vertex/${model}` : model;
        const billed = {
          model: answered,
          tokensIn: Math.floor(mostTokensIn(request) * share),
          tokensOut: Math.floor(request.maxOutputTokens * share),
          hasSound: files.some(hasSound),
        };
        expect(costOf({ ok: true, text: "x", finish: "stop", ...billed })).toBeLessThanOrEqual(maxCost(request));
      }),
    );
  });

  it("takes sound and a chosen place of processing at their own prices", () => {
    const million = { tokensIn: 1_000_000, tokensOut: 0 };
    expect(costOfTokens({ model: "gemini-2.5-flash", ...million })).toBe(300_000);
    expect(costOfTokens({ model: "gemini-2.5-flash", ...million, hasSound: true })).toBe(1_000_000);
    expect(costOfTokens({ model: "vertex/gemini-2.5-flash", ...million })).toBe(330_000);
  });
});
