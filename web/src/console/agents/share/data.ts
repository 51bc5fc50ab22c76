import { useQueryClient } from "@tanstack/solid-query";
import type { Accessor } from "solid-js";
import type { AgentShare } from "../../../../../schema/contract/agentShares.ts";
import { createCached, type Cached } from "../../../api/cached.ts";
import { call } from "../../../api/client.ts";
import { holdIn } from "../../../api/hold.ts";
import { keys } from "../../../api/keys.ts";
import type { Page } from "../../../api/paged.ts";

export const createShares = (agentId: Accessor<string>): Cached<Page<AgentShare>> =>
  createCached(() => {
    const id = agentId();
    return {
      queryKey: keys.agentShares(id),
      queryFn: ({ signal }) => call("GET /api/agents/{id}/shares", { params: { id } }, signal),
    };
  });

/** Puts links into the cached list as they are now, or takes one out of it. */
export const useShareList = (agentId: Accessor<string>) => {
  const client = useQueryClient();
  const change = (to: (items: AgentShare[]) => AgentShare[]) =>
    holdIn<Page<AgentShare>>(client, keys.agentShares(agentId()), (page) => ({ ...page, items: to(page.items) }));
  return {
    put: (share: AgentShare) =>
      change((items) =>
        items.some(({ id }) => id === share.id) ? items.map((item) => (item.id === share.id ? share : item)) : [share, ...items],
      ),
    remove: (id: string) => change((items) => items.filter((item) => item.id !== id)),
  };
};
