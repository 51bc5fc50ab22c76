import type { Agent } from "../../../../../schema/contract/agents.ts";

export type InboxHealth =
  | { kind: "well" }
  | { kind: "no_agents" }
  | { kind: "all_off"; agentId: string }
  | { kind: "no_whatsapp"; agentId: string; agentName: string };

/** Why nothing could arrive, worst first (UI.md: health before silence). */
export const inboxHealth = (agents: readonly Agent[]): InboxHealth => {
  const [first] = agents;
  if (!first) return { kind: "no_agents" };
  const active = agents.filter((agent) => agent.isActive);
  if (active.length === 0) return { kind: "all_off", agentId: first.id };
  const deaf = active.find((agent) => agent.integrationMode === "whatsapp_ai" && agent.whatsapp === null);
  return deaf ? { kind: "no_whatsapp", agentId: deaf.id, agentName: deaf.name } : { kind: "well" };
};
