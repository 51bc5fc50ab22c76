import { and, eq, isNull } from "drizzle-orm";
import { agents } from "../../schema/tables/agents.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** Whose knowledge an item is: an agent's, or the consultant's store for Gold. */
export interface Place {
  scope: "agent" | "store";
  agentId: string | null;
}

/** Checks a place: an agent's item names a living agent of the tenant, the store's names none. */
export const checkPlace = async (
  db: TenantDb,
  scope: Place["scope"],
  agentId: string | null | undefined,
): Promise<Place | Refusal> => {
  if (scope === "store") return agentId ? refuse("invalid_input", { errors: [storeHasNone] }) : { scope, agentId: null };
  if (!agentId) return refuse("invalid_input", { errors: [agentMissing] });
  const [agent] = await db.pick({ id: agents.id }, agents, {
    where: and(eq(agents.id, agentId), isNull(agents.deletedAt)),
    limit: 1,
  });
  return agent ? { scope, agentId } : refuse("not_found");
};

const storeHasNone = { path: "agentId", code: "not_allowed", message: "The consultant's store belongs to no agent" };
const agentMissing = { path: "agentId", code: "required", message: "An agent's item names its agent" };
