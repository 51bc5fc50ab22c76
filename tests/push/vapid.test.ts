import { describe, expect, it } from "vitest";
import type { MasterKey } from "../../workers/platform/masterKeys.ts";
import { vapidAuthorization } from "../../workers/push/vapid.ts";
import { deriveVapidKeys } from "../../workers/push/vapidKeys.ts";
import { checkVapid } from "../world/push/vapid.ts";

const master = (version: string, fill: number): MasterKey => ({ version, bytes: new Uint8Array(32).fill(fill) });
const now = Date.parse("2026-03-10T08:00:00Z");
const endpoint = new URL("https://push.example.net/send/abc?x=1");
const subject = "https://filo.example";

describe("the installation's keys", () => {
  it("are the same wherever they are derived, and stay while the oldest master key does", async () => {
    const keys = [master("v1", 1)];
    const { publicKey } = await deriveVapidKeys(keys);
    expect((await deriveVapidKeys(keys)).publicKey).toBe(publicKey);
    expect((await deriveVapidKeys([master("v2", 2), ...keys])).publicKey).toBe(publicKey);
    expect((await deriveVapidKeys([master("v2", 2)])).publicKey).not.toBe(publicKey);
    expect(Buffer.from(publicKey, "base64url")).toHaveLength(65);
  });

  it("don't leave the Worker", async () => {
    const { signingKey } = await deriveVapidKeys([master("v1", 1)]);
    await expect(crypto.subtle.exportKey("pkcs8", signingKey)).rejects.toThrow();
  });

  it("need a master key", async () => {
    await expect(deriveVapidKeys([])).rejects.toThrow("master key");
  });
});

describe("a push's authorisation", () => {
  it("proves to the push service, and to it alone, who sends", async () => {
    const keys = await deriveVapidKeys([master("v1", 3)]);
    const said = await vapidAuthorization(keys, endpoint, subject, now);
    const { key, claims } = checkVapid(said, "https://push.example.net", now / 1_000);
    expect(key).toBe(keys.publicKey);
    expect(claims).toEqual({ aud: "https://push.example.net", exp: now / 1_000 + 12 * 3_600, sub: subject });
    expect(() => checkVapid(said, "https://other.example.net", now / 1_000)).toThrow("the token is for");
    expect(() => checkVapid(said, "https://push.example.net", now / 1_000 + 13 * 3_600)).toThrow("is over");
  });

  it("can't be signed for by another key", async () => {
    const keys = await deriveVapidKeys([master("v1", 3)]);
    const { publicKey } = await deriveVapidKeys([master("v1", 4)]);
    const forged = await vapidAuthorization({ ...keys, publicKey }, endpoint, subject, now);
    expect(() => checkVapid(forged, "https://push.example.net", now / 1_000)).toThrow("signature");
  });
});
