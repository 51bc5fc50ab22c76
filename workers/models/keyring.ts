import { wordsOf } from "../platform/causes.ts";
import type { Chance } from "../platform/clock.ts";
import type { KeyUse } from "../platform/keyUsage.ts";
import { restAfter, type PoolKey, type PoolKeys } from "../platform/poolKeys.ts";
import { Fresh } from "./fresh.ts";
import type { KeyOwner } from "./port.ts";

/** A key to make one call with. */
export interface UsableKey {
  secret: string;
  /** Null for a tenant's own key. */
  pool: PoolKey | null;
}

/** `none`: no key was ever configured. `exhausted`: there are keys, but none that works is left to try. */
export type KeyChoice = UsableKey | "none" | "exhausted";

export interface Keyring {
  /** The key to try next, after those that this call has tried already. Rejects when the keys can't be read. */
  next(owner: KeyOwner, tried: UsableKey[]): Promise<KeyChoice>;
  /** How the call went and how many tokens it took; the next choice knows it at once, D1 a little later. */
  report(key: UsableKey, use: KeyUse, owner: KeyOwner, tokens?: number): void;
}

export interface KeyringDeps {
  pool: Pick<PoolKeys, "list" | "seed" | "open" | "report">;
  /** Keys the environment brings along for the pool. */
  seeds: string[];
  /** The tenant's own key, opened; null when it has none that the provider takes. */
  tenantKey(tenantId: string): Promise<string | null>;
  /** Keeps how a tenant's own key did. `invalid` holds for that key alone: one that has replaced it meanwhile is not concerned. */
  noteTenantKey(tenantId: string, secret: string, use: KeyUse, tokens: number): Promise<void>;
  chance: Chance;
  /** Keeps work alive that nobody waits for; it never rejects. */
  background(work: Promise<void>): void;
}

const freshForMs = 60_000;

/**
 * Whose key answers: a client's tenant pays with its own key, otherwise, and when that one fails, the pool does, least recently
 * used first (DESIGN section 4). A key that rests is taken only when all others have been tried: somebody is waiting.
 *
 * Rows and opened keys are remembered for a minute, so one keyring serves a whole isolate. Never a pending promise: it would
 * belong to the request that began it.
 */
export const createKeyring = ({ pool, seeds, tenantKey, noteTenantKey, chance, background }: KeyringDeps): Keyring => {
  const rows = new Fresh<PoolKey[]>(chance, freshForMs);
  const opened = new Fresh<string>(chance, freshForMs);
  const own = new Fresh<string | null>(chance, freshForMs);
  /** Keys that were refused of late: tenants' own by their tenant, the pool's by fingerprint. One that replaces them needn't wait. */
  const refused = new Fresh<string>(chance, freshForMs);

  const change = (id: string, fields: Partial<PoolKey>) => {
    const known = rows.last("pool");
    if (known)
      rows.set(
        "pool",
        known.map((row) => (row.id === id ? { ...row, ...fields } : row)),
        "keep",
      );
  };

  const poolNow = async (): Promise<PoolKey[]> => {
    const known = rows.get("pool");
    if (known) return known;
    try {
      const read = await pool.list();
      const whole = (await pool.seed(seeds, read)) ? await pool.list() : read;
      // D1 may not know yet what this isolate has just been told.
      return rows.set(
        "pool",
        whole.map((row) => (refused.get(row.fingerprint) === undefined ? row : { ...row, isActive: false })),
      );
    } catch (error) {
      const stale = rows.last("pool");
      if (!stale) throw error;
      return stale;
    }
  };

  const ownKey = async (tenantId: string): Promise<string | null> => {
    const known = own.get(tenantId);
    if (known !== undefined) return known;
    try {
      const secret = await tenantKey(tenantId);
      return own.set(tenantId, secret === refused.get(tenantId) ? null : secret);
    } catch (error) {
      console.error(`The model key of ${tenantId} could not be read`, wordsOf(error));
      return null;
    }
  };

  /** Null when it doesn't open, after the loss of a master key for instance; the others must go on working. */
  const open = async (key: PoolKey): Promise<string | null> => {
    try {
      // By what is sealed, not by id: a key that was replaced in its place opens anew.
      return opened.get(key.keySealed) ?? opened.set(key.keySealed, await pool.open(key));
    } catch (error) {
      console.error(`The pool key ${key.id} could not be opened`, wordsOf(error));
      change(key.id, { isActive: false });
      return null;
    }
  };

  /** A tenant's own key may be tried again where the pool has nothing better. */
  const lastResort = async (owner: KeyOwner, all: PoolKey[], tried: UsableKey[]): Promise<KeyChoice> => {
    if (tried.length === 0) return all.length === 0 ? "none" : "exhausted";
    const secret = owner.payer === "tenant" ? await ownKey(owner.tenantId) : null;
    return secret === null ? "exhausted" : { secret, pool: null };
  };

  return {
    async next(owner, tried) {
      if (owner.payer === "tenant" && tried.length === 0) {
        const secret = await ownKey(owner.tenantId);
        if (secret !== null) return { secret, pool: null };
      }
      for (;;) {
        const all = await poolNow();
        const key = choose(all, tried, chance.now());
        if (!key) return lastResort(owner, all, tried);
        const secret = await open(key);
        if (secret === null) continue;
        change(key.id, { lastUsedAt: chance.now() });
        return { secret, pool: key };
      }
    },
    report(key, use, owner, tokens = 0) {
      const { tenantId, conversationId } = owner;
      const keep = (noted: Promise<void>) =>
        background(noted.catch((error) => console.error(`The use of a key could not be noted`, wordsOf(error))));
      if (!key.pool) {
        if (use.kind === "invalid") {
          refused.set(tenantId, key.secret);
          own.forget(tenantId);
        }
        return keep(noteTenantKey(tenantId, key.secret, use, tokens));
      }
      const now = chance.now();
      const restsUntil = restAfter(key.pool, use, now);
      change(key.pool.id, { lastUsedAt: now, restsUntil });
      if (use.kind === "invalid") {
        refused.set(key.pool.fingerprint, key.secret);
        // Another key may stand in this one's place by now: look before the next choice.
        rows.age("pool");
      }
      keep(pool.report(key.pool, use, { tenantId, conversationId }, tokens));
    },
  };
};

/** Least recently used first; those that this call has tried, then those that rest, only when there is no other. */
const choose = (all: PoolKey[], tried: UsableKey[], now: number): PoolKey | null => {
  const times = (key: PoolKey) => tried.filter((one) => one.pool?.fingerprint === key.fingerprint).length;
  const rest = (key: PoolKey) => Math.max(0, key.restsUntil - now);
  const [best] = all
    .filter((key) => key.isActive)
    .toSorted((a, b) => times(a) - times(b) || rest(a) - rest(b) || a.lastUsedAt - b.lastUsedAt || a.id.localeCompare(b.id));
  return best ?? null;
};
