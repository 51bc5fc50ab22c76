import type { Level, Participant } from "../../schema/contract/enums.ts";

const allLevels: readonly Level[] = [1, 2, 3];

/** An agent with levels treats everybody by level and knows no CRM; one without is a standard agent (DESIGN section 4). */
export const isLevelAgent = (agent: { levels: readonly Level[] }): boolean => agent.levels.length > 0;

/** The lowest level an agent serves; null for a standard agent, which serves everyone. */
export const lowestLevel = (agent: { levels: readonly Level[] }): Level | null =>
  allLevels.find((level) => agent.levels.includes(level)) ?? null;

/** Levels add up: Bronze sees 1, Silver 1+2, Gold 1+2+3. */
export const levelsSeenAt = (level: Level): Level[] => allLevels.filter((seen) => seen <= level);

/**
 * The level at which a turn is composed, and at which its messages are stored. The tenant's own consultant always has full
 * access (requirement 1, scenario 5); storing that thread at Gold keeps it from a later owner of the number (invariant I14).
 */
export const levelOfTurn = (participant: Participant, held: Level): Level => (participant === "consultant" ? 3 : held);
