import { and, eq, isNull } from "drizzle-orm";
import type { Level } from "../../schema/contract/enums.ts";
import { agents } from "../../schema/tables/agents.ts";
import { refuse, type Refusal } from "../platform/refusal.ts";
import type { TenantDb } from "../platform/tenantDb.ts";

/** Whose knowledge an item is: an agent's, or the consultant's store for Gold. */
export interface Place {
  scope: "agent" | "store";
  agentId: string | null;
}

/** A place, and from which level up its items are found when nobody says. */
export interface KnownPlace {
  place: Place;
  usualLevel: Level;
}

/**
 * Checks a place: an agent's item names a living agent of the tenant, the store's names none. An agent without levels gives what it
 * knows to everyone; one with levels to Silver and Gold; the store is for Gold (DESIGN section 4).
 */
export const checkPlace = async (
  db: TenantDb,
  scope: Place["scope"],
  agentId: string | null | undefined,
): Promise<KnownPlace | Refusal> => {
  if (scope === "store")
    return agentId ? refuse("invalid_input", { errors: [storeHasNone] }) : { place: { scope, agentId: null }, usualLevel: 3 };
  if (!agentId) return refuse("invalid_input", { errors: [agentMissing] });
  const [agent] = await db.pick({ levels: agents.levels }, agents, {
    where: and(eq(agents.id, agentId), isNull(agents.deletedAt)),
    limit: 1,
  });
  return agent ? { place: { scope, agentId }, usualLevel: agent.levels.length === 0 ? 1 : 2 } : refuse("not_found");
};

const storeHasNone = { path: "agentId", code: "not_allowed", message: "The consultant's store belongs to no agent" };
const agentMissing = { path: "agentId", code: "required", message: "An agent's item names its agent" };
