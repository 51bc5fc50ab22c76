import { describe, expect, it } from "vitest";
import { ConfigUnusable, parseConfig } from "../../workers/platform/config.ts";

const key = (length: number, fill = 7) => Buffer.alloc(length, fill).toString("base64");
const env = { PUBLIC_URL: "https://filo.test", SECRETS_KEY: key(32) };

const complaintsOf = (settings: Record<string, string>): string[] => {
  try {
    parseConfig(settings);
  } catch (error) {
    if (error instanceof ConfigUnusable) return error.complaints;
    throw error;
  }
  return [];
};

describe("the environment", () => {
  it("needs only a public URL and a key: the rest has defaults", () => {
    const config = parseConfig(env);
    expect(config).toMatchObject({
      publicUrl: "https://filo.test",
      twilioApiBase: "https://api.twilio.com",
      geminiApiBase: "https://generativelanguage.googleapis.com",
      geminiApiKeys: [],
      mail: null,
      pollIntervalMs: 30_000,
      platformAdmins: [],
      signUps: "open",
    });
    expect(config.masterKeys.map((one) => [one.version, one.bytes.length])).toEqual([["v1", 32]]);
  });

  it("reads lists, trims, and lowers the admins' case", () => {
    const config = parseConfig({ ...env, GEMINI_API_KEYS: " a , b,,", PLATFORM_ADMINS: "Ada@Example.com, bo@example.com" });
    expect(config.geminiApiKeys).toEqual(["a", "b"]);
    expect(config.platformAdmins).toEqual(["ada@example.com", "bo@example.com"]);
  });

  it("cuts what follows the origin of the public URL, and slashes at the end of bases", () => {
    const config = parseConfig({
      ...env,
      PUBLIC_URL: "https://filo.test/some/path/",
      TWILIO_API_BASE: "http://127.0.0.1:9/twilio/",
    });
    expect(config.publicUrl).toBe("https://filo.test");
    expect(config.twilioApiBase).toBe("http://127.0.0.1:9/twilio");
  });

  it("has mail only with both a key and a sender", () => {
    expect(parseConfig({ ...env, MAIL_API_KEY: "re_1" }).mail).toBeNull();
    expect(parseConfig({ ...env, MAIL_API_KEY: "re_1", MAIL_FROM: "Filo <hello@filo.test>" }).mail).toEqual({
      apiBase: "https://api.resend.com",
      apiKey: "re_1",
      from: "Filo <hello@filo.test>",
    });
  });

  it("keeps several master keys in their order", () => {
    const config = parseConfig({ ...env, SECRETS_KEY: `v2:${key(32, 2)}, v1:${key(32, 1)}` });
    expect(config.masterKeys.map((one) => [one.version, one.bytes[0]])).toEqual([
      ["v2", 2],
      ["v1", 1],
    ]);
  });

  it.each([
    ["missing", "", /SECRETS_KEY is missing/],
    ["too short", key(16), /must be 32 bytes in base64, and is 16/],
    ["too long", key(33), /and is 33/],
    ["not base64", "*".repeat(44), /not base64/],
    ["several without names", `${key(32)},${key(32)}`, /name each/],
    ["one version twice", `v1:${key(32)},v1:${key(32)}`, /twice/],
  ])("refuses a key that is %s", (_, SECRETS_KEY, complaint) => {
    expect(complaintsOf({ ...env, SECRETS_KEY }).join()).toMatch(complaint);
  });

  it("never repeats a refused key", () => {
    expect(complaintsOf({ ...env, SECRETS_KEY: key(16) }).join()).not.toContain(key(16));
  });

  it("names everything that is wrong at once", () => {
    const complaints = complaintsOf({
      PUBLIC_URL: "filo.test",
      TWILIO_API_BASE: "ftp://x",
      WHATSAPP_POLL_INTERVAL_SECONDS: "soon",
      SIGN_UPS: "perhaps",
    });
    expect(complaints).toHaveLength(5);
    expect(complaintsOf({ SECRETS_KEY: key(32) })).toEqual(["PUBLIC_URL is missing"]);
    expect(complaintsOf({ ...env, WHATSAPP_POLL_INTERVAL_SECONDS: "0" })).toHaveLength(1);
  });
});
