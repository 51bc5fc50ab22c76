import type { AgentDraftFields } from "../../schema/contract/agentDrafts.ts";
import { agentFieldsSchema, type AgentFields } from "../../schema/contract/agents.ts";
import { given } from "./given.ts";

type FieldName = keyof AgentFields;

/** Every field that is published, in the order of the contract. */
export const fieldNames = Object.keys(agentFieldsSchema.shape) as FieldName[];

/** What is published of an agent, without what else its row holds. */
export const fieldsOf = (agent: AgentFields): AgentFields =>
  Object.fromEntries(fieldNames.map((name) => [name, agent[name]])) as AgentFields;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Fields of which two versions say something different, in the order of the contract. */
export const changedFields = (before: AgentFields, after: AgentFields): FieldName[] =>
  fieldNames.filter((name) => !isSame(before[name], after[name]));

/** What of a draft is not published already: what is the same is no change, whoever published it. */
export const openFields = (published: AgentFields, draft: AgentDraftFields): AgentDraftFields =>
  Object.fromEntries(Object.entries(given(draft)).filter(([name, value]) => !isSame(published[name as FieldName], value)));
