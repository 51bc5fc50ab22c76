import type { AgentFields } from "../../schema/contract/agents.ts";
import type { Level, Participant } from "../../schema/contract/enums.ts";
import { isLevelAgent, lowestLevel } from "./levels.ts";

export type PromptRoute = "consultant" | "levels" | "assistance" | "acquisition";

/** What a turn is: a prompt for the model, silence, or the agent's upgrade text without the model. */
export type TurnRoute =
  | { kind: "prompt"; route: PromptRoute }
  | { kind: "silent"; reason: "staff" | "auto_response_off" | "inactive" }
  | { kind: "upgrade" };

export interface TurnFacts {
  participant: Participant;
  agent: Pick<AgentFields, "levels" | "isActive" | "autoResponseEnabled">;
  /** The level the writer holds now. */
  level: Level;
}

/** Who gets which prompt, in the order of DESIGN section 4; the requirement's order of branches is its section 9.1. */
export const routeTurn = ({ participant, agent, level }: TurnFacts): TurnRoute => {
  if (participant === "staff") return { kind: "silent", reason: "staff" };
  if (!agent.isActive) return { kind: "silent", reason: "inactive" };
  if (!agent.autoResponseEnabled) return { kind: "silent", reason: "auto_response_off" };
  if (participant === "consultant") return { kind: "prompt", route: "consultant" };
  if (isLevelAgent(agent)) return (lowestLevel(agent) ?? 1) > level ? { kind: "upgrade" } : { kind: "prompt", route: "levels" };
  return { kind: "prompt", route: participant === "client" ? "assistance" : "acquisition" };
};
