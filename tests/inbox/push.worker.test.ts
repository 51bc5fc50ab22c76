import { env, runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { fromBase64Url, toBase64Url } from "../../workers/platform/base64url.ts";
import { parseMasterKeys } from "../../workers/platform/masterKeys.ts";
import { freshPair } from "../../workers/push/curve.ts";
import { deriveVapidKeys } from "../../workers/push/vapidKeys.ts";
import { problemKey } from "../api/client.ts";
import { browser, business } from "../page/filo.ts";

const bindings = env as unknown as { INBOX: DurableObjectNamespace; SECRETS_KEY: string };
const endpoint = "https://push.example.com/send/1";
const auth = toBase64Url(new Uint8Array(16).fill(9));
const order = async (more: object = {}) => ({
  endpoint,
  keys: { p256dh: toBase64Url((await freshPair()).publicPoint), auth },
  ...more,
});

const subscribed = (tenantId: string): Promise<Record<string, unknown>[]> => {
  const room = bindings.INBOX.get(bindings.INBOX.idFromName(tenantId));
  const query = "SELECT user_id, what, language, endpoint, auth_sealed FROM push_subscriptions";
  return runInDurableObject(room, (_room, state) => state.storage.sql.exec(query).toArray());
};

describe("web push", () => {
  it("has one key for the whole installation, derived from its master key", async () => {
    const [one, other] = [await business(), await business()];
    const { publicKey } = await one.console.json<{ publicKey: string }>("GET", "/api/push-key");
    expect(fromBase64Url(publicKey)).toHaveLength(65);
    expect((await deriveVapidKeys(parseMasterKeys(bindings.SECRETS_KEY))).publicKey).toBe(publicKey);
    expect(await other.console.json("GET", "/api/push-key")).toEqual({ publicKey });
  });

  it("keeps a browser in its tenant's own room, its secret sealed, until it is let go", async () => {
    const [place, other] = [await business(), await business()];
    expect((await place.console.send("POST", "/api/push-subscriptions", { json: await order() })).status).toBe(204);
    expect((await place.console.send("POST", "/api/push-subscriptions", { json: await order({ what: "all" }) })).status).toBe(
      204,
    );
    const [row, ...more] = await subscribed(place.tenantId);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ what: "all", language: "it", endpoint });
    expect(JSON.stringify(row)).not.toContain(auth);
    expect(await subscribed(other.tenantId)).toEqual([]);
    expect((await other.console.send("DELETE", "/api/push-subscriptions", { json: { endpoint } })).status).toBe(204);
    expect(await subscribed(place.tenantId)).toHaveLength(1);
    expect((await place.console.send("DELETE", "/api/push-subscriptions", { json: { endpoint } })).status).toBe(204);
    expect(await subscribed(place.tenantId)).toEqual([]);
  });

  it("follows a browser to its new address, still told of all it wished; nobody else's is let go", async () => {
    const [place, other] = [await business(), await business()];
    const [old, next] = [`${endpoint}-old`, `${endpoint}-new`];
    for (const { console } of [place, other])
      await console.send("POST", "/api/push-subscriptions", { json: await order({ endpoint: old, what: "all" }) });
    const moved = await order({ endpoint: next, replaces: old });
    expect((await place.console.send("POST", "/api/push-subscriptions", { json: moved })).status).toBe(204);
    expect(await subscribed(place.tenantId)).toMatchObject([{ what: "all", endpoint: next }]);
    expect(await subscribed(other.tenantId)).toMatchObject([{ what: "all", endpoint: old }]);
  });

  it("ends with the session", async () => {
    const place = await business();
    await place.console.send("POST", "/api/push-subscriptions", { json: await order() });
    await place.console.send("POST", "/api/auth/sign-out");
    expect(await subscribed(place.tenantId)).toEqual([]);
  });

  it("asks no address but a push service's, and takes no keys that are none", async () => {
    const { console, tenantId } = await business();
    const offCurve = toBase64Url(Uint8Array.from([4, ...new Uint8Array(64).fill(7)]));
    const good = await order();
    for (const wrong of [
      { ...good, endpoint: "http://push.example.com/send/1" },
      { ...good, endpoint: "https://127.0.0.1/send/1" },
      { ...good, endpoint: "https://metadata.google.internal/" },
      { ...good, keys: { ...good.keys, p256dh: offCurve } },
      { ...good, keys: { ...good.keys, auth: "AAAAAAAAAAAAAAAA" } },
    ]) {
      const refused = await console.send("POST", "/api/push-subscriptions", { json: wrong });
      expect([refused.status, await problemKey(refused)]).toEqual([400, "invalid_input"]);
    }
    expect(await subscribed(tenantId)).toEqual([]);
  });

  it("is for those who are signed in", async () => {
    const stranger = browser();
    for (const [method, path, body] of [
      ["GET", "/api/push-key"],
      ["POST", "/api/push-subscriptions", await order()],
      ["DELETE", "/api/push-subscriptions", { endpoint }],
    ] as const)
      expect((await stranger.send(method, path, body === undefined ? {} : { json: body })).status).toBe(401);
  });
});
