import { route, type Route } from "../platform/route.ts";
import { checkWhatsapp, setJoinWords } from "./checkWhatsapp.ts";
import type { SetupDeps } from "./deps.ts";
import { hideSetup, readSetup } from "./readSetup.ts";

/** The first hour, and what it asks of Twilio. */
export const setupRoutes = (deps: SetupDeps): Route[] => [
  route("GET /api/setup", ({ caller, query }) => readSetup(deps, caller.db, query.all === "true")),
  route("PATCH /api/setup", ({ caller, body }) => hideSetup(deps, caller.db, body.isHidden, caller.userId)),
  route("POST /api/agents/{id}/whatsapp/check", ({ caller, params, body }) =>
    checkWhatsapp(deps, caller.db, params.id, body, caller.userId),
  ),
  route("PUT /api/agents/{id}/whatsapp/join-words", ({ caller, params, body }) =>
    setJoinWords(deps, caller.db, params.id, body.joinWords, caller.userId),
  ),
];
