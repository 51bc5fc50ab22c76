import { and, asc, desc, eq, isNotNull, isNull, lt, sql, type SQL } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { keyRotationLog, keyUsage, poolKeys } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import { isUniqueViolation } from "./causes.ts";
import type { Chance } from "./clock.ts";
import { fingerprintOf, hintOf, placeOfPoolKey } from "./keySecrets.ts";
import { keysNearQuota, type NearQuota } from "./keyQuota.ts";
import { quotaDay } from "./keyUsage.ts";
import type { Secrets } from "./secrets.ts";
import { Statement } from "./tenantDb.ts";

/** A key of the pool with what it has done today; times in milliseconds, 0 for never. */
export interface ShownKey {
  id: string;
  label: string;
  hint: string;
  project: string | null;
  isActive: boolean;
  dailyQuota: number | null;
  callsToday: number;
  failuresToday: number;
  tokensToday: number;
  lastUsedAt: number;
  restsUntil: number;
  createdAt: number;
}

export interface KeyFields {
  label: string;
  project: string | null;
  dailyQuota: number | null;
  isActive: boolean;
}

export interface ShownUse {
  id: number;
  keyId: string;
  tenantId: string;
  outcome: string;
  at: number;
}

/** More than any pool has; the console shows them all at once. */
const mostShown = 200;

/** The pool of model keys, as the platform's administrator keeps it. Writes are statements, for the batch that is audited. */
export class PoolKeyDesk {
  readonly #db: DrizzleD1Database;
  readonly #secrets: Pick<Secrets, "seal">;
  readonly #chance: Chance;

  constructor(d1: D1Database, secrets: Pick<Secrets, "seal">, chance: Chance) {
    this.#db = builderOf(d1);
    this.#secrets = secrets;
    this.#chance = chance;
  }

  /** All keys, oldest first. */
  async list(): Promise<ShownKey[]> {
    return this.#shown().orderBy(asc(poolKeys.createdAt), asc(poolKeys.id)).limit(mostShown);
  }

  async find(id: string): Promise<ShownKey | null> {
    const [row] = await this.#shown(eq(poolKeys.id, id)).limit(1);
    return row ?? null;
  }

  /** The quotas that are nearly used up today. */
  async nearQuota(): Promise<NearQuota[]> {
    return keysNearQuota(await this.list());
  }

  /** Two statements. A key that was retired once may come back, as a new one. */
  async insert(id: string, fields: KeyFields, apiKey: string): Promise<Statement[]> {
    const secret = await this.#secretOf(id, apiKey);
    const unused = { lastUsedAt: 0, usageCount: 0, restsUntil: 0 };
    const row = { id, ...fields, ...secret, ...unused, createdAt: this.#chance.now() };
    return [this.#forget(secret.fingerprint), new Statement(this.#db.insert(poolKeys).values(row))];
  }

  update(id: string, fields: Partial<KeyFields>, more: Partial<typeof poolKeys.$inferInsert> = {}): Statement {
    return new Statement(
      this.#db
        .update(poolKeys)
        .set({ ...fields, ...more })
        .where(this.#isThere(id)),
    );
  }

  /**
   * Puts another key in the place of one: it works until shown otherwise, and doesn't rest. The old one is retired.
   *
   * @returns statements to be written in this order; null when there is no such key
   */
  async replace(
    id: string,
    fields: Partial<KeyFields>,
    apiKey: string,
  ): Promise<{ before: Statement; change: Statement; after: Statement } | null> {
    const [old] = await this.#db.select().from(poolKeys).where(this.#isThere(id)).limit(1);
    if (!old) return null;
    const secret = await this.#secretOf(id, apiKey);
    const retired = { ...old, id: this.#chance.id("poolKey"), ...this.#nothingLeft() };
    return {
      before: this.#forget(secret.fingerprint),
      change: this.update(id, { isActive: true, ...fields }, { ...secret, restsUntil: 0 }),
      // Given the same key again, nothing is retired: its fingerprint is still there.
      after: new Statement(this.#db.insert(poolKeys).values(retired).onConflictDoNothing({ target: poolKeys.fingerprint })),
    };
  }

  /** Only the fingerprint stays. */
  remove(id: string): Statement {
    return new Statement(this.#db.update(poolKeys).set(this.#nothingLeft()).where(this.#isThere(id)));
  }

  /** The rotation log, newest first. Its ids rise with time. */
  async uses(before: number | null, limit: number): Promise<ShownUse[]> {
    const { id, keyId, tenantId, outcome, at } = keyRotationLog;
    return this.#db
      .select({ id, keyId, tenantId, outcome, at })
      .from(keyRotationLog)
      .where(before === null ? undefined : lt(id, before))
      .orderBy(desc(id))
      .limit(limit);
  }

  async #secretOf(id: string, apiKey: string) {
    return {
      keySealed: await this.#secrets.seal(placeOfPoolKey(id), apiKey),
      fingerprint: await fingerprintOf(apiKey),
      hint: hintOf(apiKey),
    };
  }

  #nothingLeft() {
    return { keySealed: "", hint: "", isActive: false, retiredAt: this.#chance.now() };
  }

  #isThere(id: string): SQL | undefined {
    return and(eq(poolKeys.id, id), isNull(poolKeys.retiredAt));
  }

  /** Makes room for a key that was in the pool before. */
  #forget(fingerprint: string): Statement {
    const isRetired = and(eq(poolKeys.fingerprint, fingerprint), isNotNull(poolKeys.retiredAt));
    return new Statement(this.#db.delete(poolKeys).where(isRetired));
  }

  #shown(where?: SQL) {
    const { id, label, hint, project, isActive, dailyQuota, lastUsedAt, restsUntil, createdAt } = poolKeys;
    const today = and(eq(keyUsage.keyId, id), eq(keyUsage.day, quotaDay(this.#chance.now())));
    return this.#db
      .select({
        id,
        label,
        hint,
        project,
        isActive,
        dailyQuota,
        callsToday: sql<number>`coalesce(${keyUsage.calls}, 0)`,
        failuresToday: sql<number>`coalesce(${keyUsage.failures}, 0)`,
        tokensToday: sql<number>`coalesce(${keyUsage.tokens}, 0)`,
        lastUsedAt,
        restsUntil,
        createdAt,
      })
      .from(poolKeys)
      .leftJoin(keyUsage, today)
      .where(and(isNull(poolKeys.retiredAt), where))
      .$dynamic();
  }
}

/** Whether a write failed because the pool has this very key already. */
export const isKeyTaken = (thrown: unknown): boolean => isUniqueViolation(thrown, "pool_keys.fingerprint");
