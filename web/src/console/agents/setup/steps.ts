import type { Agent, AgentFields } from "../../../../../schema/contract/agents.ts";
import { setupSteps, type SetupStep } from "../../../paths.ts";
import { formOf } from "../agentFields.ts";

/** Whether a step holds what it is for. Steps that may stay empty are done when something is there, and hold nobody up. */
export const isStepDone = (step: SetupStep, form: AgentFields, agent: Pick<Agent, "whatsapp">): boolean => {
  switch (step) {
    case "basics":
      return form.name.trim() !== "" && form.instructions.trim() !== "";
    case "levels":
      return form.levels.length > 0 && form.levels.every((level) => Boolean(form[`levelPromptOverlay${level}`]?.trim()));
    case "whatsapp":
      return agent.whatsapp !== null || form.integrationMode === "ai_only";
    case "knowledge":
    case "limits":
    case "try":
      return false;
  }
};

/** Where somebody who comes back without a place of their own goes on: what has to be written comes first. */
export const firstOpenStep = (agent: Agent): SetupStep => {
  const form = formOf(agent, agent.draft?.fields);
  if (!isStepDone("basics", form, agent)) return "basics";
  return form.levels.length > 0 && !isStepDone("levels", form, agent) ? "levels" : "knowledge";
};

const place = (agentId: string) => `filo.setup.${agentId}`;

export const rememberStep = (agentId: string, step: SetupStep): void => {
  try {
    localStorage.setItem(place(agentId), step);
  } catch {
    // A browser may refuse storage: then one comes back to the first step that is open.
  }
};

export const rememberedStep = (agentId: string): SetupStep | undefined => {
  try {
    const stored = localStorage.getItem(place(agentId));
    return setupSteps.find((step) => step === stored);
  } catch {
    return undefined;
  }
};
