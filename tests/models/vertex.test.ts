import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createAccessTokens } from "../../workers/models/accessToken.ts";
import { createFailover } from "../../workers/models/failover.ts";
import { createGemini } from "../../workers/models/gemini.ts";
import { nobody } from "../../workers/models/nobody.ts";
import { offlineModel } from "../../workers/models/offline.ts";
import type { ModelRequest, ModelResult } from "../../workers/models/port.ts";
import { costOf, maxCost } from "../../workers/models/pricing.ts";
import { createProviders } from "../../workers/models/providers.ts";
import { createVertex, vertexHost } from "../../workers/models/vertex.ts";
import { createVertexKeyring, type VertexAccess } from "../../workers/models/vertexKeyring.ts";
import { parseVertex, type VertexConfig } from "../../workers/platform/vertexConfig.ts";
import { startWorld } from "../world/server.ts";
import type { World } from "../world/world.ts";
import { testChance } from "./chance.ts";
import { keyHouse } from "./keys.ts";
import { aRequest, lead, never } from "./requests.ts";

let world: World;
let config: VertexConfig;
beforeAll(async () => {
  world = await startWorld({ seed: 3 });
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.reset();
  await world.setPace({ firstTokenMs: 0, chunkMs: 0 });
  await world.setGeminiKeys(["a-key"]);
  const account = await world.vertex.serviceAccount("filo-test");
  const complaints: string[] = [];
  const parsed = parseVertex(
    { VERTEX_SERVICE_ACCOUNT: JSON.stringify(account), VERTEX_API_BASE: world.vertexBase },
    (words) => void complaints.push(words),
  );
  if (!parsed) throw new Error(`The world's service account was not taken: ${complaints.join()}`);
  config = parsed;
});

/** An isolate with Vertex AI and, with `seeds`, keys of AI Studio. */
const isolate = (seeds: string[] = ["a-key"]) => {
  const chance = testChance(Date.now());
  const tokenCalls: string[] = [];
  const fetchToken: typeof fetch = (input, init) => {
    tokenCalls.push(String(input));
    return fetch(input, init);
  };
  const noted: string[] = [];
  const access: VertexAccess = {
    tokens: createAccessTokens(config.account, chance, fetchToken),
    rest: { lastUsedAt: 0, restsUntil: 0 },
    note: (use, tokens) => void noted.push(`${use.kind} ${tokens > 0 ? "tokens" : "none"}`),
  };
  const provider = createVertex(config);
  const sleep = async (ms: number) => void chance.advance(ms);
  const vertex = (manner: "hasty" | "patient") =>
    createFailover({ provider, keyring: createVertexKeyring(access, chance, manner), offline: nobody, chance, sleep });
  const keyring = keyHouse().keyring(seeds);
  const studio = createGemini({ baseUrl: world.geminiBase });
  const model = createProviders({
    vertex: { hasty: vertex("hasty"), patient: vertex("patient") },
    aiStudio: createFailover({ provider: studio, keyring, offline: offlineModel, chance, sleep }),
    aiStudioBehind: createFailover({ provider: studio, keyring, offline: nobody, chance, sleep }),
  });
  const deltas: string[] = [];
  const ask = (over: Partial<ModelRequest> = {}): Promise<ModelResult> =>
    model.generate(aRequest({ model: "gemini-3.5-flash-lite", ...over }), {
      signal: never(),
      onDelta: (text) => void deltas.push(text),
      onRetract: () => void (deltas.length = 0),
      keyFor: lead,
    });
  return { ask, access, chance, tokenCalls, noted, deltas };
};

/** Of the calls themselves, not of those for tokens. */
const streamFails = { provider: "vertex", operation: "streamGenerateContent" } as const;
const platforms = () => world.gemini.requests.map(({ platform }) => platform ?? "studio");
const quietly = async <T>(work: () => Promise<T>): Promise<T> => {
  const quiet = vi.spyOn(console, "error").mockReturnValue();
  try {
    return await work();
  } finally {
    quiet.mockRestore();
  }
};

describe("Vertex AI", () => {
  it("answers first, in the EU, with the account's token, and its name is kept with the answer", async () => {
    await world.script({ chunks: ["Apriamo ", "alle sette."] });
    const { ask, deltas, noted } = isolate();
    const result = await ask();
    expect(result).toMatchObject({ ok: true, text: "Apriamo alle sette.", model: "vertex/gemini-3.5-flash-lite" });
    expect(deltas).toEqual(["Apriamo ", "alle sette."]);
    expect(world.gemini.requests).toMatchObject([
      { platform: "vertex", project: "filo-test", location: "eu", model: "gemini-3.5-flash-lite", status: 200 },
    ]);
    expect(world.gemini.requests[0]?.headers["x-goog-api-key"]).toBeUndefined();
    expect(noted).toEqual(["fine tokens"]);
    expect(costOf(result)).toBeGreaterThan(0);
    expect(costOf(result)).toBeLessThanOrEqual(maxCost(aRequest({ model: "gemini-3.5-flash-lite" })));
  });

  it("is asked for a token only when the one it gave is about to end", async () => {
    await world.vertex.setTokenSeconds(8 * 60);
    const { ask, chance, tokenCalls } = isolate();
    await ask();
    chance.advance(2 * 60_000);
    await ask();
    await ask();
    expect(tokenCalls).toHaveLength(1);
    chance.advance(61_000);
    await ask();
    expect(tokenCalls).toHaveLength(2);
    expect(platforms()).toEqual(["vertex", "vertex", "vertex", "vertex"]);
  });

  it("is asked for a new token when the old one is refused, and AI Studio answers meanwhile", async () => {
    const { ask, chance, tokenCalls, noted } = isolate();
    await ask();
    await world.vertex.expireTokens();
    expect(await ask()).toMatchObject({ ok: true, model: "gemini-3.5-flash-lite" });
    expect(noted).toEqual(["fine tokens", "invalid none"]);
    chance.advance(61_000);
    expect(await ask()).toMatchObject({ ok: true, model: "vertex/gemini-3.5-flash-lite" });
    expect(tokenCalls).toHaveLength(2);
  });

  it.each(["http503", "http429", "reset"] as const)("gives way to AI Studio after %s, rests, and comes back", async (kind) => {
    const { ask, chance } = isolate();
    await world.fail({ ...streamFails, kind });
    expect(await ask()).toMatchObject({ ok: true, model: "gemini-3.5-flash-lite" });
    expect(platforms()).toEqual(["vertex", "studio"]);
    if (kind !== "reset") {
      await ask();
      expect(platforms()).toEqual(["vertex", "studio", "studio"]);
    }
    chance.advance(61_000);
    expect(await ask()).toMatchObject({ ok: true, model: "vertex/gemini-3.5-flash-lite" });
  });

  it("gives way when there is no token, without asking for one at every call", async () => {
    const { ask, tokenCalls } = isolate();
    await world.vertex.removeServiceAccount(config.account.email);
    await quietly(async () => {
      expect(await ask()).toMatchObject({ ok: true, model: "gemini-3.5-flash-lite" });
      expect(await ask()).toMatchObject({ ok: true, model: "gemini-3.5-flash-lite" });
    });
    expect(tokenCalls).toHaveLength(1);
  });

  it("is unavailable rather than offline when nobody stands behind it", async () => {
    const { ask } = isolate([]);
    await world.fail({ ...streamFails, kind: "http503", times: null });
    expect(await ask()).toMatchObject({ ok: false, failure: "unavailable", detail: expect.stringContaining("503") });
  });

  it("doesn't repeat elsewhere what has been billed", async () => {
    const { ask } = isolate();
    await world.fail({ ...streamFails, kind: "cutStream" });
    const result = await ask();
    expect(result).toMatchObject({ ok: false, billed: { model: "vertex/gemini-3.5-flash-lite" } });
    expect(platforms()).toEqual(["vertex"]);
    expect(costOf(result)).toBeLessThanOrEqual(maxCost(aRequest({ model: "gemini-3.5-flash-lite" })));
  });
});

describe("an agent's own choice", () => {
  it("of Vertex AI is kept: tried again, never sent elsewhere", async () => {
    const { ask } = isolate();
    await world.fail({ ...streamFails, kind: "http503", times: 2 });
    expect(await ask({ provider: "vertex" })).toMatchObject({ ok: true, model: "vertex/gemini-3.5-flash-lite" });
    await world.fail({ ...streamFails, kind: "http503", times: null });
    expect(await ask({ provider: "vertex" })).toMatchObject({ ok: false, failure: "unavailable" });
    expect(new Set(platforms())).toEqual(new Set(["vertex"]));
  });

  it("of AI Studio never reaches Vertex AI", async () => {
    const { ask, tokenCalls } = isolate();
    expect(await ask({ provider: "ai_studio" })).toMatchObject({ ok: true, model: "gemini-3.5-flash-lite" });
    expect(platforms()).toEqual(["studio"]);
    expect(tokenCalls).toEqual([]);
  });

  it("of Vertex AI where there is none is unavailable, with its reason", async () => {
    const model = createProviders({ vertex: null, aiStudio: offlineModel, aiStudioBehind: nobody });
    const options = { signal: never(), keyFor: lead };
    expect(await model.generate(aRequest({ provider: "vertex" }), options)).toMatchObject({
      ok: false,
      failure: "unavailable",
      detail: "This installation has no Vertex AI",
    });
    expect(await model.generate(aRequest(), options)).toMatchObject({ ok: true, model: "offline" });
  });
});

it("finds Google's host of each kind of location", () => {
  expect(vertexHost("eu")).toBe("https://aiplatform.eu.rep.googleapis.com");
  expect(vertexHost("global")).toBe("https://aiplatform.googleapis.com");
  expect(vertexHost("europe-west8")).toBe("https://europe-west8-aiplatform.googleapis.com");
});
