import { describe, expect, it } from "vitest";
import type { KeyUse } from "../../workers/platform/keyUsage.ts";
import type { KeyedModel } from "../../workers/models/keyedModel.ts";
import { offlineModel } from "../../workers/models/offline.ts";
import type { Model, ModelResult } from "../../workers/models/port.ts";
import { tryKey, tryPool } from "../../workers/models/trial.ts";

const answering = (result: ModelResult, verdict: KeyUse): KeyedModel => ({ generate: async () => ({ result, verdict }) });
const unavailable = (detail: string): ModelResult => ({ ok: false, failure: "unavailable", detail });
const said: ModelResult = { ok: true, text: "OK", finish: "stop", tokensIn: 9, tokensOut: 1, model: "m" };

describe("trying a key", () => {
  it.each<[string, ModelResult, KeyUse, string]>([
    ["an answer", said, { kind: "fine" }, "works"],
    ["an answer that was cut", { ok: false, failure: "cut", detail: "" }, { kind: "fine" }, "works"],
    ["a key that is refused", unavailable("400 INVALID_ARGUMENT: API key not valid"), { kind: "invalid" }, "refused"],
    ["a quota that is used up", unavailable("429 RESOURCE_EXHAUSTED: Quota"), { kind: "rests", afterMs: 7_000 }, "limited"],
    ["an account without billing", unavailable("400 FAILED_PRECONDITION: billing"), { kind: "rests", afterMs: 1 }, "limited"],
    ["a fault of the provider's", unavailable("503 UNAVAILABLE: overloaded"), { kind: "rests", afterMs: null }, "unreachable"],
    ["no answer at all", unavailable("No whole answer: fetch failed"), { kind: "fine" }, "unreachable"],
  ])("tells %s", async (_, result, verdict, outcome) => {
    expect(await tryKey(answering(result, verdict), "key")).toMatchObject({ outcome, use: verdict });
  });

  it("counts the tokens that it took", async () => {
    expect(await tryKey(answering(said, { kind: "fine" }), "key")).toMatchObject({ tokens: 10 });
  });
});

describe("trying what the installation has", () => {
  const model = (result: ModelResult): Model => ({ generate: async () => result });
  it("tells an answer from silence, and both from the offline model", async () => {
    expect(await tryPool(model(said), "ten_a")).toBe("works");
    expect(await tryPool(model(unavailable("503")), "ten_a")).toBe("unreachable");
    expect(await tryPool(offlineModel, "ten_a")).toBe("none");
  });
});
