import type { Route } from "../platform/route.ts";
import { route } from "../platform/route.ts";
import { isRefusal, refuse } from "../platform/refusal.ts";
import { listTemplates } from "../channels/whatsapp/templates/listTemplates.ts";
import { syncTemplates } from "../channels/whatsapp/templates/syncTemplates.ts";
import { showAgent, showAgents } from "./agentOnWire.ts";
import { connectWhatsapp } from "./connectWhatsapp.ts";
import { createAgent } from "./createAgent.ts";
import { deleteAgent } from "./deleteAgent.ts";
import type { AgentDeps } from "./deps.ts";
import { disconnectWhatsapp } from "./disconnectWhatsapp.ts";
import { moveLine } from "./moveLine.ts";
import { patchAgent } from "./patchAgent.ts";
import { previewPrompt } from "./previewPrompt.ts";
import { listAgents, readAgentWithLine } from "./readAgent.ts";
import { shareRoutes } from "./shareRoutes.ts";
import { tenantOf } from "./tenantOf.ts";
import { tryAgent } from "./tryAgent.ts";
import { versionRoutes } from "./versionRoutes.ts";

export const agentRoutes = (deps: AgentDeps): Route[] => [
  route("GET /api/agents", async ({ caller, query }) => {
    const { items, nextCursor } = await listAgents(caller.db, query);
    return { items: await showAgents(deps, items), nextCursor };
  }),
  route("POST /api/agents", async ({ caller, body }) => {
    const agent = await createAgent(deps, caller.db, await tenantOf(deps, caller.tenantId), body, caller.userId);
    return isRefusal(agent) ? agent : showAgent(deps, { agent, line: null });
  }),
  route("GET /api/agents/{id}", async ({ caller, params }) => {
    const found = await readAgentWithLine(caller.db, params.id);
    return found ? showAgent(deps, found) : refuse("not_found");
  }),
  route("PATCH /api/agents/{id}", async ({ caller, params, body }) => {
    const agent = await patchAgent(deps, caller.db, params.id, body, caller.userId);
    if (isRefusal(agent)) return agent;
    const found = await readAgentWithLine(caller.db, params.id);
    return found ? showAgent(deps, found) : refuse("not_found");
  }),
  route("DELETE /api/agents/{id}", async ({ caller, params }) => deleteAgent(deps, caller.db, params.id, caller.userId)),
  route("PUT /api/agents/{id}/whatsapp", async ({ caller, params, body }) => {
    const connected = await connectWhatsapp(deps, caller.db, params.id, body, caller.userId);
    return isRefusal(connected) ? connected : showAgent(deps, connected);
  }),
  route("DELETE /api/agents/{id}/whatsapp", async ({ caller, params }) =>
    disconnectWhatsapp(deps, caller.db, params.id, caller.userId),
  ),
  route("POST /api/agents/{id}/whatsapp/move", async ({ caller, params, body }) => {
    const moved = await moveLine(deps, caller.db, { agentId: params.id, fromAgentId: body.fromAgentId }, caller.userId);
    return isRefusal(moved) ? moved : showAgent(deps, moved);
  }),
  route("GET /api/agents/{id}/templates", async ({ caller, params }) => listTemplates(caller.db, params.id)),
  route("POST /api/agents/{id}/templates/sync", async ({ caller, params }) => {
    const refused = await syncTemplates(deps, caller.db, params.id, caller.userId);
    return refused ?? listTemplates(caller.db, params.id);
  }),
  route("POST /api/agents/{id}/prompt-preview", async ({ caller, params, body }) =>
    previewPrompt(deps, caller.db, await tenantOf(deps, caller.tenantId), params.id, body),
  ),
  route("POST /api/agents/{id}/try", async ({ caller, params, body, request }) =>
    tryAgent(deps, caller.db, await tenantOf(deps, caller.tenantId), params.id, body, request.signal),
  ),
  ...versionRoutes(deps),
  ...shareRoutes(deps),
];
