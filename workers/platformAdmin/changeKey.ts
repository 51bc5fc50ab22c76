import type { z } from "zod";
import type { PoolKey, poolKeyPatchSchema } from "../../schema/contract/platform.ts";
import { auditChange } from "../platform/audit.ts";
import { isKeyTaken } from "../platform/poolKeyDesk.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { PlatformAdminDeps } from "./deps.ts";
import { keyOnWire } from "./keyOnWire.ts";

type Deps = Pick<PlatformAdminDeps, "chance" | "poolKeys">;

/**
 * Changes a key of the pool. With `apiKey` another key takes its place, under the same label and history: calls under way end
 * with the old one, and isolates that know it still go on with it for a minute at most, or until the provider refuses it.
 */
export const changeKey = async (
  { chance, poolKeys }: Deps,
  caller: ConsoleCaller,
  id: string,
  { apiKey, ...patch }: z.output<typeof poolKeyPatchSchema>,
): Promise<PoolKey | Refusal> => {
  const fields = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  if ("project" in fields) fields.project = fields.project || null;
  const changed = [...Object.keys(fields), ...(apiKey === undefined ? [] : ["apiKey"])];
  if (changed.length > 0) {
    const action = apiKey === undefined ? "pool_key.change" : "pool_key.replace";
    const entry = auditChange(caller.db, chance, { actor: caller.userId, action, subject: id, detail: { fields: changed } });
    const replacing = apiKey === undefined ? null : await poolKeys.replace(id, fields, apiKey);
    if (apiKey !== undefined && replacing === null) return refuse("not_found");
    try {
      if (replacing) await caller.db.batch([replacing.before, replacing.change, entry, replacing.after]);
      else await caller.db.batch([poolKeys.update(id, fields), entry]);
    } catch (error) {
      if (isKeyTaken(error)) return refuse("key_taken");
      throw error;
    }
  }
  const key = await poolKeys.find(id);
  return key ? keyOnWire(key, chance.now()) : refuse("not_found");
};
