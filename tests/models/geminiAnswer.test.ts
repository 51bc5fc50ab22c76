import { ApiError, GenerateContentResponse } from "@google/genai/web";
import { describe, expect, it } from "vitest";
import { conclude, nothingRead, readChunk, textOf } from "../../workers/models/geminiAnswer.ts";
import { readFault } from "../../workers/models/geminiErrors.ts";
import { mostTokensOut } from "../../workers/models/pricing.ts";
import { aRequest } from "./requests.ts";

const chunk = (fields: object): GenerateContentResponse => Object.assign(new GenerateContentResponse(), fields);
const read = (...chunks: object[]) =>
  conclude(
    chunks.reduce(
      (reading: ReturnType<typeof nothingRead>, fields) => readChunk(reading, chunk(fields)),
      nothingRead(aRequest()),
    ),
    aRequest(),
  );
const says = (text: string, more: object = {}) => ({ candidates: [{ content: { parts: [{ text }] }, ...more }] });

describe("reading an answer", () => {
  it("leaves out thoughts, and counts them", () => {
    const parts = [{ text: "Let me think…", thought: true }, { text: "Alle " }, { text: "sette" }];
    expect(textOf(chunk({ candidates: [{ content: { parts } }] }))).toBe("Alle sette");
    const usageMetadata = { promptTokenCount: 10, candidatesTokenCount: 3, thoughtsTokenCount: 40 };
    const candidates = [{ content: { parts }, finishReason: "STOP" }];
    expect(read({ candidates, usageMetadata })).toMatchObject({ ok: true, text: "Alle sette", tokensIn: 10, tokensOut: 43 });
  });

  it("names the model that has really answered", () => {
    const done = says("Sì", { finishReason: "STOP" });
    expect(read({ ...done, modelVersion: "models/gemini-3.5-flash-lite" })).toMatchObject({ model: "gemini-3.5-flash-lite" });
    expect(read(done)).toMatchObject({ model: "gemini-2.5-flash" });
  });

  it("counts the most there can be where nothing was counted", () => {
    expect(read(says("Mezza"))).toMatchObject({ failure: "cut", billed: { tokensOut: mostTokensOut(aRequest()) } });
  });

  it("is empty when only thoughts came, or blanks", () => {
    const thought = { candidates: [{ content: { parts: [{ text: "Hm", thought: true }] }, finishReason: "MAX_TOKENS" }] };
    expect(read(thought)).toMatchObject({ ok: false, failure: "empty" });
    expect(read(says(" \n", { finishReason: "STOP" }))).toMatchObject({ ok: false, failure: "empty" });
  });
});

describe("reading an error", () => {
  const fault = (status: number, error: object, before = "") =>
    readFault(new ApiError({ status, message: `${before}${JSON.stringify({ error })}` }));

  it("finds the provider's words, also when the error comes in the middle of a stream", () => {
    const error = { code: 503, status: "UNAVAILABLE", message: "Overloaded" };
    const expected = { failure: "unavailable", detail: "503 UNAVAILABLE: Overloaded", isStatus: true };
    expect(fault(503, error)).toMatchObject(expected);
    expect(fault(503, error, "got status: UNAVAILABLE. ")).toMatchObject(expected);
    expect(readFault(new ApiError({ status: 502, message: "<html>Bad gateway</html>" }))).toMatchObject({
      failure: "unavailable",
    });
  });

  it("lets an account without credit rest, and drops an expired key", () => {
    expect(fault(402, { status: "RESOURCE_EXHAUSTED" }).verdict.kind).toBe("rests");
    expect(fault(400, { status: "INVALID_ARGUMENT", message: "API key expired. Please renew the API key." }).verdict.kind).toBe(
      "invalid",
    );
    expect(fault(400, { status: "INVALID_ARGUMENT", message: 'Unknown name "x"' })).toMatchObject({ failure: "bad_request" });
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "1.5s" }];
    expect(fault(429, { status: "RESOURCE_EXHAUSTED", details }).verdict).toEqual({ kind: "rests", afterMs: 1_500 });
  });

  it("takes anything else for a broken connection", () => {
    expect(readFault(new TypeError("fetch failed"))).toMatchObject({
      failure: "unavailable",
      isStatus: false,
      verdict: { kind: "fine" },
    });
    expect(readFault("?")).toMatchObject({ failure: "unavailable" });
  });
});
