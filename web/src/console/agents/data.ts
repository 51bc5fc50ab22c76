import type { Accessor } from "solid-js";
import type { Agent } from "../../../../schema/contract/agents.ts";
import type { KnowledgeItem } from "../../../../schema/contract/knowledge.ts";
import { createCached, type Cached } from "../../api/cached.ts";
import { call } from "../../api/client.ts";
import { keys } from "../../api/keys.ts";
import { createPaged, type Paged } from "../../api/paged.ts";

export const createAgents = (): Paged<Agent> =>
  createPaged(() => ({
    queryKey: keys.agents,
    fetchPage: (cursor, signal) => call("GET /api/agents", { query: { limit: 100, ...(cursor ? { cursor } : {}) } }, signal),
  }));

export const createAgent = (id: Accessor<string>): Cached<Agent> =>
  createCached(() => ({
    queryKey: keys.agent(id()),
    queryFn: ({ signal }) => call("GET /api/agents/{id}", { params: { id: id() } }, signal),
  }));

/** An agent's own knowledge, or the consultant's store; read again by itself while a PDF is being taken in. */
export const createKnowledge = (scope: "agent" | "store", agentId: Accessor<string | null>): Paged<KnowledgeItem> =>
  createPaged(() => ({
    queryKey: keys.knowledgeOf(scope, agentId()),
    fetchPage: (cursor, signal) => {
      const of = agentId();
      return call(
        "GET /api/knowledge",
        { query: { scope, limit: 100, ...(of === null ? {} : { agentId: of }), ...(cursor ? { cursor } : {}) } },
        signal,
      );
    },
    pollWhile: (items) => items.some((item) => item.state === "pending"),
  }));
