import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { DrizzleD1Database } from "drizzle-orm/d1";
import { keyRotationLog, poolKeys } from "../../schema/tables/platform.ts";
import { builderOf } from "./builder.ts";
import type { Chance } from "./clock.ts";
import { fingerprintOf, hintOf, placeOfPoolKey } from "./keySecrets.ts";
import { addToUsage, type KeyUse } from "./keyUsage.ts";
import type { Secrets } from "./secrets.ts";

/** A key of the pool as it stands; the key itself stays sealed until it is used. */
export interface PoolKey {
  id: string;
  keySealed: string;
  fingerprint: string;
  isActive: boolean;
  lastUsedAt: number;
  restsUntil: number;
}

/** Whom a key was used for. */
export interface KeyUser {
  tenantId: string;
  conversationId: string | null;
}

const mostKeys = 50;

/** The platform's pool of model keys, and the log of its rotation. */
export class PoolKeys {
  readonly #db: DrizzleD1Database;
  readonly #secrets: Secrets;
  readonly #chance: Chance;

  constructor(d1: D1Database, secrets: Secrets, chance: Chance) {
    this.#db = builderOf(d1);
    this.#secrets = secrets;
    this.#chance = chance;
  }

  /** All keys but those that were retired, least recently used first. */
  async list(): Promise<PoolKey[]> {
    const { id, keySealed, fingerprint, isActive, lastUsedAt, restsUntil } = poolKeys;
    return this.#db
      .select({ id, keySealed, fingerprint, isActive, lastUsedAt, restsUntil })
      .from(poolKeys)
      .where(isNull(poolKeys.retiredAt))
      .orderBy(asc(lastUsedAt), asc(id))
      .limit(mostKeys);
  }

  /**
   * Adds those keys that the pool has never known, by fingerprint; again without effect.
   *
   * @param known what `list` has just said, so that a pool that is complete costs nothing
   * @returns whether the pool holds more than was known, by this call or by another at the same moment
   */
  async seed(keys: string[], known: PoolKey[]): Promise<boolean> {
    const before = new Set(known.map((key) => key.fingerprint));
    let isChanged = false;
    for (const key of new Set(keys)) {
      const fingerprint = await fingerprintOf(key);
      if (before.has(fingerprint)) continue;
      const id = this.#chance.id("poolKey");
      isChanged = true;
      await this.#db
        .insert(poolKeys)
        .values({
          id,
          label: `GEMINI_API_KEYS ${fingerprint.slice(0, 8)}`,
          keySealed: await this.#secrets.seal(placeOfPoolKey(id), key),
          fingerprint,
          hint: hintOf(key),
          isActive: true,
          lastUsedAt: 0,
          usageCount: 0,
          restsUntil: 0,
          createdAt: this.#chance.now(),
        })
        .onConflictDoNothing({ target: poolKeys.fingerprint });
    }
    return isChanged;
  }

  /** @throws SecretUnreadable when the sealed key doesn't open */
  async open(key: PoolKey): Promise<string> {
    return this.#secrets.open(placeOfPoolKey(key.id), key.keySealed);
  }

  /** Notes one use: three rows written, in one batch. What it shows of the key holds only while that key is still in its place. */
  async report(key: PoolKey, use: KeyUse, user: KeyUser, tokens: number): Promise<void> {
    const now = this.#chance.now();
    await this.#db.batch([
      this.#db
        .update(poolKeys)
        .set({
          lastUsedAt: now,
          usageCount: sql`${poolKeys.usageCount} + 1`,
          restsUntil: restAfter(key, use, now),
          ...(use.kind === "invalid" ? { isActive: false } : {}),
        })
        .where(and(eq(poolKeys.id, key.id), eq(poolKeys.fingerprint, key.fingerprint))),
      this.#db.insert(keyRotationLog).values({ keyId: key.id, ...user, outcome: use.kind, at: now }),
      addToUsage(this.#db, { keyId: key.id, isFailure: use.kind !== "fine", tokens }, now),
    ]);
  }
}

const firstRestMs = 15_000;
const longestRestMs = 10 * 60_000;

/**
 * Until when a key rests after a use. It rests twice as long as the last time if it failed again as soon as it was back, never
 * shorter than the provider asked for; a use that went well ends it.
 */
export const restAfter = (key: Pick<PoolKey, "lastUsedAt" | "restsUntil">, use: KeyUse, now: number): number => {
  if (use.kind !== "rests") return 0;
  const lastRest = Math.max(0, key.restsUntil - key.lastUsedAt);
  const rest = Math.min(longestRestMs, Math.max(firstRestMs, lastRest * 2));
  return now + Math.max(rest, use.afterMs ?? 0);
};
