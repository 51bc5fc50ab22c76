import { auditChange } from "../platform/audit.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { ConsoleCaller } from "../platform/route.ts";
import type { PlatformAdminDeps } from "./deps.ts";

/** Takes a key out of the pool, for good: also if `GEMINI_API_KEYS` still names it. What it did stays in the log. */
export const removeKey = async (
  { chance, poolKeys }: Pick<PlatformAdminDeps, "chance" | "poolKeys">,
  caller: ConsoleCaller,
  id: string,
): Promise<Refusal | undefined> => {
  const entry = auditChange(caller.db, chance, { actor: caller.userId, action: "pool_key.remove", subject: id });
  const [removed] = await caller.db.batch([poolKeys.remove(id), entry]);
  return removed ? undefined : refuse("not_found");
};
