import { createContext, useContext, type Accessor } from "solid-js";
import type { AgentDraft } from "../../../../schema/contract/agentDrafts.ts";
import type { Agent, AgentFields } from "../../../../schema/contract/agents.ts";
import type { Problem } from "../../api/problem.ts";
import type { KeepState } from "./keeper.ts";
import type { Conflict } from "./standing.ts";

/** The form of one agent, for all its parts. */
export interface Editor {
  agent: Accessor<Agent>;
  form: AgentFields;
  set<K extends keyof AgentFields>(name: K, value: AgentFields[K]): void;
  /** What is not published. */
  changes: Accessor<Partial<AgentFields>>;
  isChanged: Accessor<boolean>;
  /** Not published once, and not on: somebody is still making it. */
  isNew: Accessor<boolean>;
  keepState: Accessor<KeepState>;
  /** Nothing is kept on the server until somebody has chosen between two edits of one field. */
  mustChoose: Accessor<boolean>;
  /** The draft as the server has it: whose it is, and since when. */
  draft: Accessor<AgentDraft | null>;
  /** Sends at once what waits to be kept. @returns whether the server has everything */
  keepNow(): Promise<boolean>;
  errors: Accessor<Record<string, string>>;
  problem: Accessor<Problem | null>;
  isPublishing: Accessor<boolean>;
  /** @returns the agent as it was published, or nothing when it was not */
  publish(): Promise<Agent | undefined>;
  discard(): void;
  /** Takes over what another part of the page has published. */
  adopt(agent: Agent): void;
  conflict: Accessor<Conflict | undefined>;
  settle(fields: AgentFields): void;
  closeConflict(): void;
  reopenConflict(): void;
}

const EditorContext = createContext<Editor>();
export const EditorProvider = EditorContext.Provider;

export const useEditor = (): Editor => {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("An agent's sections stand inside its editor");
  return editor;
};
