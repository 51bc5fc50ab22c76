import type { AgentFields } from "../../schema/contract/agents.ts";
import type { CustomerLanguage, Level } from "../../schema/contract/enums.ts";
import type { ModelRequest } from "../models/port.ts";
import { buildContents, historyWindow, type HistoryMessage } from "./historyWindow.ts";
import type { ComposedPrompt, KnowledgeHit } from "./promptInput.ts";

/** Upper bound of an answer in tokens. Concise mode asks for 500 characters; the bound only stops a model that ignores it. */
export const maxOutputTokens = (agent: Pick<AgentFields, "conciseMode">): number => (agent.conciseMode ? 700 : 2_000);

export interface RequestFacts {
  agent: Pick<AgentFields, "modelName" | "modelProvider" | "conciseMode">;
  prompt: ComposedPrompt;
  knowledge: KnowledgeHit[];
  /** The thread before the batch, oldest first. */
  history: HistoryMessage[];
  /** The texts of the batch, in order of arrival. */
  batch: string[];
  level: Level;
  language: CustomerLanguage;
}

/** Everything a turn sends to the model. */
export const composeRequest = ({ agent, prompt, knowledge, history, batch, level, language }: RequestFacts): ModelRequest => ({
  model: agent.modelName,
  provider: agent.modelProvider,
  system: prompt.system,
  contents: buildContents(historyWindow(history, level), batch),
  maxOutputTokens: maxOutputTokens(agent),
  grounding: knowledge,
  language,
});
