import { createKeyring, type Keyring } from "../../workers/models/keyring.ts";
import { PoolKeys } from "../../workers/platform/poolKeys.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";
import { NodeD1 } from "../support/nodeD1.ts";
import { testChance, type TestChance } from "./chance.ts";

export interface KeyRow {
  fingerprint: string;
  is_active: number;
  usage_count: number;
  last_used_at: number;
  rests_until: number;
}

/** A pool in a database of its own, with as many keyrings (isolates) over it as a test wants. */
export interface KeyHouse {
  d1: NodeD1;
  chance: TestChance;
  pool: PoolKeys;
  keyring(seeds?: string[]): Keyring;
  /** Waits for what the keyrings do in the background. */
  settled(): Promise<void>;
  rows(): KeyRow[];
  log(): { key_id: string; tenant_id: string; conversation_id: string | null; outcome: string }[];
}

export const keyHouse = (tenantKeys: Record<string, string> = {}): KeyHouse => {
  const d1 = new NodeD1();
  const chance = testChance();
  const secrets = createSecrets([{ version: "v1", bytes: new Uint8Array(32).fill(7) }], chance.bytes);
  const pool = new PoolKeys(d1.asD1(), secrets, chance);
  let pending: Promise<void>[] = [];
  return {
    d1,
    chance,
    pool,
    keyring: (seeds = []) =>
      createKeyring({
        pool,
        seeds,
        chance,
        tenantKey: async (tenantId) => tenantKeys[tenantId] ?? null,
        background: (work) => void pending.push(work),
      }),
    async settled() {
      await Promise.all(pending);
      pending = [];
    },
    rows: () => d1.sqlite.prepare("SELECT * FROM pool_keys ORDER BY id").all() as unknown as KeyRow[],
    log: () => d1.sqlite.prepare("SELECT * FROM key_rotation_log ORDER BY id").all() as never,
  };
};
