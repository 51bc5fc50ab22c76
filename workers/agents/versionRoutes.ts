import type { Agent } from "../../schema/contract/agents.ts";
import type { AgentRow } from "../../schema/tables/agents.ts";
import { isRefusal, refuse, type Refusal } from "../platform/refusal.ts";
import { route, type ConsoleCaller, type Route } from "../platform/route.ts";
import { showAgent } from "./agentOnWire.ts";
import { askWarnings } from "./askWarnings.ts";
import type { AgentDeps } from "./deps.ts";
import { discardDraft } from "./discardDraft.ts";
import { keepDraft } from "./keepDraft.ts";
import { publishDraft } from "./publishDraft.ts";
import { readAgentWithLine } from "./readAgent.ts";
import { listVersions, readVersion } from "./readVersions.ts";
import { restoreVersion } from "./restoreVersion.ts";

const shown = async (deps: AgentDeps, { db }: ConsoleCaller, published: AgentRow | Refusal): Promise<Agent | Refusal> => {
  if (isRefusal(published)) return published;
  const found = await readAgentWithLine(db, published.id);
  return found ? showAgent(deps, found) : refuse("not_found");
};

/** What is being written, what is published, and what was. */
export const versionRoutes = (deps: AgentDeps): Route[] => [
  route("PUT /api/agents/{id}/draft", async ({ caller, params, body }) =>
    keepDraft(deps, caller.db, params.id, body, caller.userId),
  ),
  route("DELETE /api/agents/{id}/draft", async ({ caller, params, query }) =>
    discardDraft(deps, caller.db, params.id, query.seen, caller.userId),
  ),
  route("POST /api/agents/{id}/publish", async ({ caller, params, body }) =>
    shown(deps, caller, await publishDraft(deps, caller.db, params.id, body, caller.userId)),
  ),
  route("POST /api/agents/{id}/warnings", async ({ caller, params, body }) =>
    askWarnings(deps, caller.db, params.id, body.draft),
  ),
  route("GET /api/agents/{id}/versions", async ({ caller, params, query }) => listVersions(deps, caller.db, params.id, query)),
  route("GET /api/agents/{id}/versions/{version}", async ({ caller, params }) =>
    readVersion(deps, caller.db, params.id, params.version),
  ),
  route("POST /api/agents/{id}/versions/{version}/restore", async ({ caller, params, body }) => {
    const wanted = { version: params.version, seen: body.version };
    return shown(deps, caller, await restoreVersion(deps, caller.db, params.id, wanted, caller.userId));
  }),
];
