import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFailover } from "../../workers/models/failover.ts";
import { createGemini } from "../../workers/models/gemini.ts";
import type { KeyedModel, KeyedResult } from "../../workers/models/keyedModel.ts";
import { offlineModel } from "../../workers/models/offline.ts";
import type { KeyOwner, ModelOptions, ModelResult } from "../../workers/models/port.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";
import { keyHouse, type KeyHouse } from "./keys.ts";
import { aRequest, client, lead, never } from "./requests.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ seed: 2 });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.reset();
  await world.setPace({ firstTokenMs: 0, chunkMs: 0 });
  await world.setGeminiKeys(["a-key", "b-key", "c-key", "own-key"]);
});

interface Outcome {
  result: ModelResult;
  deltas: string[];
  retractions: number;
  pauses: number[];
}

const ask = async (
  house: KeyHouse,
  seeds: string[],
  options: { provider?: KeyedModel; owner?: KeyOwner; over?: Partial<ModelOptions>; onPause?: () => void } = {},
): Promise<Outcome> => {
  const outcome: Outcome = { result: { ok: false, failure: "empty", detail: "" }, deltas: [], retractions: 0, pauses: [] };
  const model = createFailover({
    provider: options.provider ?? createGemini({ baseUrl: world.geminiBase }),
    keyring: house.keyring(seeds),
    offline: offlineModel,
    chance: house.chance,
    sleep: async (ms) => {
      outcome.pauses.push(ms);
      house.chance.advance(ms);
      options.onPause?.();
    },
  });
  outcome.result = await model.generate(aRequest(), {
    signal: never(),
    onDelta: (text) => outcome.deltas.push(text),
    onRetract: () => {
      outcome.retractions += 1;
      outcome.deltas.length = 0;
    },
    keyFor: options.owner ?? lead,
    ...options.over,
  });
  await house.settled();
  return outcome;
};

const outcomes = (house: KeyHouse) => house.log().map((row) => row.outcome);
const keysUsed = () => new Set(world.gemini.requests.map((request) => request.keyFingerprint)).size;

describe("against the provider", () => {
  it("goes on with the next key after a 429", async () => {
    const house = keyHouse();
    await world.fail({ provider: "gemini", kind: "http429", retryAfterSeconds: 40 });
    const { result, pauses } = await ask(house, ["a-key", "b-key"]);
    expect(result.ok).toBe(true);
    expect(keysUsed()).toBe(2);
    expect(outcomes(house)).toEqual(["rests", "fine"]);
    expect(pauses).toHaveLength(1);
    expect(house.rows().filter((row) => row.rests_until >= house.chance.now() + 39_000)).toHaveLength(1);
  });

  it("tries a single key again after a 503, three times at most", async () => {
    await world.fail({ provider: "gemini", kind: "http503" });
    expect((await ask(keyHouse(), ["a-key"])).result.ok).toBe(true);

    await world.reset({ keepDirectory: true });
    await world.fail({ provider: "gemini", kind: "http503", times: null });
    const { result, pauses } = await ask(keyHouse(), ["a-key", "b-key", "c-key"]);
    expect(result).toMatchObject({ ok: false, failure: "unavailable" });
    expect([world.gemini.requests.length, keysUsed()]).toEqual([3, 3]);
    expect(pauses[0]).toBeGreaterThanOrEqual(200);
    expect(pauses[1]).toBeGreaterThanOrEqual(400);
    expect(pauses.every((ms) => ms <= 600)).toBe(true);
  });

  it("drops a refused key and goes on without a pause", async () => {
    const house = keyHouse();
    await world.setGeminiKeys(["b-key"]);
    const answers = [await ask(house, ["a-key", "b-key"]), await ask(house, ["a-key", "b-key"])];
    expect(answers.map(({ result }) => result.ok)).toEqual([true, true]);
    expect(outcomes(house)).toEqual(["invalid", "fine", "fine"]);
    expect(house.rows().map((row) => row.is_active)).toEqual([0, 1]);
    expect(answers.flatMap(({ pauses }) => pauses).every((ms) => ms === 0)).toBe(true);
  });

  it("answers a client with the tenant's key, and with the pool when that one fails", async () => {
    const house = keyHouse({ ten_a: "own-key" });
    expect((await ask(house, ["a-key"], { owner: client })).result.ok).toBe(true);
    expect(outcomes(house)).toEqual([]);
    await world.setGeminiKeys(["a-key"]);
    expect((await ask(house, ["a-key"], { owner: client })).result.ok).toBe(true);
    expect(outcomes(house)).toEqual(["fine"]);
  });

  it.each(["refusal", "emptyAnswer", "cutStream", "badJson"] as const)("does not pay twice for %s", async (kind) => {
    await world.fail({ provider: "gemini", kind });
    const { result, retractions } = await ask(keyHouse(), ["a-key", "b-key"]);
    expect([result.ok, world.gemini.requests.length, retractions]).toEqual([false, 1, 0]);
  });

  it("is offline without any key, and unavailable without one that works", async () => {
    expect((await ask(keyHouse(), [])).result).toMatchObject({ ok: true, model: "offline" });
    await world.setGeminiKeys([]);
    expect((await ask(keyHouse(), ["a-key", "b-key"])).result).toMatchObject({ ok: false, failure: "unavailable" });
    expect(world.gemini.requests).toHaveLength(2);
  });

  it("says so when the keys cannot be read", async () => {
    const house = keyHouse();
    house.d1.isAway = true;
    expect((await ask(house, ["a-key"])).result).toMatchObject({ ok: false, failure: "unavailable" });
  });
});

/** A provider that does what it is told, call by call: shows some words, then ends. */
const scripted = (house: KeyHouse, ...calls: { shows?: string[]; takesMs?: number; ends: KeyedResult }[]): KeyedModel => {
  let at = 0;
  return {
    async generate(_request, _key, { onDelta }) {
      const call = calls[Math.min(at++, calls.length - 1)];
      if (!call) throw new Error("no call was scripted");
      for (const text of call.shows ?? []) onDelta?.(text);
      house.chance.advance(call.takesMs ?? 0);
      return call.ends;
    },
  };
};
const overloaded: KeyedResult = {
  result: { ok: false, failure: "unavailable", detail: "503" },
  verdict: { kind: "rests", afterMs: null },
};
const fine: KeyedResult = {
  result: { ok: true, text: "Eccomi", finish: "stop", tokensIn: 1, tokensOut: 1, model: "gemini-2.5-flash" },
  verdict: { kind: "fine" },
};

describe("a draft that has been shown", () => {
  it("is withdrawn before the answer starts over", async () => {
    const house = keyHouse();
    const provider = scripted(house, { shows: ["Mezza "], ends: overloaded }, { shows: ["Eccomi"], ends: fine });
    const { result, deltas, retractions } = await ask(house, ["a-key"], { provider });
    expect([result.ok, deltas, retractions]).toEqual([true, ["Eccomi"], 1]);
  });

  it("is the last word where it cannot be withdrawn", async () => {
    const house = keyHouse();
    const provider = scripted(house, { shows: ["Mezza "], ends: overloaded }, { ends: fine });
    const { result } = await ask(house, ["a-key"], { provider, over: { onRetract: undefined } });
    expect(result).toEqual(overloaded.result);
    const unseen = scripted(house, { shows: ["Mezza "], ends: overloaded }, { ends: fine });
    const nobody = await ask(house, ["a-key"], { provider: unseen, over: { onDelta: undefined, onRetract: undefined } });
    expect(nobody.result.ok).toBe(true);
  });
});

describe("patience", () => {
  it("ends ten seconds after the first call began", async () => {
    const house = keyHouse();
    const slow = await ask(house, ["a-key"], { provider: scripted(house, { takesMs: 9_900, ends: overloaded }, { ends: fine }) });
    expect(slow.result.ok).toBe(false);
    const quick = await ask(house, ["a-key"], {
      provider: scripted(house, { takesMs: 9_000, ends: overloaded }, { ends: fine }),
    });
    expect(quick.result.ok).toBe(true);
  });

  it("ends when the caller hangs up during a pause", async () => {
    const house = keyHouse();
    const hangUp = new AbortController();
    const provider = scripted(house, { ends: overloaded }, { ends: fine });
    const over = { signal: hangUp.signal };
    const { result } = await ask(house, ["a-key"], { provider, over, onPause: () => hangUp.abort() });
    expect(result).toMatchObject({ ok: false, failure: "aborted" });
  });
});
