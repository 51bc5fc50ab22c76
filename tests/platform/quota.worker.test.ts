import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { QuotaObject } from "../../workers/platform/quota/object.ts";

const { QUOTA } = env as unknown as { QUOTA: DurableObjectNamespace<QuotaObject> };
const day = "2026-11-16";
const quotaOf = (agent: string) => QUOTA.get(QUOTA.idFromName(agent));
const base = { contactId: "ctc_a", addressHash: "gym", limit: 30, maxMicros: 100, capMicros: 2_000, day };

describe("the quota of an agent, on the real runtime", () => {
  it("gives what is left once, to however many ask at the same time", async () => {
    const quota = quotaOf("crowded");
    const asked = Array.from({ length: 40 }, (_, i) => quota.reserve({ ...base, turnId: `t${i}`, messageIds: [`m${i}`] }));
    const kinds = (await Promise.all(asked)).map((answer) => answer.kind);
    expect(kinds.filter((kind) => kind === "ok")).toHaveLength(20);
    expect(kinds.filter((kind) => kind === "spend_cap")).toHaveLength(10);
    expect(kinds.filter((kind) => kind === "daily_limit")).toHaveLength(10);
    expect(await quota.spend(day)).toBe(2_000);
  });

  it("remembers across an eviction", async () => {
    const turn = { ...base, turnId: "t1", messageIds: ["m1", "m2"] };
    expect(await quotaOf("evicted").reserve(turn)).toEqual({ kind: "ok", remaining: 28 });
    await evictDurableObject(quotaOf("evicted"));
    expect(await quotaOf("evicted").reserve(turn)).toEqual({ kind: "ok", remaining: 28 });
    await quotaOf("evicted").settle({ turnId: "t1", micros: 40, day });
    await evictDurableObject(quotaOf("evicted"));
    expect(await quotaOf("evicted").spend(day)).toBe(40);
    expect(await quotaOf("evicted").peek(base)).toEqual({ remaining: 28 });
  });

  it("reads no more rows for a busy contact than for a new one", async () => {
    const quota = quotaOf("busy");
    const reserve = (i: number) =>
      quota.reserve({ ...base, limit: 1_000, turnId: `t${i}`, messageIds: [`m${i}`], capMicros: 1_000_000 });
    await reserve(0);
    for (let i = 1; i <= 300; i++) await reserve(i);
    const rowsRead = await runInDurableObject(quota, async (object: QuotaObject, state) => {
      let rows = 0;
      const exec = state.storage.sql.exec.bind(state.storage.sql);
      state.storage.sql.exec = ((query: string, ...bindings: unknown[]) => {
        const cursor = exec(query, ...bindings);
        const read = cursor.toArray();
        rows += cursor.rowsRead;
        return { toArray: () => read };
      }) as never;
      object.reserve({ ...base, limit: 1_000, turnId: "t301", messageIds: ["m301"], capMicros: 1_000_000 });
      return rows;
    });
    expect(rowsRead).toBeLessThanOrEqual(20);
  });
});
