import { createSign, generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startWorld } from "../server.ts";
import type { ServiceAccountKey } from "../shapes.ts";
import type { World } from "../world.ts";

const PROJECT = "filo-test";
const MODEL = "gemini-2.5-flash";
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";

let world: World;
let key: ServiceAccountKey;
beforeEach(async () => {
  world = await startWorld({ seed: 71 });
  await world.setPace({ firstTokenMs: 0, chunkMs: 0 });
  key = await world.vertex.serviceAccount(PROJECT);
});
afterEach(() => world.close());

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
function jwt(
  claims: object = {},
  privateKey = key.private_key,
  header: object = { alg: "RS256", typ: "JWT", kid: key.private_key_id },
): string {
  const now = Math.floor(Date.now() / 1000);
  const body = { iss: key.client_email, scope: SCOPE, aud: key.token_uri, iat: now, exp: now + 3600, ...claims };
  const signed = `${part(header)}.${part(body)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(privateKey, "base64url")}`;
}
async function exchange(assertion: string, grant = "urn:ietf:params:oauth:grant-type:jwt-bearer") {
  const body = new URLSearchParams({ grant_type: grant, assertion });
  const response = await fetch(key.token_uri, { method: "POST", body });
  return {
    status: response.status,
    body: (await response.json()) as { access_token: string; expires_in: number; error?: string },
  };
}
const token = async () => (await exchange(jwt())).body.access_token;

async function call(
  bearer: string | null,
  options: { project?: string; model?: string; body?: object; operation?: string } = {},
) {
  const { project = PROJECT, model = MODEL, operation = "generateContent" } = options;
  const url = `${world.vertexBase}/v1/projects/${project}/locations/europe-west1/publishers/google/models/${model}:${operation}`;
  const response = await fetch(url, {
    method: "POST",
    headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` },
    body: JSON.stringify(options.body ?? { contents: [{ role: "user", parts: [{ text: "Ciao" }] }] }),
  });
  return { status: response.status, text: await response.text() };
}

test("a signed assertion becomes a token, and the token opens the model", async () => {
  const { status, body } = await exchange(jwt());
  expect([status, body.expires_in]).toEqual([200, 3600]);
  expect(await call(body.access_token)).toMatchObject({ status: 200, text: expect.stringContaining("Come posso aiutarti") });
  expect((await call(body.access_token, { operation: "streamGenerateContent?alt=sse" })).text).toMatch(/^data: /);
  expect(world.gemini.requests[0]).toMatchObject({
    platform: "vertex",
    project: PROJECT,
    location: "europe-west1",
    model: MODEL,
    operation: "generateContent",
  });
  expect(JSON.stringify(world.gemini.requests)).not.toContain(body.access_token);
});

test("assertions that Google refuses", async () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const now = Math.floor(Date.now() / 1000);
  const refused = async (assertion: string) => (await exchange(assertion)).body.error;
  expect(await refused(jwt({}, privateKey))).toBe("invalid_grant");
  expect(await refused(jwt({ aud: "https://evil.example/token" }))).toBe("invalid_grant");
  expect(await refused(jwt({ iat: now - 7200, exp: now - 3600 }))).toBe("invalid_grant");
  expect(await refused(jwt({ exp: now + 7200 }))).toBe("invalid_grant");
  expect(await refused(jwt({ iss: "nobody@filo-test.iam.gserviceaccount.com" }))).toBe("invalid_grant");
  expect(await refused(jwt({ scope: "email" }))).toBe("invalid_scope");
  expect(await refused(jwt({}, key.private_key, { alg: "none" }))).toBe("invalid_grant");
  expect(await refused("x")).toBe("invalid_grant");
  expect((await exchange(jwt(), "password")).body.error).toBe("unsupported_grant_type");
  expect((await exchange(jwt({ aud: "https://oauth2.googleapis.com/token" }))).status).toBe(200);
});

test("no token, a wrong one, an old one, another project's, an unknown model", async () => {
  const bearer = await token();
  expect(await call(null)).toMatchObject({ status: 401, text: expect.stringContaining("CREDENTIALS_MISSING") });
  expect(await call("ya29.x")).toMatchObject({ status: 401 });
  expect(await call(bearer, { project: "another" })).toMatchObject({
    status: 403,
    text: expect.stringContaining("PERMISSION_DENIED"),
  });
  expect(await call(bearer, { model: "gemini-0" })).toMatchObject({
    status: 404,
    text: expect.stringContaining("Publisher Model"),
  });
  expect(await call(bearer, { body: { contents: [{ parts: [{ text: "x" }] }] } })).toMatchObject({ status: 400 });
  await world.advanceClock(3600_000);
  expect(await call(bearer)).toMatchObject({ status: 401, text: expect.stringContaining("ACCESS_TOKEN_EXPIRED") });
  const fresh = await token();
  expect((await call(fresh)).status).toBe(200);
  await world.vertex.expireTokens();
  expect((await call(fresh)).status).toBe(401);
  await world.vertex.removeServiceAccount(key.client_email);
  expect((await exchange(jwt())).body.error).toBe("invalid_grant");
});

test("its failures are switches of its own", async () => {
  const bearer = await token();
  await world.fail({ provider: "vertex", kind: "http429" });
  expect(await call(bearer)).toMatchObject({ status: 429, text: expect.stringContaining("RESOURCE_EXHAUSTED") });
  await world.fail({ provider: "vertex", kind: "http503", operation: "token" });
  expect((await exchange(jwt())).status).toBe(503);
  await world.fail({ provider: "vertex", kind: "cutStream" });
  await expect(call(bearer, { operation: "streamGenerateContent" })).rejects.toThrow(/terminated/);
  await world.vertex.setTokenSeconds(60);
  expect((await exchange(jwt())).body.expires_in).toBe(60);
});

test("embeddings by predict", async () => {
  const body = { instances: [{ content: "ciao" }], parameters: { outputDimensionality: 8 } };
  const { text } = await call(await token(), { model: "gemini-embedding-001", operation: "predict", body });
  expect(
    (JSON.parse(text) as { predictions: { embeddings: { values: number[] } }[] }).predictions[0]!.embeddings.values,
  ).toHaveLength(8);
});
