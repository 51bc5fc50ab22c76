import { inArray, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { rateLimits } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import { refuse, type Refusal } from "./refusal.ts";

/** At most `limit` tries in `windowMs`. The key names what is tried and who tries it; never a bare e-mail or address. */
export interface RateRule {
  key: string;
  limit: number;
  windowMs: number;
}

/** Counts tries in fixed windows, in D1, so that every Worker sees the same count. One statement takes and counts: no race. */
export class RateLimits {
  readonly #db: DrizzleD1Database;

  constructor(d1: D1Database) {
    this.#db = builderOf(d1);
  }

  /**
   * Counts one try against every rule.
   *
   * @returns `too_many_requests` with `Retry-After` when one of them is past its limit
   */
  async take(rules: RateRule[], now: number): Promise<Refusal | null> {
    const [first, ...rest] = rules.map((rule) => this.#count(rule, now));
    if (!first) return null;
    const rows = (await this.#db.batch([first, ...rest])).flat();
    const waits = rules.flatMap((rule) => {
      const row = rows.find((one) => one.key === rule.key);
      return row && row.count > rule.limit ? [row.resetsAt - now] : [];
    });
    if (waits.length === 0) return null;
    return refuse("too_many_requests", {
      headers: { "retry-after": String(Math.max(1, Math.ceil(Math.max(...waits) / 1_000))) },
    });
  }

  /** Takes tries back that turned out to be rightful, so that someone who signs in all day is never locked out. */
  async forgive(rules: RateRule[]): Promise<void> {
    await this.#db
      .update(rateLimits)
      .set({ count: sql`max(0, ${rateLimits.count} - 1)` })
      .where(
        inArray(
          rateLimits.key,
          rules.map((rule) => rule.key),
        ),
      );
  }

  #count(rule: RateRule, now: number) {
    const over = sql`${rateLimits.resetsAt} <= ${now}`;
    return this.#db
      .insert(rateLimits)
      .values({ key: rule.key, count: 1, resetsAt: now + rule.windowMs })
      .onConflictDoUpdate({
        target: rateLimits.key,
        set: {
          count: sql`case when ${over} then 1 else ${rateLimits.count} + 1 end`,
          resetsAt: sql`case when ${over} then ${now + rule.windowMs} else ${rateLimits.resetsAt} end`,
        },
      })
      .returning();
  }
}
