import { createKeyring, type Keyring } from "../../workers/models/keyring.ts";
import { PoolKeyDesk } from "../../workers/platform/poolKeyDesk.ts";
import { PoolKeys } from "../../workers/platform/poolKeys.ts";
import { createSecrets } from "../../workers/platform/secrets.ts";
import { TenantDb } from "../../workers/platform/tenantDb.ts";
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
  /** How tenants' own keys did, as the keyrings told. */
  ownUses: { tenantId: string; secret: string; use: string; tokens: number }[];
  /** Waits for what the keyrings do in the background. */
  settled(): Promise<void>;
  rows(): KeyRow[];
  /** Puts another key in the place of one, as the platform's administrator does. */
  replace(id: string, apiKey: string): Promise<void>;
  usage(): { key_id: string; day: string; calls: number; failures: number; tokens: number }[];
  log(): { key_id: string; tenant_id: string; conversation_id: string | null; outcome: string }[];
}

export const keyHouse = (tenantKeys: Record<string, string> = {}): KeyHouse => {
  const d1 = new NodeD1();
  const chance = testChance();
  const secrets = createSecrets([{ version: "v1", bytes: new Uint8Array(32).fill(7) }], chance.bytes);
  const pool = new PoolKeys(d1.asD1(), secrets, chance);
  let pending: Promise<void>[] = [];
  const ownUses: KeyHouse["ownUses"] = [];
  return {
    ownUses,
    d1,
    chance,
    pool,
    keyring: (seeds = []) =>
      createKeyring({
        pool,
        seeds,
        chance,
        tenantKey: async (tenantId) => tenantKeys[tenantId] ?? null,
        noteTenantKey: async (tenantId, secret, use, tokens) => void ownUses.push({ tenantId, secret, use: use.kind, tokens }),
        background: (work) => void pending.push(work),
      }),
    async settled() {
      await Promise.all(pending);
      pending = [];
    },
    async replace(id, apiKey) {
      const replacing = await new PoolKeyDesk(d1.asD1(), secrets, chance).replace(id, {}, apiKey);
      if (!replacing) throw new Error(`No key ${id}`);
      await new TenantDb(d1.asD1(), "ten_a").batch([replacing.before, replacing.change, replacing.after]);
    },
    usage: () => d1.sqlite.prepare("SELECT * FROM key_usage").all() as never,
    rows: () => d1.sqlite.prepare("SELECT * FROM pool_keys ORDER BY id").all() as unknown as KeyRow[],
    log: () => d1.sqlite.prepare("SELECT * FROM key_rotation_log ORDER BY id").all() as never,
  };
};
