import type { Chance } from "../platform/clock.ts";
import { route, type Route } from "../platform/route.ts";
import { deleteShare, patchShare } from "./changeShare.ts";
import { createShare } from "./createShare.ts";
import { listShares } from "./shares.ts";

/** Links to an agent's page, each with instructions of its own. */
export const shareRoutes = (deps: { chance: Chance }): Route[] => [
  route("GET /api/agents/{id}/shares", async ({ caller, params }) => listShares(caller.db, params.id)),
  route("POST /api/agents/{id}/shares", async ({ caller, params, body }) =>
    createShare(deps, caller.db, params.id, body, caller.userId),
  ),
  route("PATCH /api/agents/{id}/shares/{shareId}", async ({ caller, params, body }) =>
    patchShare(deps, caller.db, { agentId: params.id, shareId: params.shareId }, body, caller.userId),
  ),
  route("DELETE /api/agents/{id}/shares/{shareId}", async ({ caller, params }) =>
    deleteShare(deps, caller.db, { agentId: params.id, shareId: params.shareId }, caller.userId),
  ),
];
