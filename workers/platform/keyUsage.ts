import { and, asc, between, eq, inArray, isNotNull, sql, type SQL } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { keyUsage, tenants } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import { calendarDay } from "./calendarDay.ts";
import type { Chance } from "./clock.ts";
import type { Use } from "./keyQuota.ts";

/** How a use of a key ended. `rests`: rate limit or fault. `invalid`: the provider doesn't accept the key. */
export type KeyUse = { kind: "fine" } | { kind: "rests"; afterMs: number | null } | { kind: "invalid" };

/** The service account of Vertex AI counts as one key, by this name. */
export const vertexKeyId = "vertex";

/** Google's requests a day begin anew at midnight in California. Source: https://ai.google.dev/gemini-api/docs/rate-limits */
const quotaZone = "America/Los_Angeles";

export const quotaDay = (now: number): string => calendarDay(now, quotaZone);

/** One use more on the key's day: a statement, one row written. */
export const addToUsage = (
  db: DrizzleD1Database,
  { keyId, isFailure, tokens }: { keyId: string; isFailure: boolean; tokens: number },
  now: number,
) => {
  const failures = isFailure ? 1 : 0;
  return db
    .insert(keyUsage)
    .values({ keyId, day: quotaDay(now), calls: 1, failures, tokens })
    .onConflictDoUpdate({
      target: [keyUsage.keyId, keyUsage.day],
      set: {
        calls: sql`${keyUsage.calls} + 1`,
        failures: sql`${keyUsage.failures} + ${failures}`,
        tokens: sql`${keyUsage.tokens} + ${tokens}`,
      },
    });
};

/** What keys did, day by day: the pool's, tenants' own (by their tenant's id) and Vertex AI's. */
export class KeyUsage {
  readonly #db: DrizzleD1Database;
  readonly #chance: Chance;

  constructor(d1: D1Database, chance: Chance) {
    this.#db = builderOf(d1);
    this.#chance = chance;
  }

  /** Notes a use of Vertex AI's account. */
  async noteVertex(use: KeyUse, tokens: number): Promise<void> {
    await addToUsage(this.#db, { keyId: vertexKeyId, isFailure: use.kind !== "fine", tokens }, this.#chance.now());
  }

  /**
   * Notes a use of a tenant's own key: refused, it is marked; taken, it no longer is.
   *
   * @param sealed the key as it is stored, if it is the one that was used; a key that has been replaced since is not marked
   */
  async noteTenant(tenantId: string, sealed: string | null, use: KeyUse, tokens: number): Promise<void> {
    const now = this.#chance.now();
    const count = addToUsage(this.#db, { keyId: tenantId, isFailure: use.kind !== "fine", tokens }, now);
    const mark = (at: number | null, where: SQL | undefined) =>
      this.#db
        .update(tenants)
        .set({ modelKeyRefusedAt: at })
        .where(and(eq(tenants.id, tenantId), where));
    if (use.kind === "fine") await this.#db.batch([count, mark(null, isNotNull(tenants.modelKeyRefusedAt))]);
    else if (use.kind === "invalid" && sealed !== null)
      await this.#db.batch([count, mark(now, eq(tenants.modelKeySealed, sealed))]);
    else await count;
  }

  /** What some keys have done today; a key without a use is not in it. */
  async today(keyIds: string[]): Promise<Map<string, Use>> {
    const { keyId, day, calls, failures, tokens } = keyUsage;
    const rows = await this.#db
      .select({ keyId, calls, failures, tokens })
      .from(keyUsage)
      .where(and(inArray(keyId, keyIds.slice(0, 90)), eq(day, quotaDay(this.#chance.now()))));
    return new Map(rows.map(({ keyId: id, ...use }) => [id, use]));
  }

  /** What a key did on each of some days, as the provider counts days; days without a use are left out. */
  async daysOf(id: string, from: string, to: string): Promise<(Use & { day: string })[]> {
    const { keyId, day, calls, failures, tokens } = keyUsage;
    return this.#db
      .select({ day, calls, failures, tokens })
      .from(keyUsage)
      .where(and(eq(keyId, id), between(day, from, to)))
      .orderBy(asc(day));
  }
}
