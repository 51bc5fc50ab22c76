import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ConfigUnusable, parseConfig } from "../../workers/platform/config.ts";
import { parseVertex, type VertexSettings } from "../../workers/platform/vertexConfig.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const file = {
  type: "service_account",
  project_id: "filo-one",
  private_key_id: "abc",
  private_key: pem,
  client_email: "filo@filo-one.iam.gserviceaccount.com",
  token_uri: "https://oauth2.googleapis.com/token",
};

const parse = (settings: VertexSettings) => {
  const complaints: string[] = [];
  return { vertex: parseVertex(settings, (words) => void complaints.push(words)), complaints };
};
const withFile = (over: Record<string, unknown>, more: VertexSettings = {}) =>
  parse({ VERTEX_SERVICE_ACCOUNT: JSON.stringify({ ...file, ...over }), ...more });

describe("Vertex AI's settings", () => {
  it("are the service account's key file, in the EU and its own project unless said otherwise", () => {
    const { vertex, complaints } = withFile({});
    expect(complaints).toEqual([]);
    expect(vertex).toMatchObject({
      project: "filo-one",
      location: "eu",
      apiBase: null,
      account: { email: file.client_email, keyId: "abc", tokenUrl: "https://oauth2.googleapis.com/token" },
    });
    const der = privateKey.export({ type: "pkcs8", format: "der" });
    expect(Buffer.from(vertex?.account.privateKey ?? []).equals(der)).toBe(true);
    const other = withFile(
      {},
      { VERTEX_PROJECT: "two", VERTEX_LOCATION: "europe-west8", VERTEX_API_BASE: "http://127.0.0.1:9/" },
    );
    expect(other.vertex).toMatchObject({ project: "two", location: "europe-west8", apiBase: "http://127.0.0.1:9" });
  });

  it("may be absent: then there is none", () => {
    expect(parse({})).toEqual({ vertex: null, complaints: [] });
    expect(parse({ VERTEX_SERVICE_ACCOUNT: " ", VERTEX_LOCATION: "eu" })).toEqual({ vertex: null, complaints: [] });
  });

  it("take a key whose line ends a shell has written out", () => {
    expect(withFile({ private_key: pem.replaceAll("\n", "\\n") }).complaints).toEqual([]);
  });

  it.each<[string, ReturnType<typeof parse>, string]>([
    ["no account", parse({ VERTEX_PROJECT: "one" }), "VERTEX_PROJECT is set, but VERTEX_SERVICE_ACCOUNT is missing"],
    [
      "no JSON",
      parse({ VERTEX_SERVICE_ACCOUNT: "/etc/key.json" }),
      "VERTEX_SERVICE_ACCOUNT is not the JSON of a service account's key",
    ],
    ["a list", parse({ VERTEX_SERVICE_ACCOUNT: "[]" }), "VERTEX_SERVICE_ACCOUNT is not the JSON of a service account's key"],
    ["no address", withFile({ client_email: "" }), "VERTEX_SERVICE_ACCOUNT has no client_email"],
    ["no key", withFile({ private_key: undefined }), "VERTEX_SERVICE_ACCOUNT has no private_key in PEM (PKCS #8)"],
    [
      "a broken key",
      withFile({ private_key: "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----" }),
      "VERTEX_SERVICE_ACCOUNT has no private_key in PEM (PKCS #8)",
    ],
    [
      "no project",
      withFile({ project_id: undefined }),
      "VERTEX_PROJECT is missing, and VERTEX_SERVICE_ACCOUNT names no project_id",
    ],
    [
      "an odd token address",
      withFile({ token_uri: "file:///x" }),
      "VERTEX_SERVICE_ACCOUNT has a token_uri that is not an http(s) URL",
    ],
    ["an odd location", withFile({}, { VERTEX_LOCATION: "eu/../x" }), "VERTEX_LOCATION is not a location of Google Cloud"],
    ["an odd base", withFile({}, { VERTEX_API_BASE: "vertex" }), "VERTEX_API_BASE is not an http(s) URL"],
  ])("with %s are complained about, once, without a secret", (_name, { vertex, complaints }, words) => {
    expect(vertex).toBeNull();
    expect(complaints).toEqual([words]);
  });

  it("are part of the environment, whose complaints come all at once", () => {
    const env = { PUBLIC_URL: "https://filo.test", SECRETS_KEY: Buffer.alloc(32, 7).toString("base64") };
    expect(parseConfig(env).vertex).toBeNull();
    expect(parseConfig({ ...env, VERTEX_SERVICE_ACCOUNT: JSON.stringify(file) }).vertex?.project).toBe("filo-one");
    expect(() => parseConfig({ ...env, VERTEX_SERVICE_ACCOUNT: "x" })).toThrow(ConfigUnusable);
  });
});
