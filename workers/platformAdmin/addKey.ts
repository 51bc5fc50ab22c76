import type { z } from "zod";
import type { PoolKey, poolKeyCreateSchema } from "../../schema/contract/platform.ts";
import { audit } from "../platform/audit.ts";
import { isKeyTaken } from "../platform/poolKeyDesk.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { PlatformAdminDeps } from "./deps.ts";
import { keyOnWire } from "./keyOnWire.ts";

type Deps = Pick<PlatformAdminDeps, "chance" | "poolKeys">;

/** Seals a key and puts it into the pool; the next call may take it. */
export const addKey = async (
  { chance, poolKeys }: Deps,
  caller: ConsoleCaller,
  { apiKey, label, project, dailyQuota, isActive }: z.output<typeof poolKeyCreateSchema>,
): Promise<PoolKey | Refusal> => {
  const id = chance.id("poolKey");
  const fields = { label, project: project || null, dailyQuota: dailyQuota ?? null, isActive: isActive ?? true };
  const insert = await poolKeys.insert(id, fields, apiKey);
  try {
    await caller.db.batch([...insert, audit(caller.db, chance, { actor: caller.userId, action: "pool_key.add", subject: id })]);
  } catch (error) {
    if (isKeyTaken(error)) return refuse("key_taken");
    throw error;
  }
  const added = await poolKeys.find(id);
  if (!added) throw new Error(`The key ${id} was added and is not there`);
  return keyOnWire(added, chance.now());
};
