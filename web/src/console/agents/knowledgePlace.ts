import type { Level } from "../../../../schema/contract/enums.ts";

/** Which shelf an item goes on: an agent's own, or the consultant's store. */
export interface KnowledgePlace {
  scope: "agent" | "store";
  agentId: string | null;
}

/** From which level up an item is found when nobody says: the API's own rule, so that the form opens on it. */
export const usualLevel = (scope: KnowledgePlace["scope"], agentLevels: readonly Level[]): Level => {
  if (scope === "store") return 3;
  return agentLevels.length === 0 ? 1 : 2;
};
