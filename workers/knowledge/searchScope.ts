import type { Level } from "../../schema/contract/enums.ts";

const tailOf = (id: string): string => id.slice(id.indexOf("_") + 1);

/**
 * The tokens of `knowledge_search.scope` that a search may meet: the agent's own items up to the level, and the consultant's
 * store for Gold only (DESIGN section 4). The triggers of the migration write the same tokens.
 */
export const scopeTokens = (place: { tenantId: string; agentId: string }, level: Level): string[] => {
  const levels = ([1, 2, 3] as const).filter((seen) => seen <= level);
  const agent = levels.map((seen) => `a${tailOf(place.agentId)}l${seen}`);
  return level === 3 ? [...agent, ...levels.map((seen) => `s${tailOf(place.tenantId)}l${seen}`)] : agent;
};
