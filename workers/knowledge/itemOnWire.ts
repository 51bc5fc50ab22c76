import type { KnowledgeItem } from "../../schema/contract/knowledge.ts";
import type { knowledgeItems } from "../../schema/tables/agents.ts";

export type ItemRow = typeof knowledgeItems.$inferSelect;

/** A knowledge item as the console is given it. */
export const itemOnWire = ({
  id,
  scope,
  agentId,
  title,
  kind,
  minLevel,
  state,
  failure,
  characters,
  createdAt,
}: ItemRow): KnowledgeItem => ({
  id,
  scope,
  agentId,
  title,
  kind,
  minLevel,
  state,
  failure,
  characters,
  createdAt: new Date(createdAt).toISOString(),
});
