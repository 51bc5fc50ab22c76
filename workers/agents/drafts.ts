import type { AgentDraft } from "../../schema/contract/agentDrafts.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import { openFields } from "./agentFields.ts";

/** Names of console users, by their ids; somebody who is gone has none. */
export type Names = ReadonlyMap<string, string>;

export const authorOf = (userId: string | null, names: Names): { id: string; name: string } | null => {
  const name = userId === null ? undefined : names.get(userId);
  return userId === null || name === undefined ? null : { id: userId, name };
};

type Drafted = Pick<AgentRow, "draft" | "draftBase" | "draftBy" | "draftAt"> & AgentRow;

/** What is not published yet; null when there is nothing, or everything of it has been published by others meanwhile. */
export const draftOf = (agent: Drafted, names: Names): AgentDraft | null => {
  if (agent.draft === null || agent.draftAt === null) return null;
  const fields = openFields(agent, agent.draft);
  if (Object.keys(fields).length === 0) return null;
  return {
    fields,
    base: agent.draftBase ?? agent.version,
    by: authorOf(agent.draftBy, names),
    at: new Date(agent.draftAt).toISOString(),
  };
};

/** No draft, as columns. */
export const noDraft = { draft: null, draftBase: null, draftBy: null, draftAt: null } as const;

/**
 * When the next draft was kept. It tells drafts apart, so it never stands still: two that are kept in one millisecond are two.
 *
 * @param before when the one before it was kept, in milliseconds
 */
export const nextDraftAt = (now: number, before: number | null): number => Math.max(now, (before ?? 0) + 1);
