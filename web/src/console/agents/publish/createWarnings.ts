import { keepPreviousData } from "@tanstack/solid-query";
import type { AgentWarning } from "../../../../../schema/contract/agentVersions.ts";
import { createCached, type Cached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { agentWords } from "../../../i18n/agentWords.ts";
import { numberOf } from "../../../i18n/format.ts";
import { t } from "../../../i18n/text.ts";
import { draftOf } from "../agentFields.ts";
import { useEditor } from "../editor.ts";

/** What is worth a look in the form as it stands, before it is published. */
export const createWarnings = (): Cached<{ items: AgentWarning[] }> => {
  const { agent, changes } = useEditor();
  return createCached(() => {
    const draft = draftOf(changes());
    return {
      queryKey: keys.agentWarnings(agent().id, JSON.stringify(draft)),
      queryFn: ({ signal }) => call("POST /api/agents/{id}/warnings", { params: { id: agent().id }, body: { draft } }, signal),
      placeholderData: keepPreviousData,
      staleTime: 0,
    };
  });
};

export const warningText = ({ key, level, count, isMore }: AgentWarning): string =>
  agentWords().warnings[key]({
    level: level === null ? "" : t().common.levels[level],
    count: numberOf(count ?? 0),
    isOne: count === 1,
    isMore,
  });
