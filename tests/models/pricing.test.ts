import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ModelRequest } from "../../workers/models/port.ts";
import { costOf, costOfTokens, maxCost, mostTokensIn, mostTokensOut } from "../../workers/models/pricing.ts";
import { estimateTokens, mostTokens } from "../../workers/models/tokens.ts";
import { aRequest } from "./requests.ts";

const millionth = (model: string, tokensIn: number, tokensOut: number) => costOfTokens({ model, tokensIn, tokensOut });

describe("prices", () => {
  it("are those of Google's page for a million tokens in and out", () => {
    const million = 1_000_000;
    const prices: [string, number, number][] = [
      ["gemini-2.5-flash", 0.3, 2.5],
      ["gemini-2.5-flash-preview-09-2025", 0.3, 2.5],
      ["gemini-2.5-flash-lite", 0.1, 0.4],
      ["gemini-3.5-flash-lite", 0.3, 2.5],
      ["gemini-3.5-flash", 1.5, 9],
      ["gemini-3.8-flash-001", 1.5, 7.5],
      ["gemini-3-flash-preview", 0.5, 3],
    ];
    for (const [model, input, output] of prices) {
      expect([model, millionth(model, million, 0)]).toEqual([model, input * million]);
      expect([model, millionth(model, 0, million)]).toEqual([model, output * million]);
    }
  });

  it("rise for a long prompt on the Pro models", () => {
    expect(millionth("gemini-3.1-pro-preview", 200_000, 0)).toBe(400_000);
    expect(millionth("gemini-3.1-pro-preview", 200_001, 0)).toBe(800_004);
  });

  it("are the dearest for a model that is not in the table, and nothing for the offline one", () => {
    for (const model of [
      "somebody-elses-model",
      "gemini-2.5-flash-image",
      "gemini-9",
      "gemini-flash-latest",
      "gemini-2.5-flash-lite-latest",
      "",
    ])
      expect([model, millionth(model, 1_000, 1_000)]).toEqual([model, 22_000]);
    expect(millionth("offline", 10_000, 10_000)).toBe(0);
  });
});

describe("what is reserved", () => {
  const requests = fc.record({
    model: fc.constantFrom("gemini-2.5-flash", "gemini-2.5-pro", "gemini-3.8-flash", "gemini-3.1-pro-preview", "unknown"),
    system: fc.string({ unit: "binary", maxLength: 400 }),
    contents: fc.array(fc.record({ role: fc.constantFrom("user", "model"), text: fc.string({ unit: "binary" }) }), {
      maxLength: 20,
    }),
    maxOutputTokens: fc.integer({ min: 1, max: 8_192 }),
  });

  it("is enough for any call that keeps to the request", () => {
    fc.assert(
      fc.property(
        requests,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (request, a, b) => {
          const asked = request as ModelRequest;
          const tokensIn = Math.floor(mostTokensIn(asked) * a);
          const tokensOut = Math.floor(asked.maxOutputTokens * b);
          const result = { ok: true, text: "x", finish: "stop", tokensIn, tokensOut, model: asked.model } as const;
          expect(costOf(result)).toBeLessThanOrEqual(maxCost(asked));
          expect(Number.isInteger(maxCost(asked))).toBe(true);
        },
      ),
    );
  });

  it("is enough for an alias, whichever model answers to it", () => {
    const answering = ["gemini-2.5-flash-lite", "gemini-3.8-flash", "gemini-3.1-pro-preview", "gemini-9"];
    for (const alias of ["gemini-flash-latest", "gemini-2.5-flash-latest", "gemini-2.5-flash-lite-latest"])
      for (const model of answering) {
        const asked = aRequest({ model: alias });
        const billed = { model, tokensIn: mostTokensIn(asked), tokensOut: mostTokensOut(asked) };
        expect(costOfTokens(billed)).toBeLessThanOrEqual(maxCost(asked));
      }
  });

  it("has room for thoughts where a model can't do without", () => {
    const costs = (model: string) => maxCost(aRequest({ model, maxOutputTokens: 0, system: "", contents: [] }));
    expect(costs("gemini-2.5-flash")).toBeLessThan(10);
    expect(costs("gemini-3.8-flash")).toBeGreaterThan(15_000);
  });

  it("takes any script for the most tokens it can be", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(mostTokens(text)).toBeGreaterThanOrEqual(estimateTokens(text));
        expect(mostTokens(text)).toBe(Buffer.byteLength(text.toWellFormed()));
      }),
    );
    expect(estimateTokens("quattro")).toBe(2);
    expect(estimateTokens("")).toBe(0);
  });
});

describe("a call that failed", () => {
  it("costs what the provider may bill, or nothing", () => {
    expect(costOf({ ok: false, failure: "unavailable", detail: "429" })).toBe(0);
    const billed = { model: "gemini-2.5-flash", tokensIn: 1_000, tokensOut: 1_000 };
    expect(costOf({ ok: false, failure: "refused", detail: "SAFETY", billed })).toBe(2_800);
  });
});
