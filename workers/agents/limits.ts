import type { AgentFields } from "../../schema/contract/agents.ts";
import type { Level } from "../../schema/contract/enums.ts";

export type AgentLimits = Pick<AgentFields, "dailyMessageLimit" | "dailyMessageLimitSilver" | "dailyMessageLimitGold">;

/** Messages a contact may write in a day, both channels together; null is no limit. Silver and Gold have none unless set. */
export const dailyLimitFor = (agent: AgentLimits, level: Level): number | null =>
  ({ 1: agent.dailyMessageLimit, 2: agent.dailyMessageLimitSilver, 3: agent.dailyMessageLimitGold })[level];
