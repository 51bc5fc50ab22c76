import { wordsOf } from "../platform/causes.ts";
import type { Chance } from "../platform/clock.ts";
import { restAfter, type KeyUse, type PoolKey, type PoolKeys } from "../platform/poolKeys.ts";
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
  /** How the call went; the next choice knows it at once, D1 a little later. */
  report(key: UsableKey, use: KeyUse, owner: KeyOwner): void;
}

export interface KeyringDeps {
  pool: Pick<PoolKeys, "list" | "seed" | "open" | "report">;
  /** Keys the environment brings along for the pool. */
  seeds: string[];
  /** The tenant's own key, opened; null when it has none. */
  tenantKey(tenantId: string): Promise<string | null>;
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
export const createKeyring = ({ pool, seeds, tenantKey, chance, background }: KeyringDeps): Keyring => {
  const rows = new Fresh<PoolKey[]>(chance);
  const opened = new Fresh<string>(chance);
  const own = new Fresh<string | null>(chance);

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
      return rows.set("pool", (await pool.seed(seeds, read)) ? await pool.list() : read);
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
      return own.set(tenantId, await tenantKey(tenantId));
    } catch (error) {
      console.error(`The model key of ${tenantId} could not be read`, wordsOf(error));
      return null;
    }
  };

  /** Null when it doesn't open, after the loss of a master key for instance; the others must go on working. */
  const open = async (key: PoolKey): Promise<string | null> => {
    try {
      return opened.get(key.id) ?? opened.set(key.id, await pool.open(key));
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
    report(key, use, owner) {
      if (!key.pool) {
        if (use.kind === "invalid") own.set(owner.tenantId, null);
        return;
      }
      const now = chance.now();
      const restsUntil = restAfter(key.pool, use, now);
      change(key.pool.id, { lastUsedAt: now, restsUntil, ...(use.kind === "invalid" ? { isActive: false } : {}) });
      const noted = pool.report(key.pool, use, { tenantId: owner.tenantId, conversationId: owner.conversationId });
      background(noted.catch((error) => console.error(`The use of ${key.pool?.id} could not be noted`, wordsOf(error))));
    },
  };
};

/** Least recently used first; those that this call has tried, then those that rest, only when there is no other. */
const choose = (all: PoolKey[], tried: UsableKey[], now: number): PoolKey | null => {
  const times = (key: PoolKey) => tried.filter((one) => one.pool?.id === key.id).length;
  const rest = (key: PoolKey) => Math.max(0, key.restsUntil - now);
  const [best] = all
    .filter((key) => key.isActive)
    .toSorted((a, b) => times(a) - times(b) || rest(a) - rest(b) || a.lastUsedAt - b.lastUsedAt || a.id.localeCompare(b.id));
  return best ?? null;
};

/** Values that are good for a minute; afterwards only as the last that was known. */
class Fresh<T> {
  readonly #chance: Chance;
  readonly #values = new Map<string, { value: T; readAt: number }>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  get(name: string): T | undefined {
    const known = this.#values.get(name);
    return known && this.#chance.now() - known.readAt < freshForMs ? known.value : undefined;
  }

  last(name: string): T | undefined {
    return this.#values.get(name)?.value;
  }

  /** @param age `keep`: the value was changed here, not read again, so it grows no younger */
  set(name: string, value: T, age: "new" | "keep" = "new"): T {
    const readAt = (age === "keep" && this.#values.get(name)?.readAt) || this.#chance.now();
    this.#values.set(name, { value, readAt });
    return value;
  }
}
