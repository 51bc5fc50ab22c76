import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { systemChance } from "../../workers/platform/clock.ts";
import { purgeExpired } from "../../workers/platform/housekeeping.ts";
import { MailTokens } from "../../workers/platform/mailTokens.ts";
import { RateLimits, type RateRule } from "../../workers/platform/rateLimits.ts";
import { newTenant } from "./newTenant.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";

const { DB } = env as unknown as { DB: D1Database };
const limits = new RateLimits(DB);
const now = 1_800_000_000_000;
const rule = (limit: number, windowMs = 60_000): RateRule => ({ key: crypto.randomUUID(), limit, windowMs });

describe("rate limits", () => {
  it("let exactly so many through, however many come at once", async () => {
    const five = rule(5);
    const results = await Promise.all(Array.from({ length: 12 }, () => limits.take([five], now)));
    expect(results.filter((result) => result === null)).toHaveLength(5);
  });

  it("begin anew when the window has passed, and say when that is", async () => {
    const one = rule(1, 90_000);
    expect(await limits.take([one], now)).toBeNull();
    expect(await limits.take([one], now + 30_500)).toMatchObject({ key: "too_many_requests", headers: { "retry-after": "60" } });
    expect(await limits.take([one], now + 90_000)).toBeNull();
    expect(await limits.take([one], now + 90_001)).not.toBeNull();
  });

  it("hold each for itself, and one is enough to refuse", async () => {
    const [narrow, wide] = [rule(1), rule(10)];
    expect(await limits.take([narrow, wide], now)).toBeNull();
    expect(await limits.take([narrow, wide], now)).not.toBeNull();
    expect(await limits.take([wide], now)).toBeNull();
    expect(await limits.take([], now)).toBeNull();
  });

  it("take back what was rightful, and never more", async () => {
    const two = rule(2);
    for (let n = 0; n < 5; n++) {
      expect(await limits.take([two], now)).toBeNull();
      await limits.forgive([two]);
    }
    await limits.forgive([two, rule(1)]);
    expect([await limits.take([two], now), await limits.take([two], now)]).toEqual([null, null]);
    expect(await limits.take([two], now)).not.toBeNull();
  });
});

describe("housekeeping", () => {
  const count = (table: string) => DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n");

  it("deletes what has expired and keeps what has not", async () => {
    await limits.take([rule(1, 10)], now);
    const kept = rule(1, 1_000);
    await limits.take([kept], now);
    const [tokens, tenant] = [new MailTokens(DB), new TenantDb(DB, systemChance.id("tenant"))];
    const token = { userId: null, tenantId: null, contactId: null, email: "a@example.com", purpose: "reset_password" as const };
    await tenant.batch([
      tokens.issue({ ...token, tokenHash: "old" }, now - 40 * 86_400_000),
      tokens.issue({ ...token, tokenHash: "new" }, now),
    ]);
    await purgeExpired(DB, now + 500);
    expect(await DB.prepare("SELECT key FROM rate_limits WHERE resets_at > ?").bind(now).first("key")).toBe(kept.key);
    expect(
      await DB.prepare("SELECT count(*) AS n FROM rate_limits WHERE resets_at <= ?")
        .bind(now + 500)
        .first("n"),
    ).toBe(0);
    expect(await count("mail_tokens")).toBe(1);
  });

  it("forgets after a season what failed for good, and which key answered whom", async () => {
    const tenantId = await newTenant(DB);
    const job = (state: string, dueAt: number) =>
      DB.prepare(
        "INSERT INTO jobs (tenant_id, id, kind, unique_key, payload, state, attempts, due_at, created_at) VALUES (?, ?, 'send_mail', ?, '{}', ?, 5, ?, 0)",
      ).bind(tenantId, crypto.randomUUID(), crypto.randomUUID(), state, dueAt);
    const use = (at: number) =>
      DB.prepare("INSERT INTO key_rotation_log (key_id, tenant_id, outcome, at) VALUES ('k', ?, 'fine', ?)").bind(tenantId, at);
    const old = now - 91 * 86_400_000;
    const figures = (day: string) =>
      DB.prepare("INSERT INTO key_usage (key_id, day, calls, failures, tokens) VALUES (?, ?, 1, 0, 1)").bind(tenantId, day);
    const days = [old, now].map((at) => figures(new Date(at).toISOString().slice(0, 10)));
    await DB.batch([job("failed", old), job("due", old), job("failed", now), use(old), use(old), use(now), use(now), ...days]);
    await purgeExpired(DB, now);
    expect(await count("key_usage")).toBe(1);
    expect(await count("jobs")).toBe(2);
    expect(await count("key_rotation_log")).toBe(2);
    await purgeExpired(DB, now);
    expect(await count("key_rotation_log")).toBe(2);
  });

  it("finds each of them on an index", async () => {
    for (const [table, index, condition] of [
      ["console_sessions", "console_sessions_expires", "expires_at <= 1"],
      ["customer_sessions", "customer_sessions_expires", "expires_at <= 1"],
      ["mail_tokens", "mail_tokens_expires", "expires_at <= 1"],
      ["rate_limits", "rate_limits_resets", "resets_at <= 1"],
      ["key_usage", "key_usage_day", "day < '2026-01-01'"],
      ["jobs", "jobs_due", "state = 'done' AND due_at <= 1"],
    ]) {
      const plan = await DB.prepare(`EXPLAIN QUERY PLAN DELETE FROM ${table} WHERE ${condition}`).all<{ detail: string }>();
      expect(plan.results.map((row) => row.detail).join()).toContain(index);
    }
  });
});
