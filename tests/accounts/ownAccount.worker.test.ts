import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { DeviceSession } from "../../schema/contract/auth.ts";
import { Client, problemKey } from "../api/client.ts";
import { createTestApp, password, signedUp } from "../api/testApp.ts";
import { rowsOf } from "./mailbox.ts";

const { DB } = env as unknown as { DB: D1Database };
const rows = rowsOf(DB);
const day = 24 * 60 * 60 * 1_000;
const phone = "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36";

const setUp = async () => {
  const drops: string[] = [];
  const room = { drop: async (who: string) => void drops.push(who), renew: async () => undefined, forget: async () => undefined };
  const test = createTestApp(DB, { overrides: { liveRoom: () => room } });
  const { client, email, session } = await signedUp(test.app);
  const signIn = async (given = password) => {
    const other = new Client(test.app);
    const answer = await other.send("POST", "/api/auth/sign-in", {
      json: { email, password: given },
      headers: { "user-agent": phone },
    });
    return { other, answer };
  };
  const sessions = async (who = client) => (await who.json<{ items: DeviceSession[] }>("GET", "/api/auth/sessions")).items;
  return { test, client, email, session, drops, signIn, sessions };
};

const isOut = async (client: Client) => (await client.send("GET", "/api/auth/session")).status === 401;

describe("one's own sessions", () => {
  it("are listed by what they were opened with and when, never by what opens them", async () => {
    const { test, client, signIn, sessions } = await setUp();
    test.pass(2 * day);
    const { other } = await signIn();
    const [second, first] = (await sessions()).toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
    expect(first).toMatchObject({ device: "Chrome · Android", tenantName: "Palestra Aurora", isCurrent: false });
    expect(second).toMatchObject({ device: "", isCurrent: true });
    expect(Date.parse(first?.lastUsedAt ?? "") - Date.parse(second?.createdAt ?? "")).toBeGreaterThanOrEqual(2 * day);
    const text = JSON.stringify(await sessions());
    for (const { cookies } of [client, other]) expect(text).not.toContain(cookies.get("__Host-filo") ?? "x");
    const hashes = await rows<{ token_hash: string }>("SELECT token_hash FROM console_sessions");
    for (const { token_hash: hash } of hashes) expect(text).not.toContain(hash);
  });

  it("end one by one, with what they listen to", async () => {
    const { client, signIn, sessions, drops } = await setUp();
    const { other } = await signIn();
    const theirs = (await sessions()).find(({ isCurrent }) => !isCurrent);
    expect((await client.send("DELETE", `/api/auth/sessions/${theirs?.id}`)).status).toBe(204);
    expect([await isOut(other), await isOut(client)]).toEqual([true, false]);
    expect(drops).toHaveLength(1);
    expect(await problemKey(await client.send("DELETE", `/api/auth/sessions/${theirs?.id}`))).toBe("not_found");
  });

  it("are nobody else's to end", async () => {
    const { test, client, sessions } = await setUp();
    const { client: stranger } = await signedUp(test.app);
    const [mine] = await sessions();
    for (const id of [mine?.id, "%".repeat(24), "_".repeat(24)])
      expect(await problemKey(await stranger.send("DELETE", `/api/auth/sessions/${encodeURIComponent(String(id))}`))).toBe(
        "not_found",
      );
    expect(await isOut(client)).toBe(false);
  });

  it("end all at once, everywhere or everywhere else", async () => {
    const { client, signIn, drops, session } = await setUp();
    const { other } = await signIn();
    const everywhere = (who: Client, keepThis: boolean) =>
      who.send("POST", "/api/auth/sign-out-everywhere", { json: { keepThis } });
    expect((await everywhere(client, true)).status).toBe(204);
    expect([await isOut(other), await isOut(client)]).toEqual([true, false]);
    expect(drops).not.toContain(session.user.id);
    const { other: third } = await signIn();
    expect((await everywhere(third, false)).status).toBe(204);
    expect([await isOut(third), await isOut(client), third.cookies.size]).toEqual([true, true, 0]);
    expect(drops).toContain(session.user.id);
  });
});

describe("changing the password", () => {
  const change = (client: Client, currentPassword: string, newPassword = "a brand new one") =>
    client.send("PUT", "/api/auth/password", { json: { currentPassword, newPassword } });

  it("keeps this session and ends all others", async () => {
    const { client, signIn } = await setUp();
    const { other } = await signIn();
    expect((await change(client, password)).status).toBe(204);
    expect([await isOut(other), await isOut(client)]).toEqual([true, false]);
    expect((await signIn()).answer.status).toBe(401);
    expect((await signIn("a brand new one")).answer.status).toBe(200);
  });

  it("says beside the field that the present one is wrong, and stops guessing at it", async () => {
    const { client, signIn } = await setUp();
    const wrong = await change(client, "not the password");
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ errors: [{ path: "currentPassword", code: "wrong_password" }] });
    for (let n = 0; n < 9; n++) await change(client, "guess");
    expect(await problemKey(await change(client, password))).toBe("too_many_requests");
    expect((await signIn()).answer.status).toBe(429);
  });

  it("goes to one of two that ask at the same moment", async () => {
    const { client, signIn } = await setUp();
    const both = await Promise.all(["first of the two", "second of the two"].map((next) => change(client, password, next)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([204, 400]);
    const kept = both[0]?.status === 204 ? "first of the two" : "second of the two";
    expect((await signIn(kept)).answer.status).toBe(200);
  });

  it("takes no password that is too short", async () => {
    const { client } = await setUp();
    const answer = await change(client, password, "short");
    expect(await answer.json()).toMatchObject({ errors: [{ path: "newPassword", code: "too_small" }] });
  });
});
