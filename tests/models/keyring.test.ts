import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Keyring, UsableKey } from "../../workers/models/keyring.ts";
import { restAfter } from "../../workers/platform/poolKeys.ts";
import { keyHouse } from "./keys.ts";
import { client, lead } from "./requests.ts";

const pick = async (keyring: Keyring, tried: UsableKey[] = [], owner = lead): Promise<UsableKey> => {
  const key = await keyring.next(owner, tried);
  if (typeof key === "string") throw new Error(`no key: ${key}`);
  return key;
};

describe("the pool", () => {
  it("takes in the environment's keys once, sealed", async () => {
    const house = keyHouse();
    await pick(house.keyring(["key-one", "key-two", "key-one"]));
    await pick(house.keyring(["key-two", "key-one"]));
    expect(house.rows()).toHaveLength(2);
    expect(JSON.stringify(house.rows())).not.toMatch(/key-one|key-two/);
    await pick(house.keyring(["key-three"]));
    expect(house.rows()).toHaveLength(3);
  });

  it("gives the least recently used key, also when several calls run at once and across isolates", async () => {
    const house = keyHouse();
    const here = house.keyring(["a-key", "b-key", "c-key"]);
    const atOnce = [await pick(here), await pick(here), await pick(here)];
    expect(new Set(atOnce.map((key) => key.secret))).toEqual(new Set(["a-key", "b-key", "c-key"]));

    for (const key of atOnce) {
      house.chance.advance(1_000);
      here.report(key, { kind: "fine" }, lead);
    }
    await house.settled();
    const there = house.keyring();
    expect((await pick(there)).secret).toBe(atOnce[0]?.secret);
  });

  it("notes every use with three rows: for whom, how it ended, and the day's figures", async () => {
    const house = keyHouse();
    const keyring = house.keyring(["a-key"]);
    const key = await pick(keyring);
    const before = house.d1.changes();
    keyring.report(key, { kind: "fine" }, lead, 120);
    await house.settled();
    expect(house.d1.changes() - before).toBe(3);
    expect(house.usage()).toEqual([{ key_id: key.pool?.id, day: "2026-11-16", calls: 1, failures: 0, tokens: 120 }]);
    expect(house.log()).toMatchObject([{ tenant_id: "ten_a", conversation_id: "cnv_a", outcome: "fine" }]);
    expect(house.rows()).toMatchObject([{ usage_count: 1, last_used_at: house.chance.now(), rests_until: 0 }]);
  });

  it("lets a limited key rest, takes it only when there is no other, and forgets the rest after a good use", async () => {
    const house = keyHouse();
    const keyring = house.keyring(["a-key", "b-key"]);
    const first = await pick(keyring);
    keyring.report(first, { kind: "rests", afterMs: 30_000 }, lead);
    const second = await pick(keyring);
    expect(second.secret).not.toBe(first.secret);
    keyring.report(second, { kind: "fine" }, lead);
    expect((await pick(keyring)).secret).toBe(second.secret);
    expect((await pick(keyring, [second])).secret).toBe(first.secret);
    await house.settled();
    expect(house.rows().map((row) => row.rests_until > house.chance.now())).toContain(true);

    house.chance.advance(31_000);
    expect((await pick(keyring)).secret).toBe(first.secret);
  });

  it("drops a refused key for good", async () => {
    const house = keyHouse();
    const keyring = house.keyring(["a-key"]);
    const key = await pick(keyring);
    keyring.report(key, { kind: "invalid" }, lead);
    expect(await keyring.next(lead, [])).toBe("exhausted");
    await house.settled();
    expect(house.rows()).toMatchObject([{ is_active: 0 }]);
    expect(house.log()).toMatchObject([{ outcome: "invalid" }]);
    expect(await house.keyring(["a-key"]).next(lead, [])).toBe("exhausted");
  });

  it("goes on with what it knows while D1 is away, and is honest when it knows nothing", async () => {
    const house = keyHouse();
    const keyring = house.keyring(["a-key"]);
    const key = await pick(keyring);
    house.d1.isAway = true;
    house.chance.advance(120_000);
    const quiet = vi.spyOn(console, "error").mockReturnValue();
    keyring.report(key, { kind: "fine" }, lead);
    await house.settled();
    expect(quiet).toHaveBeenCalledOnce();
    quiet.mockRestore();
    expect((await pick(keyring)).secret).toBe("a-key");
    await expect(house.keyring().next(lead, [])).rejects.toThrow("Failed query");
  });

  it("passes over a key that does not open", async () => {
    const house = keyHouse();
    await pick(house.keyring(["a-key", "b-key"]));
    house.d1.sqlite.exec("UPDATE pool_keys SET key_sealed = 'v1.broken.broken' WHERE id = (SELECT MIN(id) FROM pool_keys)");
    const quiet = vi.spyOn(console, "error").mockReturnValue();
    const keyring = house.keyring();
    expect([(await pick(keyring)).secret, (await pick(keyring)).secret]).toEqual(["b-key", "b-key"]);
    quiet.mockRestore();
  });

  it("says whether there was ever a key", async () => {
    expect(await keyHouse().keyring().next(lead, [])).toBe("none");
    expect(await keyHouse().keyring().next(client, [])).toBe("none");
  });
});

describe("a key that is replaced in its place", () => {
  it("goes on with the old one at most a minute, then takes the new one", async () => {
    const house = keyHouse();
    const keyring = house.keyring(["old-key"]);
    const before = await pick(keyring);
    await house.replace(before.pool?.id ?? "", "new-key");
    expect((await pick(keyring)).secret).toBe("old-key");
    house.chance.advance(61_000);
    expect((await pick(keyring)).secret).toBe("new-key");
  });

  it("takes the new one at once when the old one is refused, and the refusal doesn't stick to it", async () => {
    const house = keyHouse();
    const keyring = house.keyring(["old-key"]);
    const old = await pick(keyring);
    await house.replace(old.pool?.id ?? "", "new-key");
    keyring.report(old, { kind: "invalid" }, lead);
    expect((await pick(keyring, [old])).secret).toBe("new-key");
    await house.settled();
    expect(house.rows().filter((row) => row.is_active === 1)).toHaveLength(1);
    const another = house.keyring(["old-key"]);
    expect([(await pick(another)).secret, (await pick(another)).secret]).toEqual(["new-key", "new-key"]);
  });
});

describe("a tenant's own key", () => {
  it("is counted by its tenant, refusals with it", async () => {
    const house = keyHouse({ ten_a: "own-key" });
    const keyring = house.keyring();
    const own = await pick(keyring, [], client);
    keyring.report(own, { kind: "fine" }, client, 70);
    keyring.report(own, { kind: "invalid" }, client);
    await house.settled();
    expect(house.ownUses).toEqual([
      { tenantId: "ten_a", secret: "own-key", use: "fine", tokens: 70 },
      { tenantId: "ten_a", secret: "own-key", use: "invalid", tokens: 0 },
    ]);
  });

  it("that replaces a refused one is used at once", async () => {
    const keys: Record<string, string> = { ten_a: "old-key" };
    const house = keyHouse(keys);
    const keyring = house.keyring();
    keyring.report(await pick(keyring, [], client), { kind: "invalid" }, client);
    keys.ten_a = "new-key";
    expect((await pick(keyring, [], client)).secret).toBe("new-key");
  });

  it("answers its clients, and the pool its leads", async () => {
    const house = keyHouse({ ten_a: "own-key" });
    const keyring = house.keyring(["pool-key"]);
    expect((await pick(keyring, [], client)).secret).toBe("own-key");
    expect((await pick(keyring, [], lead)).secret).toBe("pool-key");
    expect((await pick(keyring, [], { ...client, tenantId: "ten_b" })).secret).toBe("pool-key");
  });

  it("gives way to the pool when it fails, and for a while when it is refused", async () => {
    const house = keyHouse({ ten_a: "own-key" });
    const keyring = house.keyring(["pool-key"]);
    const own = await pick(keyring, [], client);
    expect((await pick(keyring, [own], client)).secret).toBe("pool-key");
    keyring.report(own, { kind: "invalid" }, client);
    expect((await pick(keyring, [], client)).secret).toBe("pool-key");
    house.chance.advance(61_000);
    expect((await pick(keyring, [], client)).secret).toBe("own-key");
    await house.settled();
    expect(house.log()).toEqual([]);
  });

  it("is tried again where there is no pool, unless it was refused", async () => {
    const keyring = keyHouse({ ten_a: "own-key" }).keyring();
    const own = await pick(keyring, [], client);
    keyring.report(own, { kind: "rests", afterMs: null }, client);
    expect((await pick(keyring, [own], client)).secret).toBe("own-key");
    keyring.report(own, { kind: "invalid" }, client);
    expect(await keyring.next(client, [own])).toBe("exhausted");
  });
});

describe("how long a key rests", () => {
  it("at least as asked, longer each time in a row, never beyond ten minutes unless asked", () => {
    const limited = { kind: "rests", afterMs: null } as const;
    let key = { lastUsedAt: 0, restsUntil: 0 };
    const rests: number[] = [];
    for (let now = 1_000_000, i = 0; i < 8; i++, now = key.restsUntil + 1_000) {
      key = { lastUsedAt: now, restsUntil: restAfter(key, limited, now) };
      rests.push((key.restsUntil - now) / 1_000);
    }
    expect(rests).toEqual([15, 30, 60, 120, 240, 480, 600, 600]);
    expect(restAfter(key, { kind: "fine" }, 5)).toBe(0);
    fc.assert(
      fc.property(fc.nat(10 ** 9), fc.nat(10 ** 7), fc.nat(10 ** 7), (now, rested, afterMs) => {
        const until = restAfter({ lastUsedAt: now, restsUntil: now + rested }, { kind: "rests", afterMs }, now);
        expect(until - now).toBeGreaterThanOrEqual(Math.max(15_000, afterMs));
        expect(until - now).toBeLessThanOrEqual(Math.max(600_000, afterMs));
      }),
    );
  });
});
