import type { Accessor } from "solid-js";
import type { AgentVersion, AgentVersionSummary } from "../../../../../schema/contract/agentVersions.ts";
import { createCached, type Cached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { keys } from "../../../api/keys.ts";
import { createPaged, type Paged } from "../../../api/paged.ts";

export const createVersions = (agentId: Accessor<string>): Paged<AgentVersionSummary & { id: string }> =>
  createPaged(() => {
    const id = agentId();
    return {
      queryKey: keys.agentVersions(id),
      fetchPage: async (cursor, signal) => {
        const query = { limit: 20, ...(cursor ? { cursor } : {}) };
        const page = await call("GET /api/agents/{id}/versions", { params: { id }, query }, signal);
        return { ...page, items: page.items.map((version) => ({ ...version, id: String(version.version) })) };
      },
    };
  });

/** A version never changes, so it is read once. */
export const createVersion = (agentId: Accessor<string>, version: Accessor<number>): Cached<AgentVersion> =>
  createCached(() => {
    const [id, wanted] = [agentId(), version()];
    return {
      queryKey: keys.agentVersion(id, wanted),
      queryFn: ({ signal }) => call("GET /api/agents/{id}/versions/{version}", { params: { id, version: wanted } }, signal),
      staleTime: Number.POSITIVE_INFINITY,
    };
  });
